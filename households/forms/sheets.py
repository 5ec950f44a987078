"""What the page of a whole list sends: who was listed and visited, and who does not go on."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from households import results
from households.choices import Level, Outcome, RejectionGround, ReturnReason, RoundKind
from households.lineup import Line
from households.models import Round
from households.reviews import Rejection
from households.sheets import Sheet
from households.spot_checks import Draw
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


class Words(NamedTuple):
    """What a page is called, and what its button says of everybody and of the rest."""

    title: Any
    plain: Any
    """While nothing has counted what is ticked."""
    everyone: Any
    others: Any = ""
    nobody: Any = _("Return all {n}")


class WayOut(NamedTuple):
    """How a household does not go on: its box, and the reasons to pick from."""

    name: str
    reason: str
    words: str
    toggle: Any
    icon: str
    why: Any
    reasons: Any
    missing: Any
    needs_words: bool = False
    """A reason that was picked is not enough."""


RETURN: Final = WayOut(
    "back", "because", "words", _("Return"), "arrow-back-up", _("Why it goes back"),
    ReturnReason, _("Choose why it goes back."),
)  # fmt: skip
REJECT: Final = WayOut(
    "out", "ground", "said", _("Reject"), "ban", _("Ground of the rejection"),
    RejectionGround, _("Choose the ground of the rejection."),
)  # fmt: skip


class Chosen(NamedTuple):
    """What was ticked and said of one household about one way out."""

    way: WayOut
    on: bool
    because: str
    words: str


class Row(NamedTuple):
    """A household of the list with what was ticked and chosen for it."""

    line: Line
    outs: list[Chosen]
    drawn: bool
    visited: bool
    excuse: str
    category: str
    error: str
    offered: list[tuple[str, Any]]
    """Categories to choose from, where it is the reader's to choose."""
    outcome: str
    """What is proposed for the household, in words; empty in an identification."""


class SheetForm(forms.Form):
    """Every household goes on, except those ticked to go another way with a reason.

    A subclass says what is done, and in which words.
    """

    step: ClassVar[str]
    level: ClassVar[Level]
    """Whose notices concern whoever does it."""
    words: ClassVar[Words]
    words_of: ClassVar[Mapping[str, Words]] = {}
    """Other words, by the kind of the round."""
    ways_out: ClassVar[tuple[WayOut, ...]] = (RETURN,)
    is_posting: ClassVar[bool] = False
    is_review: ClassVar[bool] = False
    """Its share of the households is drawn and visited."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    listed = IdsField(required=False)
    back = IdsField(required=False)
    out = IdsField(required=False)
    visited = IdsField(required=False)

    def __init__(
        self,
        *args: Any,
        round_: Round,
        lines: Sequence[Line],
        draws: Sequence[Draw] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_
        self.lines = lines
        self.draws = draws
        self.drawn = {case for draw in draws for case in draw.drawn.values()}
        self.row_errors: dict[int, str] = {}

    @classmethod
    def permission(cls) -> str:
        return STEPS[cls.step].permission

    @classmethod
    def said(cls, kind: str) -> Words:
        """The words for a round of this kind."""
        return cls.words_of.get(kind, cls.words)

    @property
    def labels(self) -> Words:
        return self.said(self.round.kind)

    @property
    def drawn_here(self) -> int:
        """How many of those drawn still wait on the list."""
        return len(self.drawn & {line.case.pk for line in self.lines})

    def follows(self) -> Any:
        """What the line above the button says of the day after."""
        return ""

    def act(self, sheet: Sheet, by: User) -> Entry:
        """Do what the page is for."""
        raise NotImplementedError

    def offered(self, line: Line) -> list[tuple[str, Any]]:
        """The categories from which whoever decides chooses the household's."""
        return []

    def outcome(self, line: Line) -> str:
        """What is proposed for the household; in an identification it is the same for all."""
        if self.round.kind == RoundKind.IDENTIFICATION:
            return ""
        outcome = results.outcome_of(line.case)
        return str(Outcome(outcome).label) if outcome else ""

    def answer(self, name: str, pk: int) -> str:
        """What was written or picked in a row."""
        return str(self.data.get(f"{name}-{pk}", "")).strip()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for pk in sorted(cleaned.get("back", frozenset()) & cleaned.get("out", frozenset())):
            self.row_errors[pk] = str(_("Return it or reject it: it cannot do both."))
        for way in self.ways_out:
            for pk in sorted(cleaned.get(way.name, ())):
                if problem := self._problem(way, pk):
                    self.row_errors.setdefault(pk, problem)
        if self.row_errors:
            self.add_error(None, _("Choose a reason for each household that does not go on."))
        return cleaned

    def _problem(self, way: WayOut, pk: int) -> str:
        because = self.answer(way.reason, pk)
        if because not in way.reasons.values:
            return str(way.missing)
        if self.answer(way.words, pk) or not (way.needs_words or because == "other"):
            return ""
        return str(way.missing if way.needs_words else _("Say it in words."))

    def sheet(self, village: Village, round_: Round) -> Sheet:
        cleaned = self.cleaned_data
        returned = {pk: self._reason(pk) for pk in cleaned["back"]}
        return Sheet(
            village, round_, cleaned["request_id"], cleaned["listed"], returned, self._excused()
        )

    def _reason(self, pk: int) -> str:
        """The reason that was picked, or the words for another one."""
        because = self.answer(RETURN.reason, pk)
        return self.answer(RETURN.words, pk) if because == "other" else because

    def _excused(self) -> dict[int, str]:
        listed = self.cleaned_data["listed"] - self.cleaned_data["visited"]
        given = {pk: self.answer("unvisited", pk)[:200] for pk in listed}
        return {pk: why for pk, why in given.items() if why}

    def rejected(self) -> dict[int, Rejection]:
        """Whoever is left out, with the ground."""
        if REJECT not in self.ways_out:
            return {}
        return {
            pk: Rejection(self.answer(REJECT.reason, pk), self.answer(REJECT.words, pk))
            for pk in self.cleaned_data["out"]
        }

    def rows(self) -> list[Row]:
        """The list as it is now, with what was ticked before it was refused."""
        sent = {name: set(self._sent(name)) for name in ("back", "out", "visited")}
        return [self._row(line, str(line.case.pk), sent) for line in self.lines]

    def _row(self, line: Line, pk: str, sent: dict[str, set[str]]) -> Row:
        case = line.case.pk
        return Row(
            line=line,
            outs=[
                Chosen(
                    way,
                    pk in sent[way.name],
                    self.answer(way.reason, case),
                    self.answer(way.words, case),
                )
                for way in self.ways_out
            ],
            drawn=case in self.drawn,
            visited=pk in sent["visited"],
            excuse=self.answer("unvisited", case),
            category=self.answer("category", case) or line.category,
            error=self.row_errors.get(case, ""),
            offered=self.offered(line),
            outcome=self.outcome(line),
        )

    def _sent(self, name: str) -> list[str]:
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else []
