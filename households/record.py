"""All that the page of a household shows, gathered with a fixed number of questions."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from households import files, milestones, particulars, progress, results, snapshots, timeline
from households.changes import frame
from households.choices import RoundKind, Stage
from households.models import (
    Case,
    Household,
    HouseholdYear,
    Member,
    MemberYear,
    Notice,
    Round,
    YearLock,
)
from households.models.income import INCOME
from households.rules import age_on
from households.stations import Mark
from households.years import CORRECT
from povertyreg import clock

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

from villages.models import User


@dataclass
class Income:
    """One kind of income: its sum and the lines that make it up."""

    label: "StrOrPromise"
    total: Decimal
    lines: list[tuple["StrOrPromise", Decimal]]


@dataclass
class Standing:
    """Where the household stands in its round."""

    case: Case
    notice: Notice | None
    steps: list[Mark]
    next: progress.Next | None


@dataclass
class FilePage:
    """The page of one household in one year."""

    household: Household
    years: list[HouseholdYear]
    year: int
    record: HouseholdYear | None
    people: list[MemberYear]
    left: list[Member]
    income: list[Income]
    groups: list[particulars.Group]
    round: Round | None
    standing: Standing | None = None
    history: list[timeline.Line] = field(default_factory=list)
    milestones_passed: list[milestones.Milestone] = field(default_factory=list)
    rounds_to_apply: list[Round] = field(default_factory=list)
    may_edit: bool = False
    may_reveal: bool = False
    may_confirm: bool = False
    may_record_changes: bool = False
    not_editable: list[str] = field(default_factory=list)
    asked: str = ""
    """Of a page of the past: what its address says beside the year, ending in "&"."""

    @property
    def has_further_facts(self) -> bool:
        return any(getattr(person, "facts", ()) for person in self.people)

    @property
    def is_latest(self) -> bool:
        return not self.years or self.year >= self.years[-1].year

    @property
    def is_locked(self) -> bool:
        """Closed by the county, which alone corrects it, with a reason."""
        return bool(getattr(self.record, "is_locked", False))

    @property
    def below_line(self) -> Decimal | None:
        """How far the income lies below (or, negative, above) the poverty line of the year."""
        per_head: Decimal | None = self.record.net_income_per_head if self.record else None
        if per_head is None or self.round is None:
            return None
        line: Decimal = self.round.poverty_line
        return line - per_head


def page_of(household: Household, user: "User", year: int, *, strictly: bool) -> FilePage:
    """`year`: of the address (`strictly`), or else the nearest one on file."""
    today = clock.today()
    years = _years(household)
    if years and not strictly:
        year = min((y.year for y in years), key=lambda y: (abs(y - year), -y))
    record = next((y for y in years if y.year == year), None)
    people, left = _people(household, record, today)
    rounds = list(Round.objects.held_in(household.village_id).order_by("-year", "-pk"))
    page = FilePage(
        household=household,
        years=years,
        year=year,
        record=record,
        people=people,
        left=left,
        income=_income(record) if record else [],
        groups=particulars.of_record(record) if record else [],
        round=next((r for r in _identifying_first(rounds) if r.year == year), None),
    )
    cases = progress.cases_of(household)
    _add_way(page, cases, user, today)
    _add_acts(page, cases, user, rounds)
    return page


def _identifying_first(rounds: list[Round]) -> list[Round]:
    """The line by which a year's poor are told is that of its identification."""
    return sorted(rounds, key=lambda round_: round_.kind != RoundKind.IDENTIFICATION)


def page_of_past(then: snapshots.Snapshot, year: int, asked: str) -> FilePage:
    """The same of a file as it stood: to be read only. The nearest year where there was none."""
    years, year = list(then.years.values()), then.nearest_year(year)
    record = then.years.get(year)
    of_the_year = {row.member_id: row for row in then.of(record)} if record else {}
    known = sorted(then.members.values(), key=lambda member: (member.position, member.pk))
    for member in known:
        member.row = of_the_year.get(member.pk)
    people, left = _told(known, record, clock.today())
    income = _income(record) if record else []
    groups = particulars.of_record(record) if record else []
    return FilePage(
        then.household, years, year, record, people, left, income, groups, round=None, asked=asked
    )


def _years(household: Household) -> list[HouseholdYear]:
    """The records of all years; those that the county has closed are `is_locked`."""
    locks = YearLock.objects.holding(household.village_id, OuterRef("year"))
    return list(household.years.annotate(is_locked=Exists(locks)).order_by("year"))


def _people(
    household: Household, record: HouseholdYear | None, today: date
) -> tuple[list[MemberYear], list[Member]]:
    """Who belonged to the household in that year, with their age at its end; and who left since."""
    members = list(household.members.with_row(record).order_by("position", "pk"))
    return _told(members, record, today)


def _told(
    members: list[Member], record: HouseholdYear | None, today: date
) -> tuple[list[MemberYear], list[Member]]:
    people: list[Any] = []
    for member in members:
        row: Any = member.row
        if record and row:
            row.member, row.age = member, age_on(member.birth_date, _end_of(record.year, today))
            row.facts = particulars.of_member(row)
            people.append(row)
    return people, [member for member in members if member.left_on]


def _end_of(year: int, today: date) -> date:
    return min(today, date(year, 12, 31))


def _income(record: HouseholdYear) -> list[Income]:
    """The kinds of income; lines that are nought are left out, the sums still add up."""
    kinds = []
    for label, names in INCOME.items():
        amounts = [(_label(record, name), getattr(record, name)) for name in names]
        total = sum((amount for _, amount in amounts), Decimal(0))
        kinds.append(Income(label, total, [line for line in amounts if line[1]]))
    return kinds


def _label(record: HouseholdYear, name: str) -> Any:
    field_of_line: Any = record._meta.get_field(name)
    return field_of_line.verbose_name


def _add_way(page: FilePage, cases: list[Case], user: "User", today: date) -> None:
    events = timeline.events_of(page.household, user)
    objections = timeline.objections_of(page.household, user)
    page.history = timeline.lines(page.household, events, objections, user)
    page.milestones_passed = milestones.of(page.household, cases, events, page.years)
    if not cases:
        return
    case = cases[0]
    notice = progress.notice_of(case, events)
    page.standing = Standing(
        case,
        notice,
        progress.stepper(case, events, notice, today),
        progress.next_action(case, notice),
    )
    if notice and case.stage in (Stage.VILLAGE_PUBLICITY, Stage.TOWNSHIP_PUBLICITY):
        is_objected = any(o.case_id == case.pk and not o.decision for o in objections)
        page.history.insert(0, timeline.hanging(notice, is_objected=is_objected))


def _add_acts(page: FilePage, cases: list[Case], user: "User", rounds: list[Round]) -> None:
    """What this person may do with the file."""
    household = page.household
    right = CORRECT if page.is_locked else "households.enter_household"
    page.may_edit = user.has_perm(right, household) and bool(page.record or page.is_latest)
    page.may_reveal = user.has_perm("households.reveal", household)
    may_record = bool(frame.kinds_open_to(user, household))
    page.may_record_changes = may_record and household.closed_on is None
    try:
        files.require_editable(household, cases)
    except ValidationError as refusal:
        page.not_editable = refusal.messages
    is_unconfirmed = page.record is not None and page.record.confirmed_on is None
    page.may_confirm = (
        page.may_edit
        and page.is_latest
        and is_unconfirmed
        and not page.is_locked
        and household.closed_on is None
    )
    if user.has_perm("households.apply", household) and household.closed_on is None:
        taken = {case.round_id for case in cases}
        is_free = not any(case.stage in Stage.open() for case in cases)
        fitting = (r for r in rounds if r.is_open and _is_for(r, page.years))
        page.rounds_to_apply = [r for r in fitting if is_free and r.pk not in taken]


def _is_for(round_: Round, years: list[HouseholdYear]) -> bool:
    """Nobody exits who is not poor, and nobody returns who has not exited."""
    record = next((y for y in years if y.year == round_.year), None)
    try:
        results.require_fits(round_.kind, record)
    except ValidationError:
        return False
    return True
