"""What the checks of a file ask of the rest of the database: a line, and people of other files."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from households.choices import Purpose
from households.dossier import File
from households.idnumbers import IdNumberError, read_id_number
from households.models import Member, PovertyLine

_FIRST_MONITORED = 2021
_TOWNSHIP = 9
"""Digits of the smallest area that has a line of its own."""

_MOST_DIGITS_APART = 2

Known = tuple[str, date | None]


def line_of(village_code: str, year: int) -> Decimal | None:
    """Yuan per head: below it a household is poor, or from 2021 on to be monitored (4.1)."""
    monitored = year >= _FIRST_MONITORED
    purpose = Purpose.MONITORING if monitored else Purpose.IDENTIFICATION
    line = PovertyLine.objects.for_area(village_code, year, purpose)
    return line.amount if line else None


def lines_of(files: Sequence[File]) -> list[Decimal | None]:
    """Likewise of many files: one question for each township and year."""
    keys = [(file.household.village_id[:_TOWNSHIP], file.year.year) for file in files]
    lines = {key: line_of(*key) for key in set(keys)}
    return [lines[key] for key in keys]


def namesakes(files: Sequence[File]) -> list[frozenset[int]]:
    """Of each file the rows whose name and birth date stand in another household of the county.

    Two readable numbers that differ in more than two digits are two people (rule P-12).
    """
    wanted = {_known(p.member) for file in files for p in file.people if p.member.name}
    counties = {file.household.village_id[:6] for file in files}
    others: dict[Known, list[Member]] = {}
    names, births = {name for name, _born in wanted}, {born for _name, born in wanted if born}
    found = Member.objects.filter(
        county_code__in=counties, name__in=names, birth_date__in=births, left_on=None
    )
    for member in found.only("name", "birth_date", "id_number", "household_id", "county_code"):
        if _known(member) in wanted:
            others.setdefault(_known(member), []).append(member)
    return [_rows(file, others) for file in files]


def _known(member: Member) -> Known:
    return member.name, member.birth_date


def _rows(file: File, others: dict[Known, list[Member]]) -> frozenset[int]:
    own = file.household.pk
    return frozenset(
        row
        for row, person in enumerate(file.people)
        for other in others.get(_known(person.member), [])
        if other.household_id != own and _may_be_one(person.member.id_number, other.id_number)
    )


def _may_be_one(number: str, other: str) -> bool:
    try:
        pair = read_id_number(number).person, read_id_number(other).person
    except IdNumberError:
        return True
    return sum(a != b for a, b in zip(*pair, strict=True)) <= _MOST_DIGITS_APART
