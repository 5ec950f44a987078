"""A list that was taken out, edited in Excel and brought back: only what was changed speaks."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from households.importing import columns
from households.importing.row import CLEARED, MINE, THEIRS, Masked, ReadCell, Row
from povertyreg.exchange.cells import Held
from povertyreg.exchange.offline import read_token

_FACTS: Final = frozenset({"household", "year", "member", "row", "there", "seen"})
_FORGED: Final = _("This row was not taken out of the register like this. Take the list out again.")


def base_of(row: Row, values: tuple[Any, ...], at_token: int | None) -> tuple[Any, ...] | None:
    """The row as it was taken out; None for one that was added since."""
    text = values[at_token] if at_token is not None and at_token < len(values) else None
    if text is None:
        return None
    try:
        row.token = read_token(str(text))
    except ValueError:
        row.problems.append(row.problem(columns.TOKEN, "forged_token", _FORGED))
        return None
    return row.table.base.get(str(text))


def keep_changes(
    row: Row, values: tuple[Any, ...], was: tuple[Any, ...], readers: list[ReadCell]
) -> None:
    """Only what was changed in the workbook speaks; by what it is known stays."""
    for place, column, read, _mask in readers:
        key = column.key
        if key.partition(".")[0] not in _FACTS:
            continue
        now, then = _at(values, place), _at(was, place)
        if now == then:
            row.cells.pop(key, None)
            row.problems = [one for one in row.problems if one.place != place]
            continue
        row.base[key] = _said(read, then)
        if now is None:
            row.cells[key] = CLEARED


def _at(values: tuple[Any, ...], place: int) -> Any:
    value = values[place] if place < len(values) else None
    return None if value == "" else value


def _said(read: Callable[[Any], Any], value: Any) -> Any:
    try:
        return read(value).value if value is not None else None
    except Held:
        return Masked(str(value))


def resolved(
    row: Row,
    raw: tuple[Any, ...],
    values: tuple[Any, ...],
    was: tuple[Any, ...] | None,
    readers: list[ReadCell],
) -> tuple[Any, ...]:
    """The sides that were taken: ours keeps the cell, theirs puts back what was taken out."""
    keys = {cell.place: cell.column.key for cell in readers}
    put = list(values)
    for place, value in enumerate(values):
        if value == MINE:
            row.taken.add(keys.get(place, ""))
        if value in (MINE, THEIRS):
            put[place] = _at(was, place) if was and value == THEIRS else _at(raw, place)
    return tuple(put)
