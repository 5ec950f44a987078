"""A meeting of representatives as it is taken down, with the votes on each household."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from households import meetings
from households.forms.checking import require_before_saving
from households.forms.sheets import IdsField
from households.lineup import Line
from households.meetings import Vote
from households.models import MeetingOfRepresentatives, Representative

MOST_VOTES = 10_000


class VoteRow(NamedTuple):
    """A surveyed household with the votes as they were typed."""

    line: Line
    is_voted_on: bool
    votes_for: str
    against: str
    abstained: str
    recused: str
    recused_who: str
    error: str


class MeetingForm(forms.ModelForm[MeetingOfRepresentatives]):
    """Votes left empty mean: everybody present voted for it."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    voted = IdsField(required=False)
    attended = IdsField(required=False)

    class Meta:
        model = MeetingOfRepresentatives
        fields = [
            "held_on", "place", "chair", "recorder", "entitled", "present", "observers",
            "over_scale_because",
        ]  # fmt: skip
        widgets = {"held_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "observers": _("Of the resident work team and the township."),
            "over_scale_because": _("Only if more households are carried than the scale allows."),
        }

    def __init__(
        self,
        *args: Any,
        lines: Sequence[Line],
        roster: Sequence[Representative] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.roster = lines, roster
        self.row_errors: dict[int, str] = {}
        self.votes: list[Vote] = []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            require_before_saving(self, meetings.require_valid)
        present = cleaned.get("present")
        for line in self.lines:
            if line.case.pk in cleaned.get("voted", ()) and present is not None:
                self._read(line, present)
        if self.row_errors:
            self.add_error(None, _("The votes of some households do not add up."))
        return cleaned

    def _read(self, line: Line, present: int) -> None:
        pk = line.case.pk
        try:
            against, abstained = self._number("against", pk, 0), self._number("abstained", pk, 0)
            recused, who = self._number("recused", pk, 0), self._typed("recused-who", pk)
            votes_for = self._number("for", pk, present - against - abstained - recused)
        except ValidationError as wrong:
            self.row_errors[pk] = " ".join(wrong.messages)
            return
        vote = Vote(line.case, votes_for, against, abstained, recused, who)
        if recused and not who:
            self.row_errors[pk] = str(_("Name the representatives who are recused."))
        if vote.total != present or votes_for < 0:
            self.row_errors[pk] = str(
                _("%(total)d votes, but %(present)d were present.")
                % {"total": vote.total, "present": present}
            )
        self.votes.append(vote)

    def _typed(self, name: str, pk: int) -> str:
        return str(self.data.get(f"{name}-{pk}", "")).strip()

    def _number(self, name: str, pk: int, otherwise: int) -> int:
        typed = self._typed(name, pk)
        if not typed:
            return otherwise
        if not typed.isdecimal() or int(typed) > MOST_VOTES:
            raise ValidationError(_("Votes are whole numbers."))
        return int(typed)

    @property
    def signed(self) -> list[Representative]:
        """Those ticked on the list of representatives."""
        ticked = self.cleaned_data["attended"]
        return [one for one in self.roster if one.pk in ticked]

    def signatures(self) -> list[tuple[Representative, bool]]:
        sent = self.data.getlist("attended") if isinstance(self.data, QueryDict) else []
        return [(one, str(one.pk) in sent) for one in self.roster]

    def rows(self) -> list[VoteRow]:
        sent = self.data.getlist("voted") if isinstance(self.data, QueryDict) else None
        return [
            VoteRow(
                line,
                sent is None or str(line.case.pk) in sent,
                self._typed("for", line.case.pk),
                self._typed("against", line.case.pk),
                self._typed("abstained", line.case.pk),
                self._typed("recused", line.case.pk),
                self._typed("recused-who", line.case.pk),
                self.row_errors.get(line.case.pk, ""),
            )
            for line in self.lines
        ]
