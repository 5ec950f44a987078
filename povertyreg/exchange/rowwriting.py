"""The rows of a small workbook written as they were rehearsed, and taken back again."""

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from povertyreg.exchange.models import Fate, Import, ImportEntry
from povertyreg.exchange.rowkinds import (
    KEPT,
    TOUCHED,
    Cells,
    Reading,
    Row,
    RowKind,
    Table,
    read,
)
from povertyreg.exchange.rowsaid import Said, attempt, say
from povertyreg.exchange.rowwise import differences, version

_WRITES = {Fate.CREATED, Fate.UPDATED}
_WRITTEN = ["key", "number", "name", "village_code", "fate", "rows", "cells", "problems",
            "is_written", "written_version"]  # fmt: skip


class RowsHeld(Exception):
    """All rows or none were wanted, and some cannot go any more; nothing was written."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} rows are held")
        self.count = count


@transaction.atomic
def write(
    import_: Import, kind: RowKind, table: Table, reading: Reading, *, all_or_none: bool = False
) -> Counter[str]:
    """Act on every row that was rehearsed as new or changed; how many rows met which fate.

    What somebody changed since the rehearsal is held, and so is what is refused only now.
    Raises RowsHeld when all rows or none are wanted.
    """
    if not kind.by.has_perm(kind.permission):
        raise PermissionDenied
    rows = read(kind, table, reading)
    kind.prepare([row.cells for row in rows])
    entries = list(ImportEntry.objects.filter(of_import=import_).order_by("position"))
    for entry, row in zip(entries, rows, strict=True):
        if entry.fate in _WRITES:
            _write(entry, kind, row)
    counts = fates(entries)
    if all_or_none and counts[Fate.HELD]:
        raise RowsHeld(counts[Fate.HELD])
    ImportEntry.objects.bulk_update(entries, _WRITTEN, batch_size=200)
    return counts


def fates(entries: Iterable[ImportEntry]) -> Counter[str]:
    """How many rows met which fate."""
    return Counter(str(entry.fate) for entry in entries)


def _write(entry: ImportEntry, kind: RowKind, row: Row) -> None:
    subject, problems = attempt(lambda: _act(entry, kind, row.cells), kind.key_of)
    if problems or subject is None:
        return _hold(entry, row, problems or [say("stale")])
    entry.is_written, entry.number = True, str(subject)
    entry.written_version = version(kind.state(kind.again(subject)))
    return None


def _act(entry: ImportEntry, kind: RowKind, cells: Cells) -> int | None:
    """The key of what was written; None when it is not as it was in the rehearsal."""
    with suppress(IntegrityError), transaction.atomic():  # somebody entered the same just now
        found = kind.find(cells)
        now = version(kind.state(found.existing)) if found.existing else 0
        if now != entry.base_version:
            return None
        entry.cells = json.dumps(differences(found, kind), ensure_ascii=False)
        return int(kind.act(found).pk)
    return None


def _hold(entry: ImportEntry, row: Row, problems: list[Said]) -> None:
    entry.fate = Fate.HELD
    entry.rows = [[row.place.sheet, row.place.number, Fate.HELD.value]]
    said = [asdict(row.place.problem(problem)) for problem in problems]
    entry.problems = json.dumps(said, ensure_ascii=False)


@transaction.atomic
def undo(import_: Import, kind: RowKind) -> Counter[str]:
    """Take back what was written and nobody touched since, the last row first."""
    if not kind.by.has_perm(kind.permission):
        raise PermissionDenied
    written = ImportEntry.objects.filter(of_import=import_, is_written=True)
    entries = list(written.order_by("-position"))
    for entry in entries:
        entry.undoing = _undo(entry, kind)
    ImportEntry.objects.bulk_update(entries, ["undoing"], batch_size=200)
    return Counter(entry.undoing for entry in entries)


def _undo(entry: ImportEntry, kind: RowKind) -> str:
    subject = kind.again(entry.number)
    if subject is None or version(kind.state(subject)) != entry.written_version:
        return TOUCHED
    is_new = entry.fate == Fate.CREATED
    try:
        with transaction.atomic():
            return kind.undo(subject, json.loads(entry.cells), is_new=is_new)
    except (ValidationError, PermissionDenied):
        return KEPT
