"""All that the page of a household shows, gathered with a fixed number of questions."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from households import files, progress, timeline
from households.changes import frame
from households.choices import Stage
from households.models import Case, Household, HouseholdYear, Member, MemberYear, Notice, Round
from households.models.income import INCOME
from households.rules import age_on
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
    steps: list[progress.Mark]
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
    round: Round | None
    standing: Standing | None = None
    history: list[timeline.Line] = field(default_factory=list)
    rounds_to_apply: list[Round] = field(default_factory=list)
    may_edit: bool = False
    may_record_changes: bool = False
    not_editable: list[str] = field(default_factory=list)

    @property
    def is_latest(self) -> bool:
        """Earlier years are closed."""
        return not self.years or self.year >= self.years[-1].year

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
    years = list(household.years.order_by("year"))
    if years and not strictly:
        year = min((y.year for y in years), key=lambda y: (abs(y - year), -y))
    record = next((y for y in years if y.year == year), None)
    rounds = list(Round.objects.held_in(household.village_id).order_by("-year", "-pk"))
    page = FilePage(
        household=household,
        years=years,
        year=year,
        record=record,
        people=_people(record, today),
        left=list(household.members.exclude(left_on=None)),
        income=_income(record) if record else [],
        round=next((r for r in rounds if r.year == year), None),
    )
    _add_way(page, user, today)
    _add_acts(page, user, rounds)
    return page


def _people(record: HouseholdYear | None, today: date) -> list[MemberYear]:
    """Who belonged to the household in that year, with their age at its end."""
    if record is None:
        return []
    rows: Any = record.members.select_related("member").order_by("member__position", "member_id")
    day = min(today, date(record.year, 12, 31))
    for row in rows:
        row.age = age_on(row.member.birth_date, day)
    return list(rows)


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


def _add_way(page: FilePage, user: "User", today: date) -> None:
    events = timeline.events_of(page.household, user)
    page.history = timeline.lines(page.household, events, user, today)
    case = progress.current_case(page.household)
    if case is None:
        return
    notice = progress.posted_in(case)
    page.standing = Standing(
        case,
        notice,
        progress.stepper(case, events, notice, today),
        progress.next_action(case, notice),
    )
    if notice and case.stage in (Stage.VILLAGE_PUBLICITY, Stage.TOWNSHIP_PUBLICITY):
        page.history.insert(0, timeline.hanging(case, notice, today))


def _add_acts(page: FilePage, user: "User", rounds: list[Round]) -> None:
    """What this person may do with the file."""
    household = page.household
    page.may_edit = user.has_perm("households.enter_household", household)
    may_record = bool(frame.kinds_open_to(user, household))
    page.may_record_changes = may_record and household.closed_on is None
    try:
        files.require_editable(household)
    except ValidationError as refusal:
        page.not_editable = refusal.messages
    if user.has_perm("households.apply", household) and household.closed_on is None:
        taken = set(household.cases.values_list("round", flat=True))
        page.rounds_to_apply = [r for r in rounds if r.is_open and r.pk not in taken]
