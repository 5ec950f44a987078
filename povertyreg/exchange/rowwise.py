"""Small workbooks, row by row: every row is tried with the very service that the screen uses."""

import json
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from povertyreg.exchange.models import Fate, Import, ImportEntry
from povertyreg.exchange.rowkinds import Cells, Found, Reading, Row, RowKind, Table, read
from povertyreg.exchange.rowsaid import OTHER_AREA, Said, attempt, say
from povertyreg.privacy import blind_index


def rehearse(
    import_: Import, kind: RowKind, table: Table, reading: Reading
) -> Iterator[ImportEntry]:
    """Every row tried and taken back: what becomes of it, not yet stored."""
    if not kind.by.has_perm(kind.permission):
        raise PermissionDenied
    rows = read(kind, table, reading)
    kind.prepare([row.cells for row in rows])
    seen: dict[Hashable, int] = {}
    for position, row in enumerate(rows, start=1):
        entry = ImportEntry(
            of_import=import_, county_code=import_.county_code, position=position, cells="[]",
            problems="[]", notes="[]",
        )  # fmt: skip
        if row.cells or row.problems:
            _rehearse(entry, kind, row, seen)
        else:
            _ignore(entry, row, table.ignored.get(row.place.number, "nothing"))
        yield entry


def _ignore(entry: ImportEntry, row: Row, why: str) -> None:
    entry.notes = json.dumps([asdict(row.place.problem(say(why)))], ensure_ascii=False)
    _tell(entry, row, Fate.IGNORED)


def _rehearse(entry: ImportEntry, kind: RowKind, row: Row, seen: dict[Hashable, int]) -> None:
    found, refused = attempt(lambda: kind.find(row.cells), kind.key_of)
    held = {said.key for said in row.problems}
    problems = row.problems + [said for said in refused if said.key not in held]
    if found and not problems:
        problems = _twice(found, row, seen)
        entry.base_version = version(kind.state(found.existing)) if found.existing else 0
        changes = differences(found, kind)
        if changes and not problems:
            _written, problems = attempt(lambda: _try(kind, row.cells), kind.key_of)
        entry.cells = json.dumps(changes, ensure_ascii=False)
    if any(said.code == OTHER_AREA for said in problems):
        entry.cells, entry.base_version = "[]", 0
        return _tell(entry, row, Fate.HELD, [say(OTHER_AREA)])
    if found:
        _name(entry, found, row)
    if problems:
        return _tell(entry, row, Fate.HELD, problems)
    return _tell(entry, row, _fate(found, entry))


def _twice(found: Found, row: Row, seen: dict[Hashable, int]) -> list[Said]:
    """A second row about the same is held: which of the two is right, nobody can tell."""
    identity = found.key if found.identity is None else found.identity
    first = seen.setdefault(identity, row.place.number)
    return [] if first == row.place.number else [say("twice", row=first)]


def _try(kind: RowKind, cells: Cells) -> None:
    """Written, with every rule of the service met, and taken back."""
    with transaction.atomic():
        kind.act(kind.find(cells))
        transaction.set_rollback(True)


def _fate(found: Found | None, entry: ImportEntry) -> Fate:
    if entry.cells == "[]":
        return Fate.UNCHANGED
    return Fate.UPDATED if found and found.existing else Fate.CREATED


def _name(entry: ImportEntry, found: Found, row: Row) -> None:
    entry.key, entry.name = found.key[:40], found.name[:60]
    entry.village_code, entry.household = found.village_code, found.household
    notes = [asdict(row.place.problem(said)) for said in row.repairs + found.notes]
    entry.notes = json.dumps(notes, ensure_ascii=False)


def _tell(entry: ImportEntry, row: Row, fate: Fate, problems: Sequence[Said] = ()) -> None:
    entry.fate = fate
    entry.rows = [[row.place.sheet, row.place.number, fate.value]]
    said = [asdict(row.place.problem(problem)) for problem in problems]
    entry.problems = json.dumps(said, ensure_ascii=False)


def differences(found: Found, kind: RowKind) -> list[list[Any]]:
    """[["", key, before, after]] of the cells that differ; all that are filled in when new."""
    known = kind.before(found.existing) if found.existing else None
    return [
        ["", key, stored(known[key]) if known else None, stored(value)]
        for key, value in found.wanted.items()
        if (known is None or (key in known and known[key] != value)) and value not in (None, "")
    ]


def stored(value: Any) -> Any:
    """As JSON keeps it: days by ISO, amounts as text, nothing as null."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value


def version(state: Cells) -> int:
    """A number that changes with the row, and says nothing about it."""
    text = json.dumps({key: stored(value) for key, value in state.items()}, sort_keys=True)
    return int.from_bytes(blind_index(text, "import.row")[:4], "big") % (2**31 - 1) + 1
