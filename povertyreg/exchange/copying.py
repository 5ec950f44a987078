"""A new workbook with the cells of a file that cannot be returned itself: .xls, .csv, too large."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from povertyreg.exchange.columns import Problem
from povertyreg.exchange.marks import ROW_HEADING, Placed, Summary, is_ours
from povertyreg.exchange.text import cell_at, put_text, width_of
from povertyreg.exchange.text_files import decoded, delimiter_of

Rows = Sequence[Sequence[Any]]
_WIDEST, _NARROWEST, _ROWS_MEASURED = 40.0, 8.0, 200


def tables(content: bytes, name: str) -> dict[str, Rows]:
    """The sheets of any file that is taken, cell by cell, from the first row and column."""
    if name.lower().endswith(".csv"):
        return {sheet_of_csv(name): _csv_rows(content)}
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {
        sheet: book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        for sheet in book.sheet_names
        if not is_ours(sheet)
    }


def sheet_of_csv(name: str) -> str:
    """What the sheet is called that a .csv becomes: Excel takes not every name."""
    stem = name.rsplit(".", 1)[0]
    return "".join(c for c in stem if c not in r"[]:*?/\'")[:31] or "CSV"


def _csv_rows(content: bytes) -> Rows:
    """As the importer read them, so that the problems stand where they were found."""
    text = decoded(content) or ""
    return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter_of(text)))


def copied(sheets: Mapping[str, Rows]) -> Workbook:
    """Every cell in its place."""
    book = _empty()
    for name, rows in sheets.items():
        _write(book.create_sheet(name), enumerate(rows, start=1))
    return book


def shortened(
    sheets: Mapping[str, Rows], problems: Sequence[Problem], summary: Summary
) -> tuple[Workbook, list[Placed]]:
    """Only what stands above the data, and the rows of what is held, with their old numbers."""
    book = _empty()
    placed: list[Placed] = []
    for name, rows in sheets.items():
        those = [problem for problem in problems if problem.sheet == name]
        wanted = {problem.row for problem in those} | set(summary.held_rows.get(name, ()))
        heading = summary.headings.get(name, (1, 1))
        kept = [n for n in range(1, len(rows) + 1) if n <= heading[1] or n in wanted]
        page = book.create_sheet(name)
        _write(page, ((new, rows[old - 1]) for new, old in enumerate(kept, start=1)))
        _write_old_numbers(page, kept, heading)
        moved = {old: new for new, old in enumerate(kept, start=1)}
        placed += [Placed(problem, moved.get(problem.row, 0)) for problem in those]
    known = {problem.sheet for problem in problems} - set(sheets)
    return book, placed + [Placed(p, 0) for p in problems if p.sheet in known]


def _empty() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def _write(page: Worksheet, rows: Iterator[tuple[int, Sequence[Any]]]) -> None:
    widths: dict[int, float] = {}
    for number, row in rows:
        for column, value in enumerate(row, start=1):
            if value is None or value == "":
                continue
            _put(cell_at(page, number, column), value)
            if number <= _ROWS_MEASURED:
                widths[column] = max(widths.get(column, _NARROWEST), 2 + width_of(str(value)))
    for column, width in widths.items():
        page.column_dimensions[get_column_letter(column)].width = min(width, _WIDEST)


def _put(cell: Cell, value: Any) -> None:
    """Numbers and days of an .xls stay what they are, so that they are read as they were."""
    if isinstance(value, int | float | date | datetime | time | timedelta):
        cell.value = value
    else:
        put_text(cell, str(value))


def _write_old_numbers(page: Worksheet, kept: Sequence[int], heading: tuple[int, int]) -> None:
    column = page.max_column + 1
    put_text(cell_at(page, heading[0], column), ROW_HEADING)
    page.column_dimensions[get_column_letter(column)].width = 12
    for new, old in enumerate(kept, start=1):
        if old > heading[1]:
            cell_at(page, new, column).value = old
