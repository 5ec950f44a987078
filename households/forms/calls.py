"""A call to a meeting, and the list of representatives, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import MeetingCall, Round
from villages.models import User, Village

_HOUR = "%Y-%m-%dT%H:%M"


class CallForm(forms.ModelForm[MeetingCall]):
    """Village and round come filled in where there is only one."""

    class Meta:
        model = MeetingCall
        fields = ["village", "round", "meets_at", "place", "agenda"]
        widgets = {
            "meets_at": forms.DateTimeInput({"type": "datetime-local"}, format=_HOUR),
            "agenda": forms.Textarea({"rows": 3}),
        }
        labels = {"meets_at": _("Date and hour")}
        help_texts = {"agenda": _("Beside the votes on the households.")}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        villages = Village.objects.visible_to(by)
        rounds = Round.objects.visible_to(by).running()
        self.fields["village"] = _one_of(villages, _("Village"))
        self.fields["round"] = _one_of(rounds, _("Round"))


def _one_of(rows: Any, label: Any) -> forms.ModelChoiceField[Any]:
    first = list(rows[:2])
    only = first[0] if len(first) == 1 else None
    return forms.ModelChoiceField(
        rows, label=label, initial=only, empty_label=None if only else "—"
    )


class RepresentativesForm(forms.Form):
    """One line for each; a column of a spreadsheet can be pasted."""

    since = forms.DateField(
        label=_("In office since"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    lines = forms.CharField(
        label=_("Names, one a line"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Name, group number; “cadre” after them for a village cadre. For example: "
                    "王大明, 3, 村干部"),
    )  # fmt: skip
