"""A household held against the exit standard of its village and year: item by item."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.utils.translation import gettext as _

from households import exit_facts
from households.choices import Stage
from households.exit_facts import Fact, Found
from households.models import Case, ExitAnswer, ExitAssessment, ExitItem, ExitStandard
from households.refusals import require

ASSESSED: tuple[Stage, ...] = (
    Stage.APPLIED,
    Stage.SURVEYED,
    Stage.NOMINATED,
    Stage.COMPARED,
    Stage.APPRAISED_AGAIN,
)
"""Where a household is assessed; once its list is posted, what was found stands."""


@dataclass(frozen=True)
class Line:
    """One item: what the file says of it, what was answered, and what it is held against."""

    item: ExitItem
    fact: Fact
    threshold: Decimal | None
    reached: bool | None
    """By the answer, or beforehand by the file; None while neither says."""
    answer: ExitAnswer | None = None

    @property
    def found(self) -> Found:
        """By the answer, or beforehand by the file."""
        if self.answer is None:
            return self.fact.found
        return self.answer.holds if self.is_yes_no else self.answer.value

    @property
    def is_yes_no(self) -> bool:
        return self.item.kind == ExitItem.Kind.YES_NO

    @property
    def evidence(self) -> str:
        return self.answer.evidence if self.answer else ""

    @property
    def differs(self) -> bool:
        """The file has been changed since it was assessed."""
        return self.fact.found is not None and self.answer is not None and not self.agrees

    @property
    def agrees(self) -> bool:
        return self.fact.found == self.found


@dataclass(frozen=True)
class Checklist:
    """The whole of it; `assessment` is None until somebody has visited the household."""

    case: Case
    standard: ExitStandard
    lines: Sequence[Line]
    assessment: ExitAssessment | None

    @property
    def missing(self) -> list[ExitItem]:
        """Items without which nobody exits, and that are not reached."""
        return [
            line.item
            for line in self.lines
            if line.item.is_veto and line.answer is not None and not line.answer.holds
        ]

    @property
    def may_exit(self) -> bool:
        return self.assessment is not None and not self.missing

    @property
    def is_open(self) -> bool:
        return self.case.stage in ASSESSED


def standard_of(case: Case) -> ExitStandard:
    """The standard of the nearest area; refused where none has been set."""
    standard = ExitStandard.objects.for_area(case.village_id, case.round.year)
    require(
        standard,
        _("No exit standard holds in %(year)d. Ask the county to set one.")
        % {"year": case.round.year},
    )
    found: ExitStandard = standard
    return found


def of_case(case: Case) -> Checklist:
    """The checklist of a case. A posted household keeps the standard it was assessed by."""
    assessment = ExitAssessment.objects.select_related("standard").filter(case=case).first()
    is_settled = assessment is not None and case.stage not in ASSESSED
    standard = assessment.standard if assessment and is_settled else standard_of(case)
    answers = {a.item_id: a for a in assessment.answers.all()} if assessment else {}
    records = case.household.years.filter(year=case.round.year)
    home = exit_facts.homes(records).get(case.household_id)
    line: Decimal = case.round.poverty_line
    lines = [
        _line(item, exit_facts.fact(item.fact, home), answers.get(item.pk), line)
        for item in standard.items.all()
    ]
    return Checklist(case, standard, lines, assessment)


def _line(item: ExitItem, fact: Fact, answer: ExitAnswer | None, poverty_line: Decimal) -> Line:
    reached: bool | None = None
    if answer:
        reached = answer.holds
    elif fact.found is not None:
        reached = exit_facts.is_reached(item, fact.found, poverty_line)
    return Line(item, fact, exit_facts.threshold(item, poverty_line), reached, answer)


def state(assessment: ExitAssessment | None) -> str:
    """The fingerprint of an assessment: a form sends it back, so that nobody writes over another.

    Empty where there is none yet.
    """
    if assessment is None:
        return ""
    said = [
        assessment.standard_id,
        assessment.assessed_on,
        assessment.assessors,
        assessment.confirmed_on,
        assessment.confirmed_by,
        assessment.keeps_support,
        *sorted(assessment.answers.values_list("item_id", "holds", "value", "evidence")),
    ]
    return sha256(repr(said).encode()).hexdigest()[:16]
