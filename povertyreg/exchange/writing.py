"""Workbooks as Excel opens them: text stays text, numbers and dates are real."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | Decimal | date | datetime | None

TEXT, WHOLE, ONE_PLACE, TWO_PLACES = "@", "#,##0", "#,##0.0", "#,##0.00"
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_LONGEST_TEXT = 32_767  # what a cell of Excel holds
_A4 = 9
# Nothing is guessed from how a text looks: not a formula, not a link, not a number.
_AS_WRITTEN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
_PAPER, _RULE = "#F1EFE8", "#8B8F8F"
_PLAIN, _TITLE, _TOTAL = "", "title", "total"
_STYLES: dict[str, dict[str, Any]] = {
    _PLAIN: {},
    _TITLE: {"bold": True, "font_size": 14},
    _TOTAL: {"bold": True, "top": 1, "bg_color": _PAPER},
}


@dataclass(frozen=True)
class Head:
    """A heading that may stretch over several columns or rows."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Column:
    """How wide a column is, and how its cells are written (a number format of Excel)."""

    width: float = 10
    format: str = TEXT


@dataclass(frozen=True)
class Sheet:
    """A sheet: lines above, heading rows that stay in view, rows, a total, lines below."""

    name: str
    columns: Sequence[Column]
    heads: Sequence[Sequence[Head]]
    rows: Iterable[Sequence[Cell]]
    above: Sequence[Sequence[Cell]] = ()
    total: Sequence[Cell] | None = None
    below: Sequence[Sequence[Cell]] = ()
    is_list: bool = False


def write_workbook(target: IO[bytes], sheets: Sequence[Sheet], *, title: str, author: str) -> None:
    """Write the sheets; those of thousands of rows are streamed and never held in memory."""
    streaming = any(sheet.is_list for sheet in sheets)
    options = {**_AS_WRITTEN, "constant_memory": streaming}
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"title": title, "author": author})
        for sheet in sheets:
            _Writer(workbook, sheet).write()
        _open_at_the_list(workbook, sheets)


def _open_at_the_list(workbook: Any, sheets: Sequence[Sheet]) -> None:
    for sheet, worksheet in zip(sheets, workbook.worksheets(), strict=True):
        if sheet.is_list:
            worksheet.activate()
            return


class _Writer:
    """Writes one sheet from its first row to its last, as streaming asks for."""

    def __init__(self, workbook: Any, sheet: Sheet) -> None:
        self.workbook, self.sheet, self.row = workbook, sheet, 0
        self.page: Worksheet = workbook.add_worksheet(sheet.name)
        self.formats: dict[tuple[str, str], Format] = {}

    def write(self) -> None:
        self._set_up()
        self._lines(self.sheet.above, first=_TITLE)
        self._heads()
        for row in self.sheet.rows:
            self._cells(row)
        if self.sheet.total is not None:
            self._cells(self.sheet.total, style=_TOTAL)
        self._finish()
        self._lines(self.sheet.below)

    def _set_up(self) -> None:
        for index, column in enumerate(self.sheet.columns):
            self.page.set_column(index, index, column.width)
        self.page.set_paper(_A4)
        self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.set_footer("&R&P / &N")

    def _lines(self, lines: Sequence[Sequence[Cell]], *, first: str = _PLAIN) -> None:
        for number, line in enumerate(lines):
            for index, cell in enumerate(line):
                self._put(index, cell, "General", _PLAIN if number else first)
            self.row += 1

    def _heads(self) -> None:
        """Headings that reach down leave no place in the rows below them."""
        first, taken = self.row, set[tuple[int, int]]()
        style = self._heading_format()
        for heads in self.sheet.heads:
            for index, head in _placed(heads, self.row, taken):
                self._head(head, index, style, taken)
            self.row += 1
        self.page.freeze_panes(self.row, 1)
        if self.row > first:
            self.page.repeat_rows(first, self.row - 1)
        self._first_data_row = self.row

    def _head(self, head: Head, index: int, style: Format, taken: set[tuple[int, int]]) -> None:
        last_row, last = self.row + head.down - 1, index + head.across - 1
        taken.update((r, c) for r in range(self.row, last_row + 1) for c in range(index, last + 1))
        if head.across * head.down > 1:
            self.page.merge_range(self.row, index, last_row, last, "", style)
        self.page.write_string(self.row, index, head.text, style)

    def _cells(self, row: Sequence[Cell], *, style: str = _PLAIN) -> None:
        for index, (cell, column) in enumerate(zip(row, self.sheet.columns, strict=True)):
            self._put(index, cell, column.format, style)
        self.row += 1

    def _put(self, index: int, cell: Cell, number_format: str, style: str) -> None:
        here = (self.row, index)
        if isinstance(cell, datetime):
            self.page.write_datetime(*here, cell, self._format(MOMENT, style))
        elif isinstance(cell, date):
            self.page.write_datetime(*here, cell, self._format(DAY, style))
        elif isinstance(cell, str) and cell:
            self.page.write_string(*here, cell[:_LONGEST_TEXT], self._format(TEXT, style))
        elif cell is not None and cell != "":
            real = WHOLE if number_format == TEXT else number_format
            self.page.write_number(*here, cell, self._format(real, style))
        elif style:
            self.page.write_blank(*here, None, self._format(TEXT, style))

    def _finish(self) -> None:
        """Household numbers are text on purpose: Excel need not warn of each."""
        last_row, last = max(self.row - 1, self._first_data_row), len(self.sheet.columns) - 1
        area = (self._first_data_row, 0, last_row, last)
        self.page.ignore_errors({"number_stored_as_text": xlsxwriter.utility.xl_range(*area)})
        if self.sheet.is_list:
            self.page.autofilter(self._first_data_row - 1, 0, last_row, last)

    def _format(self, number_format: str, style: str) -> Format:
        key = (number_format, style)
        if key not in self.formats:
            options = {"num_format": number_format, "valign": "vcenter", **_STYLES[style]}
            self.formats[key] = self.workbook.add_format(options)
        return self.formats[key]

    def _heading_format(self) -> Format:
        format_: Format = self.workbook.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
                "bg_color": _PAPER,
                "border": 1,
                "border_color": _RULE,
            }
        )
        return format_


def _placed(
    heads: Sequence[Head], row: int, taken: set[tuple[int, int]]
) -> Iterator[tuple[int, Head]]:
    """Each heading with its column: the next one that no heading above reaches into."""
    index = 0
    for head in heads:
        while (row, index) in taken:
            index += 1
        yield index, head
        index += head.across
