"""The summary sheet of a returned workbook: the file, the counts, a line for each problem."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from povertyreg.exchange.marks import SUMMARY_SHEET, Placed, Summary
from povertyreg.exchange.models import Fate
from povertyreg.exchange.text import cell_at, font_of, lines_of, put_text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_WIDTHS = (18, 8, 22, 26, 72, 12)
_MOST_LINKS = 50_000  # Excel opens no sheet with more than 65,530
_HEAD = PatternFill("solid", fgColor="FFF1EFE8")
_RULE = Border(bottom=Side(style="thin", color="FF8B8F8F"))
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def write_summary(
    book: Workbook, placed: Sequence[Placed], summary: Summary, notes: Sequence["StrOrPromise"]
) -> None:
    """Put the sheet behind the others, and open the workbook with it."""
    page = book.create_sheet(SUMMARY_SHEET)
    for column, width in enumerate(_WIDTHS, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage = 0, True
    _write_above(page, placed, summary, notes)
    if placed:
        _write_problems(page, placed, book.sheetnames)
    _open_alone(book, page)


def _write_above(
    page: Worksheet, placed: Sequence[Placed], summary: Summary, notes: Sequence["StrOrPromise"]
) -> None:
    put_text(cell_at(page, 1, 1), _("Problems of the import"))
    cell_at(page, 1, 1).font = font_of(page, bold=True)
    read_at = localtime(summary.read_at).strftime("%Y-%m-%d %H:%M")
    lines = [
        (_("File"), summary.file),
        (_("Read at"), read_at),
        (_("Rows"), _equation(summary)),
        (_("Problems"), _to_do(len(placed))),
        *((_("Please note"), str(note)) for note in notes),
    ]
    for row, (name, said) in enumerate(lines, start=2):
        put_text(cell_at(page, row, 1), name)
        put_text(cell_at(page, row, 2), said)
        cell_at(page, row, 1).font = font_of(page, bold=True)
        cell_at(page, row, 1).alignment = cell_at(page, row, 2).alignment = _WRAPPED
        page.merge_cells(start_row=row, start_column=2, end_row=row, end_column=5)
        page.row_dimensions[row].height = 16 * lines_of(said, 110)


def _equation(summary: Summary) -> str:
    parts = [f"{summary.counts.get(fate.value, 0)} {fate.label}" for fate in Fate]
    return _("%(rows)d read = %(parts)s") % {"rows": summary.rows_read, "parts": " + ".join(parts)}


def _to_do(count: int) -> str:
    if not count:
        return _("None was found.")
    return ngettext(
        "%(count)d problem. Put the coloured cells right and upload this file again; "
        "rows that are in the register already are recognised.",
        "%(count)d problems. Put the coloured cells right and upload this file again; "
        "rows that are in the register already are recognised.",
        count,
    ) % {"count": count}


def _write_problems(page: Worksheet, placed: Sequence[Placed], sheets: Sequence[str]) -> None:
    first = page.max_row + 2
    heads = (
        _("Sheet"), _("Row"), _("Column"), _("Value"), _("What is wrong, and what to do"),
        _("Cell"),
    )  # fmt: skip
    for column, head in enumerate(heads, start=1):
        cell = cell_at(page, first, column)
        put_text(cell, head)
        cell.font, cell.fill, cell.border = font_of(page, bold=True), _HEAD, _RULE
    for row, one in enumerate(placed, start=first + 1):
        _write_problem(page, row, one, sheets)
        if row - first <= _MOST_LINKS:
            _link(page, row, one, sheets)
    page.freeze_panes = cell_at(page, first + 1, 1)
    page.auto_filter.ref = f"A{first}:F{first + len(placed)}"


def _write_problem(page: Worksheet, row: int, one: Placed, sheets: Sequence[str]) -> None:
    problem = one.problem
    said = {1: problem.sheet, 3: problem.column, 4: problem.value, 5: problem.said}
    for column, text in said.items():
        put_text(cell_at(page, row, column), text)
    if problem.row > 0:
        cell_at(page, row, 2).value = problem.row
    for column in range(1, 7):
        cell_at(page, row, column).alignment = _WRAPPED
    page.row_dimensions[row].height = 16 * max(
        lines_of(said[1], 16), lines_of(said[3], 20), lines_of(said[4], 24), lines_of(said[5], 68)
    )


def _link(page: Worksheet, row: int, one: Placed, sheets: Sequence[str]) -> None:
    if one.row < 1 or one.problem.sheet not in sheets:
        return
    place = f"{get_column_letter((one.problem.place or 0) + 1)}{one.row}"
    cell = cell_at(page, row, 6)
    put_text(cell, place)
    target = f"{quote_sheetname(one.problem.sheet)}!{place}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)
    cell.font = font_of(page, color="FF0B5C57", underline="single")
    cell.alignment = _WRAPPED


def _open_alone(book: Workbook, page: Worksheet) -> None:
    """Two selected sheets would be edited together."""
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = False
    book.active = page
    page.sheet_view.tabSelected = True
