"""An exit standard of the county: made of the nearest one, and its items changed."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from households import exit_facts, exit_standards
from households.models import ExitItem, ExitStandard
from villages.models import County, Township

if TYPE_CHECKING:
    from villages.models import User

FREE_ROWS = 2


class CopyForm(forms.ModelForm[ExitStandard]):
    """The year and the area of a new standard; its items come from the nearest one."""

    pattern = forms.ModelChoiceField(
        ExitStandard.objects.none(),
        label=_("Begin with the items of"),
        empty_label=_("the standard that holds there now"),
        required=False,
    )

    class Meta:
        model = ExitStandard
        fields = ["year", "area_code", "name_zh", "name_en", "source"]
        help_texts = {"source": _("Which document says so, with its number.")}

    def __init__(self, *args: Any, user: "User", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [*County.objects.visible_to(user), *Township.objects.visible_to(user)]
        choices = [(place.pk, place.name) for place in places]
        known = exit_standards.known_to(user)
        self.fields["pattern"].queryset = known  # type: ignore[attr-defined]
        self.fields["area_code"] = forms.ChoiceField(label=_("Area"), choices=choices)


class StandardForm(forms.ModelForm[ExitStandard]):
    """The names and the source. `seen`: the standard that was read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ExitStandard
        fields = ["name_zh", "name_en", "source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = exit_standards.state(self.instance)


class ItemForm(forms.ModelForm[ExitItem]):
    """One item; a threshold that is empty means the poverty line of the round."""

    class Meta:
        model = ExitItem
        fields = [
            "code",
            "name_zh",
            "name_en",
            "kind",
            "threshold",
            "unit_zh",
            "unit_en",
            "fact",
            "is_veto",
            "needs_evidence",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fact"] = forms.ChoiceField(
            label=self.fields["fact"].label,
            choices=[("", _("nothing: it is asked")), *exit_facts.NAMES],
            required=False,
        )

    @property
    def is_free(self) -> bool:
        """A row that nobody has filled in."""
        return self.instance.pk is None


Items = forms.modelformset_factory(ExitItem, ItemForm, extra=FREE_ROWS, can_delete=True)


def kept_items(formset: Any) -> list[ExitItem]:
    """The items as they were typed, without the empty rows and those that are struck out."""
    return [
        form.instance
        for form in formset.forms
        if (form.has_changed() or form.instance.pk) and not form.cleaned_data.get("DELETE")
    ]
