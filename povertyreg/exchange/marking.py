"""The returned workbook: the user's own file, with what keeps it from being taken marked in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile, is_zipfile

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from povertyreg.exchange.columns import Problem
from povertyreg.exchange.copying import copied, sheet_of_csv, shortened, tables
from povertyreg.exchange.losses import losses
from povertyreg.exchange.marked_cells import (
    Fills,
    author_of_comments,
    data_sheets,
    mark_sheet,
    remember,
    unmark,
)
from povertyreg.exchange.marked_summary import write_summary
from povertyreg.exchange.marks import (
    PROBLEM_HEADING,
    SUMMARY_SHEET,
    Placed,
    Summary,
    is_our_heading,
    is_ours,
)
from povertyreg.exchange.opened import Opened, open_workbook
from povertyreg.wording import enumerated

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = ["PROBLEM_HEADING", "SUMMARY_SHEET", "Summary", "is_our_heading", "is_ours", "mark"]

LARGEST = 24_000_000
"""Bytes of the sheets unpacked: some 600,000 cells, for which openpyxl needs 350 MB."""
LARGEST_TABLE = 600_000
"""Cells of an .xls or .csv."""

Notes = list["StrOrPromise"]


def mark(
    content: bytes, name: str, problems: Sequence[Problem], summary: Summary
) -> tuple[bytes, str]:
    """The file with its problems marked, and its name; a file marked before is marked anew."""
    if name.lower().endswith(".csv"):
        problems, summary = _on_sheet(sheet_of_csv(name), problems, summary)
    opened, placed, notes = _opened(content, name, problems, summary)
    _mark_sheets(opened.book, placed, summary)
    write_summary(opened.book, placed, summary, notes)
    return opened.save(), _marked_name(name)


def _on_sheet(
    sheet: str, problems: Sequence[Problem], summary: Summary
) -> tuple[Sequence[Problem], Summary]:
    """A .csv is one table, whatever the reader calls it."""
    named = replace(
        summary,
        headings=dict.fromkeys([sheet][: len(summary.headings)], _only(summary.headings)),
        held_rows=dict.fromkeys([sheet][: len(summary.held_rows)], _only(summary.held_rows)),
    )
    return [replace(problem, sheet=sheet) for problem in problems], named


def _only(by_sheet: Mapping[str, Any]) -> Any:
    return next(iter(by_sheet.values()), None)


def _opened(
    content: bytes, name: str, problems: Sequence[Problem], summary: Summary
) -> tuple[Opened, list[Placed], Notes]:
    """Her own file where it can be kept, else a new one with the same cells."""
    as_they_are = [Placed(problem, problem.row) for problem in problems]
    notes: Notes = []
    if _is_xlsx(content) and _unpacked(content) <= LARGEST:
        try:
            opened = open_workbook(content)
        except Exception:  # what other programs write has no end
            notes = [_("The file could be read but not kept: this is a copy without its formats.")]
        else:
            unmark(opened.book)
            return opened, as_they_are, _what_is_lost(content)
    elif not _is_xlsx(content):
        notes = [_("The file was no .xlsx: this is a new workbook with the same cells.")]
    sheets = tables(content, name)
    if sum(map(len, (row for rows in sheets.values() for row in rows))) <= LARGEST_TABLE:
        book, placed = copied(sheets), as_they_are
        unmark(book)
        return Opened(book), placed, notes
    book, placed = shortened(sheets, problems, summary)
    return Opened(book), placed, [_only_some_rows()]


def _is_xlsx(content: bytes) -> bool:
    return is_zipfile(BytesIO(content))


def _unpacked(content: bytes) -> int:
    with ZipFile(BytesIO(content)) as parts:
        return sum(
            part.file_size
            for part in parts.infolist()
            if part.filename.startswith("xl/worksheets/")
        )


def _what_is_lost(content: bytes) -> Notes:
    lost = losses(content)
    if not lost:
        return []
    things = enumerated(lost)
    return [
        _("Your own file keeps what this copy lacks or changes: %(things)s.") % {"things": things}
    ]


def _only_some_rows() -> str:
    return _(
        "The file is too large to be returned whole: here are only the headings and the rows of "
        "what is held, with their row numbers in your file. Put them right here and upload this "
        "file, or put them right in your own."
    )


def _mark_sheets(book: Workbook, placed: Sequence[Placed], summary: Summary) -> None:
    if not placed:
        return
    before: Fills = {}
    author = author_of_comments()
    for sheet in data_sheets(book):
        those = [one for one in placed if one.problem.sheet == sheet.title]
        if those or sheet.title in summary.headings:
            before |= mark_sheet(sheet, those, _heading(sheet, those, summary), author)
    remember(book, before)


def _heading(sheet: Worksheet, those: Sequence[Placed], summary: Summary) -> tuple[int, int]:
    if sheet.title in summary.headings:
        return summary.headings[sheet.title]
    above = max(min((one.row for one in those if one.row > 0), default=1) - 1, 1)
    return above, above


def _marked_name(name: str) -> str:
    """Named for what it is, once, however often it comes and goes."""
    stem = name.rsplit(".", 1)[0] if "." in name else name
    for language in ("en", "zh-hans"):
        with override(language):
            stem = stem.removesuffix(f"-{_marked()}")
    return f"{stem}-{_marked()}.xlsx"


def _marked() -> str:
    return pgettext("at the end of the name of a file", "marked")
