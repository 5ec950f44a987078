"""Workbooks as Excel opens them: text stays text, numbers and dates are real."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from povertyreg.exchange.escaping import fitting
from povertyreg.exchange.sheet import (
    DAY,
    MOMENT,
    ONE_PLACE,
    PAPER,
    PLAIN,
    RULE,
    SERIAL,
    TEXT,
    TITLE,
    TOTAL,
    TWO_PLACES,
    WHOLE,
    Cell,
    Column,
    Head,
    Properties,
    Sheet,
    covered,
    placed,
)
from povertyreg.exchange.streaming import write_streaming

__all__ = [
    "DAY",
    "MOMENT",
    "ONE_PLACE",
    "SERIAL",
    "TEXT",
    "TWO_PLACES",
    "WHOLE",
    "Cell",
    "Column",
    "Head",
    "Sheet",
    "write_workbook",
]

_A4 = 9
# Nothing is guessed from how a text looks: not a formula, not a link, not a number.
AS_WRITTEN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
_STYLES: dict[str, dict[str, Any]] = {
    PLAIN: {},
    TITLE: {"bold": True, "font_size": 14},
    TOTAL: {"bold": True, "top": 1, "bg_color": PAPER},
}


def write_workbook(
    target: IO[bytes],
    sheets: Sequence[Sheet],
    *,
    title: str,
    author: str,
    custom: Mapping[str, str] | None = None,
) -> None:
    """Write the sheets; full lists are streamed and never held in memory."""
    about = Properties(title, author, custom or {})
    if any(sheet.is_list for sheet in sheets):
        write_streaming(target, sheets, about)
        return
    with xlsxwriter.Workbook(target, AS_WRITTEN) as workbook:
        workbook.set_properties({"title": title, "author": author})
        for name, value in about.custom.items():
            workbook.set_custom_property(name, value, "text")
        for sheet in sheets:
            _Writer(workbook, sheet).write()


class _Writer:
    """Writes one sheet from its first row to its last."""

    def __init__(self, workbook: Any, sheet: Sheet) -> None:
        self.workbook, self.sheet, self.row = workbook, sheet, 0
        self.page: Worksheet = workbook.add_worksheet(sheet.name)
        self.formats: dict[tuple[str, str], Format] = {}

    def write(self) -> None:
        self._set_up()
        self._lines(self.sheet.above, first=TITLE)
        self._heads()
        for row in self.sheet.rows:
            self._cells(row)
        if self.sheet.total is not None:
            self._cells(self.sheet.total, style=TOTAL)
        self._finish()
        self._lines(self.sheet.below)

    def _set_up(self) -> None:
        for index, column in enumerate(self.sheet.columns):
            self.page.set_column(index, index, column.width, None, {"hidden": column.is_hidden})
        self.page.set_paper(_A4)
        self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.set_footer("&R&P / &N")

    def _lines(self, lines: Sequence[Sequence[Cell]], *, first: str = PLAIN) -> None:
        for number, line in enumerate(lines):
            for index, cell in enumerate(line):
                self._put(index, cell, "General", PLAIN if number else first)
            self.row += 1

    def _heads(self) -> None:
        """Headings that reach down leave no place in the rows below them."""
        first, taken = self.row, set[tuple[int, int]]()
        style = self._heading_format()
        for heads in self.sheet.heads:
            for index, head in placed(heads, self.row, taken):
                self._head(head, index, style, taken)
            self.row += 1
        self.page.freeze_panes(self.row, 1)
        if self.row > first:
            self.page.repeat_rows(first, self.row - 1)
        self._first_data_row = self.row

    def _head(self, head: Head, index: int, style: Format, taken: set[tuple[int, int]]) -> None:
        last_row, last = self.row + head.down - 1, index + head.across - 1
        taken |= covered(head, self.row, index)
        if head.across * head.down > 1:
            self.page.merge_range(self.row, index, last_row, last, "", style)
        self.page.write_string(self.row, index, head.text, style)

    def _cells(self, row: Sequence[Cell], *, style: str = PLAIN) -> None:
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
            self.page.write_string(*here, fitting(cell), self._format(TEXT, style))
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

    def _format(self, number_format: str, style: str) -> Format:
        key = (number_format, style)
        if key not in self.formats:
            options = {"num_format": number_format, "valign": "vcenter", **_STYLES[style]}
            self.formats[key] = self.workbook.add_format(options)
        return self.formats[key]

    def _heading_format(self) -> Format:
        format_: Format = self.workbook.add_format(heading_look())
        return format_


def heading_look() -> dict[str, Any]:
    """How headings look in every workbook."""
    return {
        "bold": True,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
        "bg_color": PAPER,
        "border": 1,
        "border_color": RULE,
    }
