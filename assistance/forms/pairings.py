"""Choosing a cadre for a household, ending a pairing, handing a cadre's households over."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assistance.forms.fields import DateField
from assistance.models import Cadre

REASON_LENGTH = 200


class EndForm(forms.Form):
    because = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        help_text=_("For example: transferred, retired, the household moved. It stays on file."),
    )
    on = DateField(label=_("Last day"))

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, initial={"on": today})


class PairForm(forms.Form):
    """`candidates`: the cadres that may be chosen; the page lists the first of them."""

    cadre = forms.ModelChoiceField(
        Cadre.objects.none(),
        label=_("Cadre"),
        error_messages={"required": _("Choose a cadre from the list.")},
    )
    on = DateField(label=_("From"))

    def __init__(self, data: Any, *, candidates: Any, today: date) -> None:
        super().__init__(data, initial={"on": today})
        self.fields["cadre"].queryset = candidates  # type: ignore[attr-defined]


class ChangeForm(PairForm):
    because = forms.CharField(
        label=_("Reason for the change"),
        max_length=REASON_LENGTH,
        help_text=_("For example: transferred, retired. It stays with the earlier pairing."),
    )


class HandOverForm(ChangeForm):
    """A cadre without households may leave without a successor."""

    def __init__(
        self, data: Any, *, candidates: Any, today: date, leaving: Cadre, has_households: bool
    ) -> None:
        super().__init__(data, candidates=candidates.exclude(pk=leaving.pk), today=today)
        self.fields["cadre"].required = has_households
        self.fields["on"].label = _("Leaves the post on")
