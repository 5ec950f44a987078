"""What a workbook says put into a file: only what differs, and each difference noted."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from households.checks import facts
from households.dossier import Person
from households.importing import as_stored, columns, compared
from households.importing.draft import Change, Draft, somebody_new
from households.importing.matching_people import people_of
from households.importing.places import Places
from households.importing.row import CLEARED, Group, Masked, Row
from households.models import Member
from povertyreg.exchange.columns import Problem
from povertyreg.privacy import mask_account, mask_id_number, mask_phone

_MASKS: Final = {"id_number": mask_id_number, "bank_account": mask_account}

_CANNOT_TAKE: Final = _(
    "A masked number cannot be taken. Enter it whole, or leave the cell as it was exported."
)
_DIFFERS: Final = _("The rows of this household contradict each other here. Make them the same.")
_SOMEBODY_ELSE: Final = _(
    "The national person number is on file with another name and another ID number. Check it."
)
_CONFLICT: Final = _(
    "This was changed in the workbook and in the register. Choose which of the two holds."
)
_NOT_EMPTY: Final = _("This cannot be left empty. Enter it, or put back what stood there.")
_NO_SUCH_GROUP: Final = _("This village has no such group; the group is left as it is.")


def apply(draft: Draft, places: Places) -> None:
    """Put every cell of the rows into the file."""
    as_stored.leave_of_household(draft)
    said = _said_of_household(draft)
    file = draft.file
    for part, owner in (("household", file.household), ("year", file.year)):
        _take(draft, None, owner, part, said)
    _take_group(draft, places, said)
    _take_people(draft)
    compared.look_at(draft, said)


def _said_of_household(draft: Draft) -> dict[str, tuple[Any, Row]]:
    """The household's facts, each from the first row that gives it; a contradiction is held."""
    said: dict[str, tuple[Any, Row]] = {}
    for row in _householder_first(draft.group):
        for key, value in row.cells.items():
            if key.partition(".")[0] in ("member", "row"):
                continue
            known, first = said.setdefault(key, (value, row))
            if known != value and key.partition(".")[0] in ("household", "year"):
                _contradict(draft, key, first, row)
    return said


def _contradict(draft: Draft, key: str, *rows: Row) -> None:
    """Which of the rows is right cannot be known: each of them is marked, and once."""
    for row in rows:
        told = row.problem(key, "contradiction", _DIFFERS, shown(key, row.cells[key]))
        if told not in draft.problems:
            draft.problems.append(told)


def shown(key: str, value: Any) -> str:
    """What a cell says, as it may be told to others: private numbers masked."""
    return facts.said(key.partition(".")[2], value)


def _householder_first(group: Group) -> list[Row]:
    return [*group.own, *sorted(group.people, key=lambda r: r.cells.get(columns.RELATION) != "01")]


def _take(
    draft: Draft, whose: int | None, owner: Any, part: str, said: Mapping[str, tuple[Any, Row]]
) -> None:
    prefix = f"{part}."
    for key, (value, row) in said.items():
        if not key.startswith(prefix):
            continue
        name = key[len(prefix) :]
        before = _plain(owner, name)
        if isinstance(value, Masked):
            _compare_masked(draft, row, key, before, value)
            continue
        after = _emptied(owner, name) if value is CLEARED else value
        if after is CLEARED:
            draft.problems.append(row.problem(key, "not_empty", _NOT_EMPTY))
            continue
        if before == after:
            continue
        if _was_changed_here_too(row, key, before):
            draft.problems.append(_conflict(row, key, before, after))
            continue
        draft.changes.append(Change(whose, key, before, after, row))
        setattr(owner, name, _as_stored(owner, name, after))


def _emptied(owner: Any, name: str) -> Any:
    """What stands for an emptied cell: nothing, or what nobody said anything else of (nought)."""
    column = owner._meta.get_field(name)
    if column.null or column.blank:
        return None
    is_counted = isinstance(column, models.DecimalField | models.BooleanField)
    return column.default if is_counted else CLEARED


def _was_changed_here_too(row: Row, key: str, before: Any) -> bool:
    """The cell was edited in the workbook, and the register changed it since it was taken out."""
    if key not in row.base or key in row.taken:
        return False
    was = row.base[key]
    if isinstance(was, Masked):
        return _mask_of(key)(str(before or "")) != was
    return bool(was != before)


def _mask_of(key: str) -> Callable[[str], str]:
    return _MASKS.get(key.partition(".")[2], mask_phone)


def _conflict(row: Row, key: str, theirs: Any, mine: Any) -> Problem:
    sides = {"mine": as_json(mine), "theirs": as_json(theirs)}
    if columns.of(key).is_private:
        mask = _mask_of(key)
        sides = {side: mask(str(value or "")) for side, value in sides.items()}
    return row.problem(key, "conflict", _CONFLICT, json.dumps(sides, ensure_ascii=False))


def _as_stored(owner: Any, name: str, value: Any) -> Any:
    """An empty text is empty, not unknown."""
    return "" if value is None and not owner._meta.get_field(name).null else value


def _plain(owner: Any, name: str) -> Any:
    value = owner.__dict__.get(name)
    return None if value == "" or value.__class__.__name__ == "DatabaseDefault" else value


def _compare_masked(draft: Draft, row: Row, key: str, before: Any, shown: Masked) -> None:
    if _mask_of(key)(str(before or "")) != shown:
        draft.problems.append(row.problem(key, "masked", _CANNOT_TAKE, shown))


def _take_group(draft: Draft, places: Places, said: Mapping[str, tuple[Any, Row]]) -> None:
    if columns.GROUP not in said:
        return
    value, row = said[columns.GROUP]
    household = draft.file.household
    village = places.villages.get(household.village_id)
    group = places.group_of(village, str(value)) if village else None
    for other in draft.group.rows:
        told = other.cells.get(columns.GROUP, value)
        if told != value and village and places.group_of(village, str(told)) != group:
            _contradict(draft, columns.GROUP, row, other)
    if group is None:
        note = row.problem(columns.GROUP, "unknown_group", _NO_SUCH_GROUP, str(value)[:60])
        draft.notes.append(note)
    elif household.group_id != group.pk:
        before = household.group.number if household.group_id and household.group else None
        draft.changes.append(Change(None, "household.group", before, group.number, row))
        household.group = group


def _take_people(draft: Draft) -> None:
    for row, known in people_of(draft.group.people, draft.file.people):
        person = known or _somebody_new(draft)
        if known and _is_somebody_else(row, known.member):
            draft.problems.append(row.problem(columns.NAME, "other_person", _SOMEBODY_ELSE))
        position = _position(draft.file.people, person)
        draft.row_of[position] = row
        if known:
            as_stored.leave_of_person(draft, row, known)
        cells = {key: (value, row) for key, value in row.cells.items()}
        _take(draft, position, person.member, "member", cells)
        _take(draft, position, person.year, "row", cells)


def _is_somebody_else(row: Row, member: Member) -> bool:
    """Found by a number of the national system, but with another name and another ID number."""
    name, known = row.cells.get(columns.NAME), member.id_digest
    others = row.digest is not None and known is not None and row.digest != known
    return others and name != member.name


def _somebody_new(draft: Draft) -> Person:
    person = somebody_new()
    draft.new_people.add(len(draft.file.people))
    draft.file.people.append(person)
    return person


def _position(people: list[Person], wanted: Person) -> int:
    return next(index for index, person in enumerate(people) if person is wanted)


def as_json(value: Any) -> Any:
    """A stored value as it stands in an entry."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
