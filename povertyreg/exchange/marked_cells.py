"""The marks of a sheet: coloured cells, comments in words, the problem column; and taking them off.

Nothing is inserted: every row and column stays where it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from povertyreg.exchange.marks import (
    MEMORY_SHEET,
    OUR_WORDS,
    PROBLEM_HEADING,
    SUMMARY_SHEET,
    Placed,
    is_ours,
    sentence,
)
from povertyreg.exchange.opened import cells_of
from povertyreg.exchange.text import cell_at, clean, font_of, lines_of, put_text

MARK = PatternFill("solid", fgColor="FFFBC8C1")
_HEAD = PatternFill("solid", fgColor="FF9B1C13")
_LINE = Side(style="thin", color="FFD9A7A0")
_WIDTH, _HEADINGS_WITHIN, _TEXT_HEIGHT = 56.0, 20, 15.75
_LETTERS_IN_A_LINE, _MOST_LINES, _COMMENT_WIDTH, _LINE_HEIGHT = 24, 20, 330, 21

Fills = dict[tuple[str, str], PatternFill]


# --- off -----------------------------------------------------------------------------------------


def unmark(book: Workbook) -> None:
    """Give a workbook back as it was before it was marked."""
    remembered = _remembered(book)
    for name in (SUMMARY_SHEET, MEMORY_SHEET):
        if name in book.sheetnames:
            book.remove(book[name])
    for sheet in book.worksheets:
        _clear_problem_column(sheet)
        for cell in cells_of(sheet):
            _unmark_cell(cell, remembered)


def _remembered(book: Workbook) -> Fills:
    if MEMORY_SHEET not in book.sheetnames:
        return {}
    return {
        (str(name.value), str(place.value)): _fill_of(look)
        for name, place, look in book[MEMORY_SHEET].iter_rows(max_col=3)
    }


def _fill_of(cell: Any) -> PatternFill:
    fill: PatternFill = copy(cell.fill)
    return fill


def _unmark_cell(cell: Cell, remembered: Fills) -> None:
    if _is_marked(cell):
        cell.fill = remembered.get((cell.parent.title, cell.coordinate), PatternFill())
    if cell.comment is not None and OUR_WORDS in cell.comment.text:
        kept = cell.comment.text.split(OUR_WORDS)[0].rstrip()
        cell.comment = _comment(kept, cell.comment.author) if kept else None


def _is_marked(cell: Cell) -> bool:
    fill = cell.fill
    return bool(
        cell.has_style and fill.fill_type == "solid" and fill.fgColor.rgb == MARK.fgColor.rgb
    )


def _clear_problem_column(sheet: Worksheet) -> None:
    headings = {
        cell.column: cell.row
        for cell in cells_of(sheet)
        if cell.row <= _HEADINGS_WITHIN and str(cell.value or "").strip() == PROBLEM_HEADING
    }
    for place in [p for p in sheet._cells if p[0] >= headings.get(p[1], p[0] + 1)]:
        height = _height(cell_at(sheet, *place))
        del sheet._cells[place]
        if height and abs((sheet.row_dimensions[place[0]].height or 0) - height) < 1:
            sheet.row_dimensions[place[0]].height = None
    for column in headings:
        sheet.column_dimensions.pop(get_column_letter(column), None)


# --- on ------------------------------------------------------------------------------------------


def mark_sheet(
    sheet: Worksheet, problems: Sequence[Placed], heading: tuple[int, int], author: str
) -> Fills:
    """Colour, comment, and say in a column; what the cells looked like is handed back."""
    column = _last_used(sheet) + 1
    before = _mark_cells(sheet, problems, author)
    _write_column(sheet, column, problems, heading)
    return before


def _mark_cells(sheet: Worksheet, problems: Sequence[Placed], author: str) -> Fills:
    before: Fills = {}
    anchors = _anchors(sheet)
    by_cell: dict[tuple[int, int], list[Placed]] = defaultdict(list)
    for placed in problems:
        if placed.problem.place is not None and placed.row > 0:
            here = (placed.row, placed.problem.place + 1)
            by_cell[anchors.get(here, here)].append(placed)
    for (row, column), those in by_cell.items():
        cell = cell_at(sheet, row, column)
        before[sheet.title, cell.coordinate] = _fill_of(cell)
        cell.fill = MARK
        _say_in_comment(cell, [placed.problem.said for placed in those], author)
    return before


def _anchors(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Of the cells under a merged one, the one that can be seen."""
    return {
        place: (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        if area.size["rows"] * area.size["columns"] <= 100_000
        for place in area.cells
    }


def _say_in_comment(cell: Cell, said: Iterable[str], author: str) -> None:
    ours = "\n".join([OUR_WORDS, *dict.fromkeys(said)])
    if cell.comment is None:
        cell.comment = _comment(ours, author)
    else:
        cell.comment = _comment(f"{cell.comment.text.rstrip()}\n\n{ours}", cell.comment.author)


def _comment(text: str, author: str) -> Comment:
    text = clean(text)
    lines = sum(1 + len(line) // _LETTERS_IN_A_LINE for line in text.split("\n"))
    return Comment(
        text, author, height=_LINE_HEIGHT * (min(lines, _MOST_LINES) + 1), width=_COMMENT_WIDTH
    )


def _last_used(sheet: Worksheet) -> int:
    """By what stands in the cells: formatted empty ones may reach to the end of the sheet."""
    written = (cell.column for cell in cells_of(sheet) if cell.value is not None)
    merged = (area.max_col for area in sheet.merged_cells.ranges)
    last: int = max([0, *written, *merged])
    return last


def _write_column(
    sheet: Worksheet, column: int, problems: Sequence[Placed], heading: tuple[int, int]
) -> None:
    first, last = heading
    _widen(sheet, column)
    head = cell_at(sheet, first, column)
    put_text(head, PROBLEM_HEADING)
    head.font, head.fill = font_of(sheet, bold=True, color="FFFFFFFF"), _HEAD
    head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    by_row: dict[int, list[str]] = defaultdict(list)
    for placed in problems:
        if placed.row > last:
            by_row[placed.row].append(sentence(placed.problem))
    for row, said in by_row.items():
        cell = cell_at(sheet, row, column)
        put_text(cell, "\n".join(dict.fromkeys(said)))
        cell.font, cell.border = font_of(sheet, color="FF9B1C13"), Border(bottom=_LINE)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if sheet.row_dimensions[row].height is None:
            sheet.row_dimensions[row].height = _height(cell)


def _height(cell: Cell) -> float | None:
    """Of a row that holds several lines of ours; None for one line, which any row has."""
    lines = lines_of(str(cell.value), _WIDTH)
    return min(lines * _TEXT_HEIGHT, 400) if lines > 1 else None


def _widen(sheet: Worksheet, column: int) -> None:
    """Give one column its width, also where the file describes it together with its neighbours."""
    letter = get_column_letter(column)
    for known in list(sheet.column_dimensions.values()):
        first, last = known.min or 0, known.max or 0
        if first <= column <= last and first != last:
            _describe(sheet, known, column + 1, last)
            known.max = column - 1
            if first == column:
                del sheet.column_dimensions[known.index]
    sheet.column_dimensions[letter] = ColumnDimension(
        sheet, index=letter, min=column, max=column, width=_WIDTH, customWidth=True
    )


def _describe(sheet: Worksheet, like: ColumnDimension, first: int, last: int) -> None:
    if first <= last:
        rest = copy(like)
        rest.index, rest.min, rest.max = get_column_letter(first), first, last
        sheet.column_dimensions[rest.index] = rest


def remember(book: Workbook, before: Fills) -> None:
    """Keep the fills of the marked cells in the workbook itself, for when it comes back."""
    if not before:
        return
    sheet = book.create_sheet(MEMORY_SHEET)
    sheet.sheet_state = "veryHidden"
    for number, ((name, place), fill) in enumerate(before.items(), start=1):
        put_text(cell_at(sheet, number, 1), name)
        put_text(cell_at(sheet, number, 2), place)
        cell_at(sheet, number, 3).fill = fill


def author_of_comments() -> str:
    return _("Poverty Register")


def data_sheets(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if not is_ours(sheet.title)]
