"""The households of a village that wait at one stage, as the page of their list shows them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from households.choices import Category, RoundKind, Stage
from households.codes import code_lists
from households.models import Case, Event, HouseholdYear, MemberYear, Notice, Round
from households.rules import day_of_publicity
from households.ways import WAYS
from villages.models import Village

_GIVES_A_CATEGORY: Final = (RoundKind.IDENTIFICATION, RoundKind.LOOK_BACK)
_WITH_DIBAO: Final = (Category.DIBAO, Category.DIBAO_POOR)


class Change(NamedTuple):
    """A fact that differs from the record of the year before."""

    label: str
    old: str
    new: str


class Line(NamedTuple):
    """One household of the list: its case, its record of the round's year, and what changed."""

    case: Case
    record: HouseholdYear | None
    changes: list[Change]
    found: str | None = None
    """What the county's comparison found, "" if nothing; None before it, and where it has none."""
    doubt: str = ""
    """Where the category and the family's dibao do not agree (2.1, step 6)."""

    @property
    def category(self) -> str:
        if self.case.category or self.record is None:
            return self.case.category
        return _category(self.record, self.case.round)

    @property
    def category_name(self) -> str:
        return code_lists()["category"].label(self.category)


def lines(cases: "QuerySet[Case]", round_: Round) -> list[Line]:
    """The cases by group and number, each with its record and what changed since last year."""
    waiting = list(
        cases.select_related("round", "household__group", "household__householder").order_by(
            "household__group__number", "household__number"
        )
    )
    years = (round_.year, round_.year - 1)
    records = {
        (record.household_id, record.year): record
        for record in HouseholdYear.objects.filter(
            household__in=[case.household_id for case in waiting], year__in=years
        )
    }
    compared = _compared(waiting, round_)
    found = []
    for case in waiting:
        now, before = (records.get((case.household_id, year)) for year in years)
        changes = list(_changes(before, now, round_))
        found.append(Line(case, now, changes, compared.get(case.pk)))
    return found


def _compared(waiting: list[Case], round_: Round) -> dict[int, str]:
    """Case → the last result of the comparison, in a round that has one."""
    if Stage.COMPARED not in WAYS[round_.variant]:
        return {}
    events = Event.objects.filter(case__in=waiting, step="compare").order_by("pk")
    return dict(events.values_list("case_id", "reason"))


def with_doubts(found: Sequence[Line]) -> list[Line]:
    """The lines held against who receives dibao, for whoever reviews them."""
    records = [line.record.pk for line in found if line.record]
    people = MemberYear.objects.filter(household_year__in=records, receives_dibao=True)
    receiving = set(people.values_list("household_year_id", flat=True))
    return [line._replace(doubt=_doubt(line, receiving)) for line in found]


def _doubt(line: Line, receiving: Collection[int]) -> str:
    record = line.record
    if record is None:
        return ""
    receives = record.pk in receiving or record.dibao_allowance + record.temporary_dibao > 0
    if line.category in _WITH_DIBAO and not receives:
        return _("The category says dibao, but nobody in the file receives it.")
    if line.category == Category.GENERAL_POOR and receives:
        return _("The file says that dibao is received, but the category is without it.")
    return ""


def _category(record: HouseholdYear, round_: Round) -> str:
    """What is applied for; in a round that gives no category, the one that the household has."""
    if round_.kind in _GIVES_A_CATEGORY:
        return record.proposed_category or record.category
    return record.category


def _changes(
    before: HouseholdYear | None, now: HouseholdYear | None, round_: Round
) -> Iterable[Change]:
    if before is None or now is None:
        return
    categories, causes = code_lists()["category"], code_lists()["cause"]
    proposed = _category(now, round_)
    if before.category and before.category != proposed:
        yield Change(_("Category"), categories.label(before.category), categories.label(proposed))
    if before.size != now.size:
        yield Change(_("People"), str(before.size), str(now.size))
    if before.main_cause != now.main_cause:
        yield Change(_("Cause"), causes.label(before.main_cause), causes.label(now.main_cause))


class Hanging(NamedTuple):
    """A notice that hangs now: which day of how many, and how many objections are open."""

    notice: Notice
    day: int
    days_left: int
    objections: int


def hanging_now(village: Village, round_: Round, level: str, on: date) -> Hanging | None:
    """The village's notice of this level that comes down first."""
    notice = (
        Notice.objects.filter(village=village, round=round_, level=level)
        .hanging()
        .annotate(waiting=Count("objections", Q(objections__decision="")))
        .order_by("ends_on")
        .first()
    )
    if notice is None:
        return None
    day = min(day_of_publicity(notice.starts_on, on), notice.days)
    return Hanging(notice, day, (notice.ends_on - on).days, notice.waiting)
