"""Workbooks of any length, written row by row: full lists take little memory and time.

XlsxWriter makes an object of every cell; here a row is one string, packed as soon as some hundred
rows have come together. Texts stand in their cells (inline strings): nothing is kept to the end.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZipFile

from povertyreg.exchange import packing
from povertyreg.exchange.cellwriting import CellWriter, letters
from povertyreg.exchange.escaping import escaped
from povertyreg.exchange.sheet import (
    HEADING,
    PLAIN,
    TITLE,
    TOTAL,
    Cell,
    Head,
    Properties,
    Sheet,
    covered,
    opened_at,
    placed,
)
from povertyreg.exchange.styles import Styles

FAST: Final = 1
"""Deflate level: the strongest takes three times as long for a tenth of the size."""
MOST_ROWS: Final = 1_048_576
MOST_BYTES: Final = 1_900_000_000
"""Of one sheet before packing: above 2 GiB a file needs an extension that Excel complains of."""
ROWS_AT_ONCE: Final = 500


def write_streaming(target: IO[bytes], sheets: Sequence[Sheet], about: Properties) -> None:
    """Write the sheets in their order; their rows are asked for one after the other."""
    styles, first_seen = Styles(), opened_at(sheets)
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=FAST) as archive:
        book = _Book(archive, styles)
        pages = [
            page
            for place, sheet in enumerate(sheets)
            for page in book.write(sheet, is_open=place == first_seen)
        ]
        packing.write_parts(archive, pages, about, styles)


class _Book:
    """Gives each sheet its part of the package; a list that is too long gets several."""

    def __init__(self, archive: ZipFile, styles: Styles) -> None:
        self.archive, self.styles, self.parts = archive, styles, 0

    def write(self, sheet: Sheet, *, is_open: bool) -> list[packing.Page]:
        rows, pages = iter(sheet.rows), list[packing.Page]()
        while True:
            page = self._page(_named(sheet, len(pages)), rows, is_open=is_open and not pages)
            pages.append(page)
            further = next(rows, None)
            if further is None:
                return pages
            rows = chain([further], rows)

    def _page(self, sheet: Sheet, rows: Iterator[Sequence[Cell]], *, is_open: bool) -> packing.Page:
        self.parts += 1
        name = f"xl/worksheets/sheet{self.parts}.xml"
        with self.archive.open(name, "w") as part:
            writer = _SheetWriter(part, sheet, self.styles)
            writer.write(rows, is_open=is_open)
        return packing.Page(self.parts, sheet, writer.first_head, writer.first_row, writer.row)


def _named(sheet: Sheet, before: int) -> Sheet:
    """Sheets that continue a list have its name and a number."""
    if not before:
        return sheet
    number = f" ({before + 1})"
    return replace(sheet, name=sheet.name[: 31 - len(number)] + number)


class _SheetWriter:
    """Writes one sheet from its first row to its last."""

    def __init__(self, part: IO[bytes], sheet: Sheet, styles: Styles) -> None:
        self.part, self.sheet, self.styles = part, sheet, styles
        self.row = self.first_head = self.first_row = 0
        self.size = 0
        self.merged: list[str] = []

    def write(self, rows: Iterator[Sequence[Cell]], *, is_open: bool) -> None:
        self._put(packing.sheet_opening(self.sheet, is_open=is_open))
        self._put("<sheetData>")
        self._lines(self.sheet.above, first=TITLE)
        self._heads()
        self._rows(rows, PLAIN)
        self._rows(iter([self.sheet.total] if self.sheet.total is not None else []), TOTAL)
        last = self.row
        self._lines(self.sheet.below)
        self._put("</sheetData>")
        self._put(packing.sheet_closing(self.sheet, self.first_row, last, self.merged))

    def _rows(self, rows: Iterator[Sequence[Cell]], style: str) -> None:
        writer = CellWriter([one.format for one in self.sheet.columns], self.styles, style)
        while (room := self._room()) and (some := list(islice(rows, room))):
            self._put("".join(writer.row(self.row + n, row) for n, row in enumerate(some, 1)))
            self.row += len(some)

    def _room(self) -> int:
        kept_free = len(self.sheet.below) + (self.sheet.total is not None)
        if self.size > MOST_BYTES:
            return 0
        return min(ROWS_AT_ONCE, MOST_ROWS - kept_free - self.row)

    def _lines(self, lines: Iterable[Sequence[Cell]], *, first: str = PLAIN) -> None:
        for number, line in enumerate(lines):
            self.row += 1
            style = PLAIN if number else first
            writer = CellWriter(["General"] * len(line), self.styles, style)
            self._put(writer.row(self.row, line))

    def _heads(self) -> None:
        """Headings that reach down leave no place in the rows below them."""
        self.first_head, taken = self.row, set[tuple[int, int]]()
        style = self.styles.number("General", HEADING)
        for heads in self.sheet.heads:
            found = dict(placed(heads, self.row, taken))
            for index, head in found.items():
                taken |= covered(head, self.row, index)
                self._merge(head, index)
            self.row += 1
            columns = sorted(column for row, column in taken if row == self.row - 1)
            cells = (self._heading(index, found.get(index), style) for index in columns)
            self._put(f'<row r="{self.row}">{"".join(cells)}</row>')
        self.first_row = self.row

    def _heading(self, index: int, head: Head | None, style: int) -> str:
        opening = f'<c r="{letters(index)}{self.row}" s="{style}"'
        if head is None:
            return f"{opening}/>"
        return f'{opening} t="inlineStr"><is><t>{escaped(head.text)}</t></is></c>'

    def _merge(self, head: Head, index: int) -> None:
        if head.across * head.down > 1:
            last = f"{letters(index + head.across - 1)}{self.row + head.down}"
            self.merged.append(f"{letters(index)}{self.row + 1}:{last}")

    def _put(self, text: str) -> None:
        content = text.encode()
        self.size += len(content)
        self.part.write(content)
