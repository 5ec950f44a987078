"""The form by which the county opens a round."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from households import poverty_lines, rounds
from households.forms.checking import require_before_saving
from households.models import Round
from villages.models import County, Township

if TYPE_CHECKING:
    from villages.models import User


class RoundForm(forms.ModelForm[Round]):
    area_code = forms.ChoiceField(label=_("Area"))

    class Meta:
        model = Round
        fields = [
            "kind",
            "year",
            "area_code",
            "poverty_line",
            "publicity_days",
            "quorum_percent",
            "spot_check_percent",
            "starts_on",
            "ends_on",
        ]
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "publicity_days": _("Both the first and the last day are counted."),
            "quorum_percent": _("Of the entitled representatives; 66.67 is two thirds."),
            "spot_check_percent": _("Of the households of a list, visited by the township."),
        }

    def __init__(self, *args: Any, user: "User", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [*County.objects.visible_to(user), *Township.objects.visible_to(user)]
        self.fields["area_code"] = forms.ChoiceField(
            label=_("Area"), choices=[(place.pk, place.name) for place in places]
        )
        if places and self.initial.get("year"):
            kind = self.initial.get("kind", "")
            line = poverty_lines.proposed(places[0].pk, self.initial["year"], kind)
            self.initial.setdefault("poverty_line", line)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            require_before_saving(self, rounds.require_possible)
        return cleaned
