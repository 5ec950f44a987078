"""Workbooks are opened again and read cell by cell."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from povertyreg.exchange.writing import (
    DAY,
    ONE_PLACE,
    WHOLE,
    Column,
    Head,
    Sheet,
    write_workbook,
)

HOSTILE = ["=1+1", "+86 138", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "{=1}", "'=1"]
LOOKS_LIKE_A_NUMBER = ["522422197001010317", "0012", "1e5", "2015-06-03", "http://example.org"]


def written(sheet, **options):
    target = BytesIO()
    write_workbook(target, [sheet], title="T", author="Gu Ming")
    target.seek(0)
    return openpyxl.load_workbook(target, **options)


def listing(*values, is_list=True):
    """One column of values under one heading."""
    return Sheet(
        "列 List", [Column()], [[Head("值 Value")]], [[v] for v in values], is_list=is_list
    )


@pytest.mark.parametrize("is_list", [True, False])
@pytest.mark.parametrize("text", [*HOSTILE, *LOOKS_LIKE_A_NUMBER])
def test_text_stays_text_and_whole(text, is_list):
    cell = written(listing(text, is_list=is_list)).active["A2"]

    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.hyperlink is None


@pytest.mark.parametrize("is_list", [True, False])
def test_control_characters_do_not_spoil_the_file(is_list):
    assert written(listing("a\x01b", is_list=is_list)).active["A2"].value is not None


def test_a_text_longer_than_a_cell_is_cut_and_not_lost():
    assert len(written(listing("户" * 40_000)).active["A2"].value) == 32_767


def test_numbers_and_dates_are_real():
    noon = datetime(2015, 6, 3, 12, 30, tzinfo=UTC)
    sheet = written(listing(7, Decimal("2.5"), date(2015, 6, 3), noon, None)).active

    assert [(sheet[f"A{row}"].value, sheet[f"A{row}"].data_type) for row in range(2, 6)] == [
        (7, "n"),
        (2.5, "n"),
        (datetime(2015, 6, 3), "d"),
        (datetime(2015, 6, 3, 12, 30), "d"),
    ]
    assert sheet["A6"].value is None


def test_columns_have_their_formats_and_widths():
    sheet = Sheet(
        "R",
        [Column(20), Column(9, ONE_PLACE), Column(9, WHOLE), Column(11, DAY)],
        [[Head("a"), Head("b"), Head("c"), Head("d")]],
        [["x", Decimal("1.25"), 1604, date(2015, 1, 1)]],
    )

    page = written(sheet).active

    assert [page.cell(2, n).number_format for n in range(1, 5)] == [
        "@",
        "#,##0.0",
        "#,##0",
        "yyyy-mm-dd",
    ]
    assert page.column_dimensions["A"].width == pytest.approx(20, abs=1)


def test_headings_in_two_rows_stay_in_view_above_the_total():
    sheet = Sheet(
        "T1",
        [Column(), Column(format=WHOLE), Column(format=WHOLE)],
        [[Head("Village", down=2), Head("Total", across=2)], [Head("hh"), Head("people")]],
        [["Yunfeng", 1, 2]],
        above=[["Title"], ["Area", "Xingxiu"]],
        total=["Total", 1, 2],
        below=[["Definitions"]],
    )

    page = written(sheet).active

    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows == [
        ["Title", None, None],
        ["Area", "Xingxiu", None],
        ["Village", "Total", None],
        [None, "hh", "people"],
        ["Yunfeng", 1, 2],
        ["Total", 1, 2],
        ["Definitions", None, None],
    ]
    assert page.freeze_panes == "B5"
    assert page.print_title_rows == "$3:$4"
    assert page["A6"].font.bold
    assert {str(area) for area in page.merged_cells.ranges} == {"A3:A4", "B3:C3"}


def test_a_workbook_opens_at_its_list():
    target = BytesIO()
    about = Sheet("About", [Column()], [], [], above=[["About"]])
    write_workbook(target, [about, listing("x")], title="T", author="A")

    book = openpyxl.load_workbook(target)

    assert book.active.title == "列 List"
    assert book.active.auto_filter.ref == "A1:A2"
    assert book.properties.creator == "A"


def test_an_empty_list_has_its_headings():
    page = written(listing()).active

    assert [[cell.value for cell in row] for row in page.iter_rows()] == [["值 Value"]]


def test_rows_that_do_not_fit_the_columns_are_a_fault():
    with pytest.raises(ValueError, match="zip"):
        written(Sheet("R", [Column()], [[Head("a")]], [["x", "y"]]))
