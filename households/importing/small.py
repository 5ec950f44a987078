"""Small workbooks (villages, cadres, pairings, projects) through the same door, row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Any, Final, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.importing.rehearsal import NO_TABLE, Counts
from households.importing.rows import no_data
from households.importing.tables import as_named, labels_of
from households.refusals import require
from povertyreg import sealed
from povertyreg.audit import trail
from povertyreg.exchange import rowwise, rowwriting
from povertyreg.exchange.cells import Held, Known, reader, said_repair, sentence
from povertyreg.exchange.headings import Headings, find_headings, normalise, signature
from povertyreg.exchange.marks import holds_no_rows
from povertyreg.exchange.models import Import, ImportEntry
from povertyreg.exchange.reading import Sheet, open_workbook
from povertyreg.exchange.rowkinds import KINDS, Reading, RowKind, Table
from povertyreg.exchange.rowsaid import Heading
from villages.models import User

_LOOKED_AT: Final = 12


def _sentence(code: str, params: Mapping[str, Any]) -> str:
    """Of what is held, or of a repair."""
    try:
        return sentence(code, params)
    except KeyError:
        return str(said_repair(code))


READING: Final = Reading(reader, Held, _sentence)


def kind_of(import_: Import, by: User) -> RowKind:
    kind = KINDS[import_.kind]
    return kind(by=by, area=import_.area_code, year=import_.year, source=import_.file_name)


def rehearse(import_: Import) -> None:
    """Try every row and take it back; the entries and the counts say what would become of it."""
    found = _table(import_)
    if found is None:
        import_.state, import_.message = Import.State.MAPPING, str(NO_TABLE)
        import_.save()
        return
    table, headings, sheet = found
    kind = kind_of(import_, import_.requested_by)
    entries = list(rowwise.rehearse(import_, kind, table, READING))
    with transaction.atomic():
        import_.entries.all().delete()
        ImportEntry.objects.bulk_create(entries)
        _count(import_)
        import_.state, import_.layout = Import.State.READY, import_.kind
        import_.reading = _told(import_, headings, sheet)
        import_.save()


def _count(import_: Import) -> None:
    counts = Counts.of(import_)
    counts.write(import_)


def write(import_: Import) -> None:
    """All rows in one transaction, each by the service of the screen. Raises ValidationError."""
    found = _table(import_)
    require(found, NO_TABLE)
    table, _headings, _sheet = cast("tuple[Table, Headings, str]", found)
    by = import_.confirmed_by or import_.requested_by
    try:
        with transaction.atomic():
            rowwriting.write(
                import_,
                kind_of(import_, by),
                table,
                READING,
                all_or_none=import_.choice == Import.Choice.ALL,
            )
            _count(import_)
            import_.state, import_.written_at = Import.State.WRITTEN, timezone.now()
            import_.save()
            _note(import_, "import_workbook", by)
    except rowwriting.RowsHeld as held:
        raise ValidationError(
            _("%(count)d rows can no longer be written, and all or none were wanted.")
            % {"count": held.count}
        ) from held


def undo(import_: Import, by: User) -> None:
    """Take back what the services can take back, and nobody touched since."""
    with transaction.atomic():
        rowwriting.undo(import_, kind_of(import_, by))
        import_.state, import_.undone_by = Import.State.UNDONE, by
        import_.undone_at = timezone.now()
        import_.save()
        _note(import_, "undo_import", by)


def _note(import_: Import, action: str, by: User) -> None:
    trail.record(
        by,
        action,
        import_,
        area=import_.area_code,
        file=import_.file_name,
        sha256=import_.sha256,
        counts=import_.counts,
    )


def _table(import_: Import) -> tuple[Table, Headings, str] | None:
    """The first sheet whose headings the kind knows."""
    kind = KINDS[import_.kind]
    labels = {normalise(label): one.key for one in kind.columns for label in one.labels}
    book = open_workbook(sealed.unseal(import_.file), import_.file_name)
    for sheet in book.sheets:
        if not holds_no_rows(sheet.name):
            found = _of_sheet(sheet, labels, import_.mapping.get(sheet.name, {}))
            if found:
                return *found, sheet.name
    return None


def _of_sheet(
    sheet: Sheet, labels: dict[str, str], naming: Mapping[str, str]
) -> tuple[Table, Headings] | None:
    rows = iter(sheet.rows())
    first = list(islice(rows, _LOOKED_AT))
    headings = find_headings(first, {**labels, **labels_of(naming)})
    if headings is None:
        return None
    headings = replace(headings, columns=tuple(as_named(headings.columns, naming)))
    known = {one.key: Heading(one.place, one.heading) for one in headings.columns if one.key}
    below = (row for row in chain(first, rows) if row[0] > headings.last)
    ignored: dict[int, str] = {}
    cells = _cells(below, known, _of_somebody(known), ignored)
    return Table(sheet.name, known, cells, ignored), headings


def _cells(
    rows: Iterator[tuple[int, tuple[Any, ...]]],
    places: Mapping[str, Heading],
    known: Known,
    ignored: dict[int, str],
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The raw cells by their keys; a row without data says nothing, and is noted as such."""
    for number, values in rows:
        if why := no_data(values, known):
            ignored[number] = why
            yield number, {}
            continue
        yield (
            number,
            {
                key: values[heading.place]
                for key, heading in places.items()
                if heading.place < len(values)
            },
        )


def _of_somebody(places: Mapping[str, Heading]) -> Known:
    """By the last part of a column's key."""
    at = [(key.rpartition(".")[2], heading.place) for key, heading in places.items()]
    return Known(*([place for name, place in at if name in names] for names in _OF_SOMEBODY))


_OF_SOMEBODY: Final = Known(
    places=("village", "township", "area_code"),
    names=("name", "name_zh", "householder", "cadre"),
    numbers=("number",),
    ids=("id_number",),
)


def _told(import_: Import, headings: Headings, sheet: str) -> dict[str, Any]:
    columns = [
        {"place": one.place, "heading": one.heading, "key": one.key} for one in headings.columns
    ]
    told = {
        "name": sheet,
        "is_read": True,
        "why": "",
        "heading_row": [headings.first, headings.last],
        "columns": columns,
        "signature": signature(headings),
    }
    return {"layout": import_.kind, "sheets": [told], "repairs": {}}
