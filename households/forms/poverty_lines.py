"""A poverty line as the county sets it."""

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from households import poverty_lines
from households.forms.checking import require_before_saving
from households.models import PovertyLine
from villages.models import County, Township

if TYPE_CHECKING:
    from villages.models import User


class LineForm(forms.ModelForm[PovertyLine]):
    """`seen` carries the amount that was read, so that nobody's change is written over."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = PovertyLine
        fields = ["year", "area_code", "purpose", "amount", "source"]
        help_texts = {
            "amount": _("Who has less income per head than this is poor."),
            "source": _("Which document says so, with its number."),
        }

    def __init__(self, *args: Any, user: "User", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [*County.objects.visible_to(user), *Township.objects.visible_to(user)]
        choices = [(place.pk, place.name) for place in places]
        self.fields["area_code"] = forms.ChoiceField(label=_("Area"), choices=choices)
        if self.instance.pk:
            self.initial["seen"] = str(self.instance.amount)
            for name in ("year", "area_code", "purpose"):
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            require_before_saving(self, poverty_lines.require_reasonable)
        return cleaned

    @property
    def amount_seen(self) -> Decimal | None:
        """What the changed line was when the form was opened."""
        try:
            return Decimal(self.cleaned_data["seen"]) if self.cleaned_data["seen"] else None
        except InvalidOperation:
            return None
