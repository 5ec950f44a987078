"""Workbooks to be marked, and what stands in them afterwards."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
from python_calamine import CalamineWorkbook

from povertyreg.exchange.columns import Problem
from povertyreg.exchange.marking import SUMMARY_SHEET, Summary, is_our_heading, is_ours, mark

YELLOW = "FFFFEB3B"
LATE = datetime(2015, 6, 3, 2, 30, tzinfo=UTC)
TITLED = {"户": (3, 3)}
"""Where the clerk's workbook has its headings."""


def problem(row, place=1, sheet="户", column="身份证号", value="5224…0317", **words):
    words = {"zh": "校验码应为 X。请核对身份证。", "en": "The check digit should be X.", **words}
    return Problem(sheet, row, column, place, "id.checksum", value=value, **words)


def summary(file="户.xlsx", headings=None, **more):
    counts = {"created": 2, "updated": 1, "unchanged": 0, "held": 1, "ignored": 0}
    return Summary(file, LATE, counts, headings or {"户": (1, 1)}, **more)


def saved(book):
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def opened(content):
    return openpyxl.load_workbook(BytesIO(content), rich_text=True)


def cells(content):
    """What the reader of imports finds, without what is ours."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {
        name: without_ours(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for name in book.sheet_names
        if not is_ours(name)
    }


def without_ours(rows):
    ours = {place for row in rows for place, cell in enumerate(row) if is_our_heading(str(cell))}
    return [[cell for place, cell in enumerate(row) if place not in ours] for row in rows]


def book_of(
    rows=(("姓名", "身份证号", "人数"), ("李明", "522422197001010317", 3), ("王芳", "1", 2)),
):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "户"
    for row in rows:
        page.append(row)
    return book


def marked(content, problems, name="户.xlsx", **more):
    return mark(content, name, problems, summary(name, **more))[0]


def words_of(content):
    page = opened(content)[SUMMARY_SHEET]
    return "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)


def as_bytes(old):
    target = BytesIO()
    old.save(target)
    return target.getvalue()


def with_part(content, name, change):
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == name else data)
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return target.getvalue()
