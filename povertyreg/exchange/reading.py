"""Workbooks and lists read row by row, each row with the number that Excel shows."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import Any, Protocol, TypeVar

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from povertyreg.exchange import limits
from povertyreg.exchange.preflight import Format, require_safe
from povertyreg.exchange.text_files import decoded, delimiter_of
from povertyreg.exchange.unread import unread_cells

Value = str | int | float | bool | date | datetime | time | None
Parsed = TypeVar("Parsed")
Row = tuple[int, tuple[Value, ...]]


class Sheet(Protocol):
    """One table of cells."""

    @property
    def name(self) -> str: ...

    @property
    def is_hidden(self) -> bool: ...

    def rows(self) -> Iterator[Row]:
        """The rows that hold something, numbered from 1 as Excel does."""


@dataclass(frozen=True)
class Book:
    """A workbook, opened; each sheet is read when its rows are asked for, and not kept."""

    format: Format
    sheets: tuple[Sheet, ...]


def open_workbook(content: bytes, name: str) -> Book:
    """The workbook, after its preflight; `Refused` says what keeps it from being read."""
    format_ = require_safe(content, name)
    if format_ is Format.CSV:
        return Book(format_, (_TextSheet(PurePath(name).stem, decoded(content) or ""),))
    book = _parsed(lambda: CalamineWorkbook.from_filelike(BytesIO(content)))
    return Book(format_, tuple(_sheets(book, content, format_)))


def _parsed(read: Callable[[], Parsed]) -> Parsed:
    """What the parser gives; it fails, or even panics, on files that are damaged within."""
    try:
        return read()
    except Exception:
        limits.refuse_damaged()
    except BaseException as failure:
        if type(failure).__name__ == "PanicException":
            limits.refuse_damaged()
        raise


def _sheets(book: CalamineWorkbook, content: bytes, format_: Format) -> Iterator["_GridSheet"]:
    for index, sheet in enumerate(book.sheets_metadata):
        if sheet.typ == SheetTypeEnum.WorkSheet:
            is_hidden = sheet.visible != SheetVisibleEnum.Visible
            packed = content if format_ is Format.XLSX else b""
            yield _GridSheet(sheet.name, is_hidden, index, book, packed)


@dataclass(frozen=True)
class _GridSheet:
    """A sheet of a real workbook."""

    name: str
    is_hidden: bool
    index: int
    book: CalamineWorkbook = field(repr=False)
    packed: bytes = field(repr=False)

    def rows(self) -> Iterator[Row]:
        """The parser leaves out empty columns on the left, and says nothing of errors."""
        sheet = _parsed(lambda: self.book.get_sheet_by_index(self.index))
        left: tuple[Value, ...] = (None,) * (sheet.start[1] if sheet.start else 0)
        unread = unread_cells(self.packed, self.name) if self.packed else {}
        last = 0
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            last = number
            values = _with(unread.pop(number, None), left + _values(cells))
            if values.count(None) < len(values):
                yield number, values
        for number in sorted(unread):
            if number > last:
                yield number, _with(unread[number], ())


def _values(cells: list[Any]) -> tuple[Value, ...]:
    """Empty is None; a span of time, which no column has, is text."""
    if timedelta in map(type, cells):
        cells = [str(cell) if isinstance(cell, timedelta) else cell for cell in cells]
    return tuple([None if cell == "" else cell for cell in cells])


def _with(unread: dict[int, str] | None, values: tuple[Value, ...]) -> tuple[Value, ...]:
    """The row with what the parser left out (place from 0 → text)."""
    if not unread:
        return values
    width = max(len(values), max(unread) + 1)
    row = [*values, *[None] * (width - len(values))]
    for place, text in unread.items():
        row[place] = text if row[place] is None else row[place]
    return tuple(row)


@dataclass(frozen=True)
class _TextSheet:
    """A list as text, in columns divided by commas, semicolons or tabs."""

    name: str
    text: str = field(repr=False)
    is_hidden: bool = False

    def rows(self) -> Iterator[Row]:
        """A quoted cell may hold line breaks; rows are counted as Excel shows them."""
        lines = csv.reader(StringIO(self.text, newline=""), delimiter=delimiter_of(self.text))
        try:
            for number, cells in enumerate(lines, start=1):
                if len(cells) > limits.COLUMNS:
                    limits.refuse_large_area(self.name, number, len(cells))
                if any(map(str.strip, cells)):
                    yield number, tuple(cell or None for cell in cells)
        except csv.Error:
            limits.refuse_damaged()
