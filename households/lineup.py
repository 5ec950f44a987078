"""The households of a village that wait at one stage, as the page of their list shows them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from households.choices import Category
from households.codes import code_lists
from households.models import Case, HouseholdYear, MemberYear, Notice, Round
from households.rules import day_of_publicity
from villages.models import Village

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
    doubt: str = ""
    """Where the category and the family's dibao do not agree (2.1, step 6)."""

    @property
    def category(self) -> str:
        if self.case.category:
            return self.case.category
        return self.record.proposed_category or self.record.category if self.record else ""

    @property
    def category_name(self) -> str:
        return code_lists()["category"].label(self.category)


def lines(cases: "QuerySet[Case]", round_: Round) -> list[Line]:
    """The cases by group and number, each with its record and what changed since last year."""
    waiting = list(
        cases.select_related("household__group", "household__householder").order_by(
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
    found = []
    for case in waiting:
        now, before = (records.get((case.household_id, year)) for year in years)
        found.append(Line(case, now, list(_changes(before, now))))
    return found


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


def _changes(before: HouseholdYear | None, now: HouseholdYear | None) -> Iterable[Change]:
    if before is None or now is None:
        return
    categories, causes = code_lists()["category"], code_lists()["cause"]
    proposed = now.proposed_category or now.category
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
