"""What stands below a heading: a few values, so that a person can say what it is."""

import re
from itertools import islice
from typing import Any, Final

from django.core.exceptions import ValidationError

from households.importing.tables import Table, tables
from povertyreg import sealed
from povertyreg.exchange.cells import text_of
from povertyreg.exchange.models import Import
from povertyreg.exchange.reading import open_workbook

LOOKED_AT: Final = 200
"""Rows below the headings."""
MOST, LONGEST = 3, 40
_LONG_NUMBER: Final = re.compile(r"\d{7,}[Xx]?")

Examples = dict[tuple[str, int], tuple[str, ...]]


def examples(import_: Import) -> Examples:
    """By sheet and place of the column; nothing where the file can no longer be read."""
    try:
        book = open_workbook(sealed.unseal(import_.file), import_.file_name)
        found, _passed = tables(book, import_.mapping)
    except (ValidationError, FileNotFoundError):
        return {}
    return {(table.sheet, place): values for table in found for place, values in _of(table).items()}


def _of(table: Table) -> dict[int, tuple[str, ...]]:
    """The first different values of each column."""
    wanted: dict[int, dict[str, None]] = {one.place: {} for one in table.placed}
    for _number, values in islice(table.rows, LOOKED_AT):
        for place, seen in wanted.items():
            if place < len(values) and len(seen) < MOST and (said := shown(values[place])):
                seen[said] = None
    return {place: tuple(seen) for place, seen in wanted.items()}


def shown(value: Any) -> str:
    """Shortened, and without any number that could be private."""
    text = " ".join(text_of("" if value is None else value).split())
    return masked(text)[:LONGEST]


def masked(text: str) -> str:
    """Every long number but for its last four characters."""
    return _LONG_NUMBER.sub(lambda found: f"****{found[0][-4:]}", text)
