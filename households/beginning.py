"""A year begun for a whole area: each household's latest record, copied forward at once."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from django.db import connection, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from households import yearly, years
from households.models import Household, HouseholdYear, Member, MemberYear, YearLock
from households.refusals import require
from povertyreg import clock
from povertyreg.audit import trail
from povertyreg.jobs import queue
from povertyreg.jobs.kinds import Kind, Progress, Result
from povertyreg.jobs.models import Job
from villages.models import User, Village

AT_ONCE: Final = 2000
"""Households; a larger area is left to a worker."""


@dataclass
class Receipt:
    """What came of it: households = begun + kept + empty, and the members of those begun."""

    year: int
    households: int = 0
    begun: int = 0
    kept: int = 0
    people: int = 0

    @property
    def empty(self) -> int:
        """Households without a record that could be copied."""
        return self.households - self.begun - self.kept

    def __str__(self) -> str:
        return ngettext(
            "%(households)d household = %(begun)d begun + %(kept)d there already + %(empty)d "
            "without an earlier record; %(people)d members copied.",
            "%(households)d households = %(begun)d begun + %(kept)d there already + %(empty)d "
            "without an earlier record; %(people)d members copied.",
            self.households,
        ) % {name: getattr(self, name) for name in (*_COUNTED, "empty")}


_COUNTED: Final = ("households", "begun", "kept", "people")


def begin(area_code: str, year: int, *, by: User) -> Receipt | Job:
    """Begin the year for every open household of the area; records that are there stay.

    Answers with the numbers, or, for a large area, with the job that will have them.
    """
    require_possible(area_code, year, by)
    open_files = Household.objects.in_area(area_code).on_file().count()
    if open_files > AT_ONCE:
        return queue.ask("begin_year", by=by, area=area_code, year=year)
    receipt = Receipt(year)
    with transaction.atomic():
        _copy(area_code, receipt, by)
        _note(area_code, receipt, by)
    return receipt


def require_possible(area_code: str, year: int, by: User) -> None:
    """By those who manage years, not before the year has come, and while it is open."""
    years.allow(YearLock(area_code=area_code, year=year), by)
    require(
        year <= clock.today().year,
        _("The year %(year)d has not begun yet.") % {"year": year},
        field="year",
    )
    years.require_open_throughout(area_code, year)


def _copy(area_code: str, receipt: Receipt, by: User) -> None:
    """One statement for all households of the area; twice gives the same rows."""
    years.hold(area_code, receipt.year)
    years.require_open(area_code, receipt.year)
    asked: dict[str, int | str] = {
        "year": receipt.year,
        "by": by.pk,
        "county": area_code[:6],
        "villages": f"{area_code}%",
    }
    with connection.cursor() as cursor:
        cursor.execute(_statement(), asked)
        for name, counted in zip(_COUNTED, cursor.fetchone(), strict=True):
            setattr(receipt, name, getattr(receipt, name) + counted)


def _statement() -> str:
    """INSERT … SELECT of both tables, with the columns that the models have today."""
    record = _columns(HouseholdYear, yearly.OWN_EACH_YEAR - {"changed_at", "year"})
    person = _columns(MemberYear, yearly.OWN_OF_A_MEMBER - {"changed_at"})
    return _BEGIN.format(
        household=_table(Household),
        household_year=_table(HouseholdYear),
        member=_table(Member),
        member_year=_table(MemberYear),
        record=", ".join(record),
        copied_record=", ".join(_SET.get(name, f"latest.{name}") for name in record),
        person=", ".join(person),
        copied_person=", ".join(_SET.get(name, f"person.{name}") for name in person),
    )


def _columns(model: type[models.Model], without: frozenset[str]) -> list[str]:
    fields = model._meta.concrete_fields
    kept = (f for f in fields if f.attname not in without and not isinstance(f, _GENERATED))
    return [connection.ops.quote_name(str(f.column)) for f in kept]


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


_GENERATED = models.GeneratedField
_SET: Final = {
    '"year"': "%(year)s",
    '"size"': "(SELECT count(*) FROM people WHERE people.household_year_id = latest.id)",
    '"changed_by_id"': "%(by)s",
    '"changed_at"': "statement_timestamp()",
}
"""Of a copy: what is not copied."""

_BEGIN: Final = """
WITH open AS (
    SELECT id, county_code FROM {household}
    WHERE county_code = %(county)s AND village_code LIKE %(villages)s AND closed_on IS NULL
), latest AS (
    SELECT DISTINCT ON (earlier.household_id) earlier.*
    FROM {household_year} AS earlier
    JOIN open ON open.id = earlier.household_id AND open.county_code = earlier.county_code
    WHERE earlier.year < %(year)s AND NOT EXISTS (
        SELECT FROM {household_year} AS there
        WHERE there.county_code = open.county_code
          AND there.household_id = open.id AND there.year >= %(year)s
    )
    ORDER BY earlier.household_id, earlier.year DESC
), people AS (
    SELECT person.* FROM {member_year} AS person
    JOIN latest ON latest.id = person.household_year_id
               AND latest.county_code = person.county_code
    JOIN {member} AS member ON member.id = person.member_id
                           AND member.county_code = person.county_code
    WHERE member.left_on IS NULL
), begun AS (
    INSERT INTO {household_year} ({record}) SELECT {copied_record} FROM latest
    ON CONFLICT (county_code, household_id, year) DO NOTHING
    RETURNING id, household_id
), copied AS (
    INSERT INTO {member_year} (household_year_id, {person})
    SELECT begun.id, {copied_person}
    FROM people AS person
    JOIN latest ON latest.id = person.household_year_id
    JOIN begun ON begun.household_id = latest.household_id
    RETURNING id
)
SELECT (SELECT count(*) FROM open),
       (SELECT count(*) FROM begun),
       (SELECT count(*) FROM open WHERE EXISTS (
           SELECT FROM {household_year} AS there
           WHERE there.county_code = open.county_code
             AND there.household_id = open.id AND there.year >= %(year)s)),
       (SELECT count(*) FROM copied)
"""
"""All parts see the tables as they were before: what is begun here does not count as there."""


def _note(area_code: str, receipt: Receipt, by: User) -> None:
    about = YearLock(county_code=area_code[:6], area_code=area_code)
    trail.record(
        by,
        "begin_year",
        about,
        area=area_code,
        year=receipt.year,
        households=receipt.households,
        begun=receipt.begun,
        kept=receipt.kept,
        people=receipt.people,
    )


def _allows(job: Job) -> bool:
    place = YearLock(area_code=job.area_code)
    return bool(job.requested_by.has_perm(years.MANAGE, place))


def _title(job: Job) -> str:
    return _("Beginning of %(year)d") % {"year": job.params["year"]}


def _run(job: Job, tell: Progress) -> Result:
    """Village by village: cut off, it goes on where it stood, because what is there stays."""
    by, receipt = job.requested_by, Receipt(job.params["year"])
    require_possible(job.area_code, receipt.year, by)
    villages = Village.objects.filter(pk__startswith=job.area_code).order_by("pk")
    codes = list(villages.values_list("pk", flat=True))
    for done, code in enumerate(codes, start=1):
        with transaction.atomic():
            _copy(code, receipt, by)
        tell(done, len(codes))
    _note(job.area_code, receipt, by)
    return Result(
        BytesIO(f"{receipt}\n".encode("utf-8-sig")), f"{job.area_code}-{receipt.year}.txt"
    )


BEGIN_JOB: Final = Kind(
    allows=_allows,
    title=_title,
    unit=lambda: str(gettext_lazy("villages begun")),
    run=_run,
)
