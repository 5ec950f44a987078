"""Households known by no number: by their village, their householder and who lives in them."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from households.choices import Relation
from households.importing import columns
from households.importing.places import Places
from households.importing.row import Group, Row
from households.importing.standing import Head, Standing

_BORN: Final = "member.birth_date"
_NUMBERS: Final = (
    columns.NATIONAL_NUMBER,
    columns.HEAD_ID,
    columns.ID_NUMBER,
    columns.TOKEN,
)

_FEWEST_DIGITS: Final = 8

Somebody = tuple[str, date]
"""Name and birth date."""


def heads_of(groups: Iterable[Group], places: Places) -> set[Head]:
    """The villages and householders of those that no number tells from others."""
    heads = set()
    for group in groups:
        if group.people and not _has_number(group) and (village := places.village_of(group)):
            heads.add((village.pk, _head(group)[0]))
    return heads


def known_by(group: Group, village: str, standing: Standing) -> list[int]:
    """The households that these people are certainly the people of."""
    if _has_number(group):
        return []
    name, row = _head(group)
    mine = [_somebody(one) for one in group.people]
    head = _somebody(row) if row else None
    if head is None or None in mine:
        return []
    of_head = standing.by_head.get((village, name), ())
    return [pk for pk in of_head if _are_same(head, {one for one in mine if one}, standing, pk)]


def is_number(said: str) -> bool:
    """Of the register or of the national system; else it is only the file's own sign."""
    return said.isdigit() and len(said) >= _FEWEST_DIGITS


def _has_number(group: Group) -> bool:
    return any(
        is_number(str(row.cells.get(columns.NUMBER, "")))
        or any(key in row.cells for key in _NUMBERS)
        for row in group.rows
    )


def _head(group: Group) -> tuple[str, Row | None]:
    """The name of the householder, and the row that is about this person."""
    row = next((r for r in group.people if r.cells.get(columns.RELATION) == Relation.HOUSEHOLDER),
               None)  # fmt: skip
    if row is not None:
        return str(row.cells.get(columns.NAME, "")), row
    name = next((str(r.cells[columns.HEAD]) for r in group.rows if columns.HEAD in r.cells), "")
    return name, next((r for r in group.people if r.cells.get(columns.NAME) == name), None)


def _somebody(row: Row) -> Somebody | None:
    """None where name or birth date is missing: nobody is certain then."""
    name, born = row.cells.get(columns.NAME), row.cells.get(_BORN)
    return (str(name), born) if name and isinstance(born, date) else None


def _are_same(head: Somebody, mine: set[Somebody], standing: Standing, pk: int) -> bool:
    """The same householder, and nobody in either who contradicts the other."""
    people = standing.files[pk].people
    theirs = {(one.member.name, one.member.birth_date): one.year.relation for one in people}
    is_head = theirs.get(head) == Relation.HOUSEHOLDER
    return is_head and (mine <= theirs.keys() or theirs.keys() <= mine)
