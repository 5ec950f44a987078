"""What the page of a whole list sends: who was listed, who goes back and why."""

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from households import results
from households.choices import Level, Outcome, ReturnReason, RoundKind
from households.lineup import Line
from households.models import Round
from households.sheets import Sheet
from households.steps import STEPS
from povertyreg.audit.models import Entry
from villages.models import User, Village


class IdsField(forms.Field):
    """Ids of rows, one value for each ticked box."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> frozenset[int]:
        if not all(str(one).isdecimal() for one in value or ()):
            raise ValidationError(_("Open the list again: a row of it cannot be read."))
        return frozenset(int(one) for one in value or ())


class Row(NamedTuple):
    """A household of the list with what was ticked and chosen for it."""

    line: Line
    back: bool
    because: str
    words: str
    visited: bool
    category: str
    error: str
    offered: list[tuple[str, Any]]
    """Categories to choose from, where it is the reader's to choose."""
    outcome: str
    """What is proposed for the household, in words; empty in an identification."""


class SheetForm(forms.Form):
    """Every household goes on, except those ticked to go back with a reason.

    A subclass says what is done, and in which words.
    """

    step: ClassVar[str]
    level: ClassVar[Level]
    """Whose notices concern whoever does it."""
    title: ClassVar[Any]
    plain: ClassVar[Any]
    """On the button while nothing has counted what is ticked."""
    everyone: ClassVar[Any]
    others: ClassVar[Any] = ""
    nobody: ClassVar[Any] = _("Return all {n}")
    toggle: ClassVar[Any] = _("Return")
    icon: ClassVar[str] = "arrow-back-up"
    undone: ClassVar[Any] = _("Returned {n}")
    why: ClassVar[Any] = _("Why it goes back")
    reasons: ClassVar[Any] = ReturnReason
    wanting: ClassVar[Any] = _("Choose a reason for each household that goes back.")
    needs_words: ClassVar[bool] = False
    """A reason that was picked is not enough."""
    says: ClassVar[Any] = ""
    """What follows, above the button; the page knows it of what is posted or spot-checked."""
    is_posting: ClassVar[bool] = False

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    listed = IdsField(required=False)
    back = IdsField(required=False)
    visited = IdsField(required=False)

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.row_errors: dict[int, str] = {}

    @classmethod
    def of(cls, round_: Round) -> "type[SheetForm]":
        """The same thing in the words of this round."""
        return cls

    @classmethod
    def permission(cls) -> str:
        return STEPS[cls.step].permission

    def act(self, sheet: Sheet, by: User) -> Entry:
        """Do what the page is for."""
        raise NotImplementedError

    def offered(self, line: Line) -> list[tuple[str, Any]]:
        """The categories from which whoever decides chooses the household's."""
        return []

    @staticmethod
    def outcome(line: Line) -> str:
        """What is proposed for the household; in an identification it is the same for all."""
        if line.case.round.kind == RoundKind.IDENTIFICATION:
            return ""
        outcome = results.outcome_of(line.case)
        return str(Outcome(outcome).label) if outcome else ""

    def _answer(self, name: str, pk: int) -> str:
        return str(self.data.get(f"{name}-{pk}", "")).strip()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for pk in sorted(cleaned.get("back", ())):
            if problem := self._problem(pk):
                self.row_errors[pk] = problem
        if self.row_errors:
            self.add_error(None, self.wanting)
        return cleaned

    def _problem(self, pk: int) -> str:
        because = self._answer("because", pk)
        if because not in self.reasons.values:
            return str(_("Choose why it goes back."))
        if because == "other" and not self._answer("words", pk):
            return str(_("Say it in words."))
        return ""

    def _returned(self) -> dict[int, str]:
        """Why each goes back: the reason that was picked, or the words for another one."""
        return {pk: self._reason(pk) for pk in self.cleaned_data["back"]}

    def _reason(self, pk: int) -> str:
        because = self._answer("because", pk)
        return self._answer("words", pk) if because == "other" else because

    def sheet(self, village: Village, round_: Round) -> Sheet:
        cleaned = self.cleaned_data
        return Sheet(village, round_, cleaned["request_id"], cleaned["listed"], self._returned())

    def rows(self) -> list[Row]:
        """The list as it is now, with what was ticked before it was refused."""
        back, visited = (set(self._sent(name)) for name in ("back", "visited"))
        return [
            Row(
                line=line,
                back=str(line.case.pk) in back,
                because=self._answer("because", line.case.pk),
                words=self._answer("words", line.case.pk),
                visited=str(line.case.pk) in visited,
                category=self._answer("category", line.case.pk) or line.category,
                error=self.row_errors.get(line.case.pk, ""),
                offered=self.offered(line),
                outcome=self.outcome(line),
            )
            for line in self.lines
        ]

    def _sent(self, name: str) -> list[str]:
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else []
