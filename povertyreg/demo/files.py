"""Household files written in bulk: household, members, claims and the records of each year."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any, Final

from django.db import connection, models

from households.choices import Category
from households.models import Household, HouseholdYear, IdentityClaim, Member, MemberYear
from households.querysets import id_digest, id_tail_digest
from povertyreg.demo import incomes, life
from povertyreg.demo.circumstances import Home, surroundings
from povertyreg.demo.incomes import Budget
from povertyreg.demo.people import Person

AT_ONCE: Final = 2000
_CONFIRMED: Final = {2013: date(2014, 6, 9), 2014: date(2014, 12, 18), 2015: date(2015, 12, 16)}
_BANK: Final = "贵州农信"
_WRITTEN: Final = (Household, Member, IdentityClaim, HouseholdYear, MemberYear)

Months = dict[int, int]
"""Place of a member in the family → months of work in the year."""


@dataclass
class File:
    """All that is written of one household."""

    village: str
    serial: int
    category: str
    family: list[Person]
    home: Home
    causes: tuple[str, str]
    budget: Budget
    amounts: dict[int, int]
    """Year → per-capita net income; a record is written for each year."""
    phone: str
    group: int | None = None
    account: str = ""
    states: dict[int, str] = field(default_factory=dict)
    """Year → poverty state; without one the household has only applied."""
    house_grades: dict[int, str] = field(default_factory=dict)
    joined_on: date = date(2013, 12, 31)
    first_identified_in: int | None = 2013
    entered_by: int | None = None

    @property
    def number(self) -> str:
        return f"{self.village}{self.serial:04d}"


def write(files: Sequence[File]) -> None:
    """Insert the files; the foreign keys between householder and household are checked later."""
    households = _keys(Household, len(files))
    members = iter(_keys(Member, sum(len(file.family) for file in files)))
    records = iter(_keys(HouseholdYear, sum(len(file.amounts) for file in files)))
    rows = [
        _rows_of(file, household, members, records)
        for file, household in zip(files, households, strict=True)
    ]
    for model in _WRITTEN:
        found = list(chain.from_iterable(one[model] for one in rows))
        model._default_manager.bulk_create(found, batch_size=AT_ONCE)


def count_rows(tables: Iterable[type[models.Model]] = _WRITTEN) -> None:
    """Fresh statistics: without them each key would be looked for through the whole table."""
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _keys(model: type[models.Model], count: int) -> list[int]:
    """Take the next keys of a table, so that rows can name each other before they are written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def _rows_of(
    file: File, household: int, members: Iterator[int], records: Iterator[int]
) -> dict[Any, list[Any]]:
    people = [_member(file, household, p, n, next(members)) for n, p in enumerate(file.family, 1)]
    years = {year: _record(file, household, year, next(records)) for year in file.amounts}
    return {
        Household: [_household(file, household, people[0].pk)],
        Member: people,
        IdentityClaim: [_claim(member) for member in people],
        HouseholdYear: [record for record, _ in years.values()],
        MemberYear: [
            row
            for year, (record, months) in years.items()
            for row in _member_years(file, people, year, record.pk, months)
        ],
    }


def _household(file: File, key: int, householder: int) -> Household:
    return Household(
        id=key,
        county_code=file.village[:6],
        village_id=file.village,
        number=file.number,
        group_id=file.group,
        householder_id=householder,
        phone=file.phone,
        bank=_BANK if file.account else "",
        bank_account=file.account,
        first_identified_in=file.first_identified_in,
        entered_by_id=file.entered_by,
        changed_by_id=file.entered_by,
    )


def _member(file: File, household: int, person: Person, position: int, key: int) -> Member:
    return Member(
        id=key,
        county_code=file.village[:6],
        village_id=file.village,
        household_id=household,
        name=person.name.zh,
        pinyin=person.name.pinyin,
        id_number=person.id_number,
        id_digest=id_digest(person.id_number),
        id_tail_digest=id_tail_digest(person.id_number, file.village[:9]),
        sex=person.sex,
        birth_date=person.born,
        ethnic_group=person.ethnic_group,
        position=position,
        joined_on=max(file.joined_on, person.born),
        changed_by_id=file.entered_by,
    )


def _claim(member: Member) -> IdentityClaim:
    return IdentityClaim(
        digest=member.id_digest,
        county_code=member.county_code,
        household_id=member.household_id,
        member_id=member.pk,
    )


def _record(file: File, household: int, year: int, key: int) -> tuple[HouseholdYear, Months]:
    work = incomes.earn(file.family, file.category, year, file.amounts[year], file.budget)
    state = file.states.get(year, "")
    record = HouseholdYear(
        id=key,
        county_code=file.village[:6],
        village_id=file.village,
        household_id=household,
        year=year,
        proposed_category=file.category,
        category=file.category if state else "",
        state=state,
        size=len(file.family),
        confirmed_on=_CONFIRMED.get(year) if state else None,
        changed_by_id=file.entered_by,
        **work.lines,
    )
    _describe(record, file)
    return record, work.months


def _describe(record: HouseholdYear, file: File) -> None:
    record.main_cause, record.second_cause = file.causes
    record.cultivated_land = file.home.cultivated_land
    record.housing_area = file.home.housing_area
    record.house_grade = file.house_grades.get(record.year, file.home.house_grade)
    record.access_road = file.home.access_road
    record.fuel = file.home.fuel
    for name, value in surroundings(file.number, record).items():
        setattr(record, name, value)


def _member_years(
    file: File, people: list[Member], year: int, record: int, months: Months
) -> Iterator[MemberYear]:
    on_dibao = file.category in (Category.DIBAO, Category.DIBAO_POOR) and year in file.states
    for place, (person, member) in enumerate(zip(file.family, people, strict=True)):
        yield MemberYear(
            county_code=file.village[:6],
            household_year_id=record,
            member_id=member.pk,
            work_region=person.work_region if place in months else "",
            work_months=months.get(place),
            receives_dibao=on_dibao,
            changed_by_id=file.entered_by,
            **life.record(person, year),
        )
