"""The rows of the tables: each cell read by its column, and the rows of one household together."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from households.choices import Relation
from households.importing import columns, edited
from households.importing.row import Group, Masked, ReadCell, Row
from households.importing.tables import Table
from povertyreg.exchange.cells import Held, Known, is_total, reader, said_repair, template, text_of
from povertyreg.exchange.columns import Column, Kind
from povertyreg.privacy import mask_account, mask_id_number, mask_phone

_MASKS: Final = {
    Kind.ID: mask_id_number,
    Kind.PHONE: mask_phone,
    Kind.ACCOUNT: mask_account,
}
EXAMPLE: Final = "示例"
"""How the household number of a template's example row begins."""

Corrections = dict[tuple[str, int, int], str]


def rows_of(table: Table, corrections: Corrections) -> Iterator[Row]:
    """Every row below the headings; one that is not data is ignored, and says so."""
    readers = [_cell(one.place, columns.of(one.key)) for one in table.placed if one.key]
    corrected = {(row, place): text for (sheet, row, place), text in corrections.items()
                 if sheet == table.sheet}  # fmt: skip
    known = _known(table)
    at_token = next((one.place for one in table.placed if one.key == columns.TOKEN), None)
    for number, raw in table.rows:
        values = _corrected(number, raw, corrected) if corrected else raw
        row = Row(table, number)
        was = edited.base_of(row, values, at_token) if table.base else None
        values = edited.resolved(row, raw, values, was, readers) if corrected else values
        why = no_data(values, known)
        if not why:
            _read(row, values, readers)
            if was is not None:
                edited.keep_changes(row, values, was, readers)
            why = "" if row.cells or row.problems else "nothing"
        if why:
            row.fate, row.why = "ignored", why
        yield row


def _corrected(
    number: int, values: tuple[Any, ...], corrected: dict[tuple[int, int], str]
) -> tuple[Any, ...]:
    return tuple(corrected.get((number, place), value) for place, value in enumerate(values))


def _cell(place: int, column: Column) -> ReadCell:
    return ReadCell(place, column, reader(column), _MASKS.get(column.kind))


def _known(table: Table) -> Known:
    at = {one.key: one.place for one in table.placed if one.key}
    return Known(*([at[key] for key in keys if key in at] for keys in _OF_SOMEBODY))


_OF_SOMEBODY: Final = Known(
    places=(columns.COUNTY, columns.TOWNSHIP, columns.VILLAGE, columns.GROUP),
    names=(columns.NAME, columns.HEAD),
    numbers=(columns.NUMBER, columns.NATIONAL_NUMBER),
    ids=(columns.ID_NUMBER, columns.HEAD_ID),
)


def no_data(values: tuple[Any, ...], known: Known) -> str:
    """Why a row holds no data, "" where it does."""
    first = next((value for value in values if value not in (None, "")), None)
    if isinstance(first, str) and first.lstrip().startswith(EXAMPLE):
        return "example"
    return "total" if is_total(values, known) else ""


def _read(row: Row, values: tuple[Any, ...], readers: list[ReadCell]) -> None:
    cells, width = row.cells, len(values)
    for place, column, read, mask in readers:
        value = values[place] if place < width else None
        if value is None or value == "":
            continue
        if mask and isinstance(value, str) and "*" in value:
            cells[column.key], row.raw[column.key] = Masked(value.strip()), value
            continue
        try:
            said, repair = read(value)
        except Held as held:
            shown = mask(text_of(value)) if mask else text_of(value)[:60]
            text = template(held.code, held.params)
            row.problems.append(row.problem(column.key, held.code, text, shown, held.params))
            row.raw[column.key] = value
            continue
        if repair:
            shown = mask(text_of(value)) if mask else text_of(value)[:60]
            row.notes.append(row.problem(column.key, repair, said_repair(repair), shown))
            row.raw[column.key] = value
        if said is not None:
            cells[column.key] = said


def groups(rows: Iterable[Row]) -> tuple[list[Group], list[Row]]:
    """The rows by household in the order of the file; and those that belong to none."""
    found: dict[str, Group] = {}
    by_head: dict[tuple[str, str], str] = {}
    ignored: list[Row] = []
    last = ""
    for row in rows:
        if row.fate == "ignored":
            ignored.append(row)
            continue
        last = key = _key(row, last, by_head)
        group = found.setdefault(key, Group(key))
        (group.people if row.table.is_of_people else group.own).append(row)
    return list(found.values()), ignored


def _key(row: Row, last: str, by_head: dict[tuple[str, str], str]) -> str:
    """By the household's number; or by its householder; or from one householder to the next."""
    cells = row.cells
    village = str(cells.get(columns.VILLAGE_CODE) or cells.get(columns.VILLAGE) or "")
    head = str(cells.get(columns.HEAD_ID) or cells.get(columns.HEAD) or "")
    national = ("", str(cells.get(columns.NATIONAL_NUMBER) or ""))
    if number := cells.get(columns.NUMBER) or by_head.get(national) or national[1]:
        key = str(number)
        if national[1]:
            by_head.setdefault(national, key)
        if head:
            by_head.setdefault((village, head), key)
        return key
    if head:
        return by_head.get((village, head)) or f"{village}:{head}"
    begins = cells.get(columns.RELATION) == Relation.HOUSEHOLDER
    if row.table.is_of_people and last and not begins and f"{row.sheet}:" in last:
        return last
    return f"{row.sheet}:{row.number}"
