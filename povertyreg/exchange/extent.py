"""How far the cells of a sheet reach, found in its XML without building a cell.

Sheets as Excel, WPS, LibreOffice and the usual libraries write them are searched for the first
thing that is out of bounds or unusual: one fast pass that finds nothing in an honest sheet.
Whatever is unusual is read again by a real XML parser, slowly and exactly.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from povertyreg.exchange import limits

Chunks = Callable[[], Iterator[bytes]]

_ROWS_AT_A_TIME, _COLUMNS_AT_A_TIME = 10_000, 10
_REFERENCE = re.compile(rb'<c r="([A-Z]{1,3})([1-9]\d{0,6})"')
_CELL_OR_ROW = re.compile(rb"<(?:\w+:)?(?:c|row)[\s/>]")
_BEGIN, _END = b"<sheetData>", b"</sheetData>"


def require_modest(chunks: Chunks, sheet: str, size: int) -> int:
    """Refuse the sheet if its cells reach too far, else count them.

    `chunks` gives its XML from the beginning.
    """
    try:
        rows, columns, cells = _usual(chunks(), sheet)
    except _Unusual:
        if size > limits.UNUSUAL_SHEET:
            limits.refuse_hostile()
        rows, columns, cells = _exact(chunks(), sheet)
    limits.require_area(sheet, rows, columns, cells)
    return cells


class _Unusual(Exception):
    """Written as no common program writes it."""


def _usual(chunks: Iterator[bytes], sheet: str) -> tuple[int, int, int]:
    rows, columns, cells = _ROWS_AT_A_TIME, _COLUMNS_AT_A_TIME, 0
    for part in _cell_data(chunks):
        cells += part.count(b"<c ")
        begin = 0
        while found := _beyond(rows, columns).search(part, begin):
            row, column, begin = _place(part, found.start())
            if row > limits.ROWS or column > limits.COLUMNS:
                limits.refuse_cells_far_away(sheet, name_of(row, column))
            rows = max(rows, _up(row, _ROWS_AT_A_TIME))
            columns = max(columns, _up(column, _COLUMNS_AT_A_TIME))
            if rows * columns > limits.AREA:
                limits.refuse_large_area(sheet, rows, columns)
    return rows, columns, cells


def _up(number: int, step: int) -> int:
    return -(-number // step) * step


def _cell_data(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What stands between <sheetData> and </sheetData>, never cut within a cell."""
    rest, is_begun = b"", False
    for chunk in chunks:
        rest += chunk
        if not is_begun:
            begin = rest.find(_BEGIN)
            if b"<!" in rest[: begin if begin >= 0 else None]:
                raise _Unusual
            if begin < 0:
                continue
            rest, is_begun = rest[begin + len(_BEGIN) :], True
        end = rest.find(_END)
        if end >= 0:
            yield rest[:end]
            _require_no_cells(rest[end:], chunks)
            return
        cut = max(rest.rfind(b"<c "), 0)
        yield rest[:cut]
        rest = rest[cut:]
    raise _Unusual


def _require_no_cells(rest: bytes, chunks: Iterator[bytes]) -> None:
    """The end may be feigned, within a quoted text."""
    while rest:
        if _CELL_OR_ROW.search(rest):
            raise _Unusual
        following = next(chunks, b"")
        rest = rest[-20:] + following if following else b""


@lru_cache(maxsize=1024)
def _beyond(rows: int, columns: int) -> re.Pattern[bytes]:
    """Finds whatever is not a cell within the bounds, nor of the usual parts of a cell."""
    cell = f'c r="(?:{_columns_to(columns)})(?:{_rows_to(rows)})"'
    usual = f"{cell}|/c>|v>|/v>|is>|/is>|t>|/t>|row |/row>|t |f>|/f>|f |v/>|t/>|f/>"
    return re.compile(f"<(?!{usual})".encode())


def _rows_to(most: int) -> str:
    """A pattern of the numbers to `most`, which is a multiple of 10,000."""
    tens = most // 10_000
    heads = "|".join(map(str, range(1, tens)))
    return rf"\d{{1,4}}|(?:{heads})\d{{4}}|{most}" if heads else rf"\d{{1,4}}|{most}"


def _columns_to(most: int) -> str:
    """A pattern of the letters to `most`."""
    names = [_letters(number) for number in range(1, most + 1)]
    ends: dict[str, str] = {}
    for name in names:
        ends[name[:-1]] = ends.get(name[:-1], "") + name[-1]
    return "|".join(f"{head}[{tails}]" for head, tails in ends.items())


def _place(part: bytes, begin: int) -> tuple[int, int, int]:
    """Row and column of the cell (0, 0 of an empty one), and where to go on."""
    found = _REFERENCE.match(part, begin)
    close = part.find(b">", begin)
    if not found or close < 0 or part.count(b'"', begin, close) % 2:
        raise _Unusual
    if part[close - 1 : close] == b"/" or part.startswith(b"</c>", close + 1):
        return 0, 0, close
    return int(found[2]), column_number(found[1].decode()), begin


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def name_of(row: int, column: int) -> str:
    """The name of a cell, both counted from 1."""
    return f"{_letters(column)}{row}"


def _exact(chunks: Iterator[bytes], sheet: str) -> tuple[int, int, int]:
    reader = _Reader(sheet)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.StartDoctypeDeclHandler = lambda *_: limits.refuse_hostile()
    try:
        for chunk in chunks:
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError:
        limits.refuse_damaged()
    return reader.rows, reader.columns, reader.cells


class _Reader:
    """Follows the cells as the parser of the workbook does: a cell without a name stands next."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.rows = self.columns = self.cells = self.row = self.column = 0

    def start(self, name: str, attributes: Any) -> None:
        kind = name.rpartition(" ")[2]
        if kind == "c":
            self._move(attributes.get("r", ""))
        elif kind == "row":
            self._next_row(attributes.get("r", ""))
        elif kind in {"v", "is", "t"}:
            self._filled()

    def _next_row(self, number: str) -> None:
        self.row, self.column = int(number) if number.isdecimal() else self.row + 1, 0

    def _move(self, reference: str) -> None:
        found = re.fullmatch(r"([A-Za-z]{1,4})(\d{1,8})", reference)
        if found:
            self.row, self.column = int(found[2]), column_number(found[1])
        elif reference:
            limits.refuse_hostile()
        else:
            self.column += 1

    def _filled(self) -> None:
        self.cells += 1
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        if self.rows > limits.ROWS or self.columns > limits.COLUMNS:
            limits.refuse_cells_far_away(self.sheet, name_of(self.row, self.column))
