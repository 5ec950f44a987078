"""The file as it stood at a moment of the past, read from the row history."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from households.dossier import File, Person
from households.models import Household, HouseholdYear, Member, MemberYear
from households.models.income import net_income, net_income_per_head
from households.refusals import require

AnyRow = TypeVar("AnyRow", bound=Model)

DELETED = "delete"

_LARGEST = 2**31 - 1
"""The column holds no larger version, and asking for one is an error of the database."""


@dataclass
class Snapshot:
    """All rows of a household as they were."""

    household: Household
    members: dict[int, Member]
    years: dict[int, HouseholdYear]
    """By year."""
    rows: list[MemberYear] = field(default_factory=list)

    def file(self, year: int) -> File | None:
        """The file of a year, or None when that record did not exist yet."""
        record = self.years.get(year)
        if record is None:
            return None
        return File(self.household, record, [Person(row.member, row) for row in self.of(record)])

    def nearest_year(self, year: int) -> int:
        """The year itself, or else the nearest that was on file, the later one of two."""
        if not self.years or year in self.years:
            return year
        return min(self.years, key=lambda known: (abs(known - year), -known))

    def of(self, record: HouseholdYear) -> list[MemberYear]:
        """The members' records of a year, in the order of the form."""
        rows = [row for row in self.rows if row.household_year_id == record.pk]
        return sorted(rows, key=lambda row: (row.member.position, row.member_id))


def at(household: Household, moment: datetime) -> Snapshot | None:
    """The file as it was at the moment; None before it existed. Four questions."""
    found = events(Household).filter(pgh_obj=household, pgh_created_at__lte=moment)
    then = found.order_by("-pgh_id").first()
    if then is None:
        return None
    members = _last(events(Member).filter(pgh_obj__in=_ever(household)), moment)
    years = _last(events(HouseholdYear).filter(household_id=household.pk), moment)
    rows = _last(events(MemberYear).filter(household_year_id__in=[y.id for y in years]), moment)
    return _snapshot(then, [m for m in members if m.household_id == household.pk], years, rows)


def at_version(household: Household, version: int) -> Snapshot | None:
    """The file as the save with this version left it."""
    moment = moment_of(household, version)
    return at(household, moment) if moment else None


def moment_of(household: Household, version: int) -> datetime | None:
    """When this version was saved, or None where there is no such version."""
    if version > _LARGEST:
        return None
    saved = events(Household).filter(pgh_obj=household, version=version)
    moments = saved.order_by("-pgh_id").values_list("pgh_created_at", flat=True)
    moment: datetime | None = moments.first()
    return moment


def end_of(day: date) -> datetime:
    """The last moment of a day. Raises ValidationError for a day that has not come."""
    require(
        day <= timezone.localdate(),
        _("%(day)s has not come yet. Choose today or an earlier day.") % {"day": day.isoformat()},
    )
    midnight = datetime.combine(day + timedelta(days=1), time(), timezone.get_current_timezone())
    return midnight - timedelta(microseconds=1)


def events(model: type[Model]) -> Any:
    """The history of a table: its rows as they were after each change."""
    tracked: Any = model
    return tracked.history.rel.related_model.objects


def as_row(model: type[AnyRow], event: Any) -> AnyRow:
    """The row of the table as the event holds it."""
    known = {f.attname for f in event._meta.concrete_fields}
    values = {
        f.attname: getattr(event, f.attname)
        for f in model._meta.concrete_fields
        if f.attname in known
    }
    row = model(**values)
    row._state.adding = False
    return row


def _ever(household: Household) -> Any:
    """Everybody who was a member at any time, wherever the person belongs now."""
    return events(Member).filter(household_id=household.pk).values("pgh_obj_id")


def _last(found: Any, moment: datetime) -> list[Any]:
    """The last event of each row up to the moment, without rows that were deleted by then."""
    latest = found.filter(pgh_created_at__lte=moment).order_by("pgh_obj_id", "-pgh_id")
    return [event for event in latest.distinct("pgh_obj_id") if event.pgh_label != DELETED]


def _snapshot(then: Any, members: list[Any], years: list[Any], rows: list[Any]) -> Snapshot:
    people = {event.id: as_row(Member, event) for event in members}
    records = {event.id: _record(event) for event in years}
    of_the_years = [as_row(MemberYear, event) for event in rows if event.member_id in people]
    for row in of_the_years:
        row.member, row.household_year = people[row.member_id], records[row.household_year_id]
    household = as_row(Household, then)
    household.householder = people.get(household.householder_id or 0)
    by_year = {record.year: record for record in records.values()}
    return Snapshot(household, people, dict(sorted(by_year.items())), of_the_years)


def _record(event: Any) -> HouseholdYear:
    """With the sums that the database would compute of its lines."""
    record = as_row(HouseholdYear, event)
    record.net_income = net_income(record)
    record.net_income_per_head = net_income_per_head(record)
    return record
