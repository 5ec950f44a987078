"""Which households are looked at again, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from households.forms.sheets import IdsField
from households.suspects import Suspect


class SuspectForm(forms.Form):
    """Ticked households, and numbers pasted from a list of another office."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    because = forms.CharField(
        label=_("Why they are looked at again"),
        max_length=200,
        help_text=_("What was found and where: the vehicle register of July 2015, a visit, …"),
    )
    numbers = forms.CharField(
        label=_("Household numbers from another list, one in each line"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
    )
    chosen = IdsField(required=False)

    def __init__(self, *args: Any, suspects: list[Suspect], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suspects = suspects

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        known = {one.household.number: one.household.pk for one in self.suspects}
        pasted = cleaned.get("numbers", "").split()
        unknown = [number for number in pasted if number not in known]
        if unknown:
            self.add_error(
                "numbers",
                _("Not in this village, or on the list already: %(numbers)s. Take them out.")
                % {"numbers": "、".join(unknown[:5])},
            )
        ticked = set(cleaned.get("chosen", ())) & set(known.values())
        cleaned["listed"] = ticked | {known[number] for number in pasted if number in known}
        if not self.errors and not cleaned["listed"]:
            self.add_error(None, _("Tick at least one household."))
        return cleaned
