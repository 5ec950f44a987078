"""Cells that say just what the register has, however odd: no change, and nothing wrong with them.

A text that a reader repairs (quote marks around a name) or holds (a phone that looks like 1.3E+10)
may have been typed so into a form. What was taken out of the register comes back as it is.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from households.choices import Document
from households.dossier import Person
from households.importing import columns
from households.importing.draft import Draft
from households.importing.row import Masked, Row


def leave_of_household(draft: Draft) -> None:
    """Facts of the household and its year, on whichever row they stand; and its householder."""
    file = draft.file
    owners: dict[str, Any] = {"household": file.household, "year": file.year}
    for person in file.people:
        if person.member.pk and person.member.pk == file.household.householder_id:
            owners["head"] = person.member
    for row in draft.group.rows:
        _leave(draft, row, owners)


def leave_of_person(draft: Draft, row: Row, person: Person) -> None:
    """Facts of somebody who is on file."""
    _leave(draft, row, {"member": person.member, "row": person.year})
    member, said = person.member, row.cells.get(columns.ID_NUMBER)
    known = member.masked_id_number if isinstance(said, Masked) else member.id_number
    if member.document_kind == Document.OFFICER_CARD and said == known:
        row.leave(columns.ID_NUMBER)  # from such a number nothing follows


def _leave(draft: Draft, row: Row, owners: Mapping[str, Any]) -> None:
    for key in _as_stored(row, owners):
        place = row.leave(key)
        draft.problems = [
            one for one in draft.problems
            if (one.sheet, one.row, one.place) != (row.sheet, row.number, place)
        ]  # fmt: skip


def _as_stored(row: Row, owners: Mapping[str, Any]) -> Iterable[str]:
    for key in tuple(row.raw):
        part, _dot, name = key.partition(".")
        if part in owners and row.is_as_stored(key, owners[part].__dict__.get(name)):
            yield key
