"""Full lists as they are streamed: any text survives, and the package is what Excel expects."""

import tracemalloc
import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from povertyreg.exchange import streaming
from povertyreg.exchange.sheet import DAY, SERIAL, WHOLE
from povertyreg.exchange.writing import Column, Head, Sheet, write_workbook

ALWAYS_TEXT = [
    "=1+1",
    "+86 138",
    "522422197001010317",
    "0012",
    "  a ",
    "\ta",
    "a\nb\n",
    "a\rb",
    "𠮷",
]
NO_CHARACTERS = st.characters(exclude_characters="\ufffe\uffff", exclude_categories=["Cs"])


def one_column(values, **how):
    return Sheet("列", [Column()], [[Head("值 Value")]], [[v] for v in values], is_list=True, **how)


def written(*sheets, custom=None):
    target = BytesIO()
    write_workbook(target, sheets, title="A & <B>", author='Gu "Ming"', custom=custom)
    return target


def by_calamine(target):
    return [
        row[0]
        for row in CalamineWorkbook.from_filelike(BytesIO(target.getvalue()))
        .get_sheet_by_index(0)
        .to_python()
    ]


def by_openpyxl(target):
    cells = openpyxl.load_workbook(target).worksheets[0]["A"]
    return [unescape(c.value) if isinstance(c.value, str) else c.value for c in cells]


@given(st.lists(st.text(NO_CHARACTERS, min_size=1), min_size=1))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_survives_a_write_and_a_read(texts):
    target = written(one_column(texts))

    assert by_calamine(target) == ["值 Value", *texts]
    assert by_openpyxl(target) == ["值 Value", *texts]


@pytest.mark.parametrize(
    "text", [*ALWAYS_TEXT, "_x0041_", "_x005F_x0041_", "a\x01b", "]]>", "&amp;"]
)
def test_texts_that_readers_like_to_spoil(text):
    target = written(one_column([text]))

    assert by_calamine(target)[1:] == by_openpyxl(target)[1:] == [text]


@pytest.mark.parametrize("text", ["a\ud800b", "a\ufffeb", "a\uffffb"])
def test_what_is_no_character_is_shown_as_such(text):
    assert by_calamine(written(one_column([text])))[1] == "a\ufffdb"


@pytest.mark.parametrize(("text", "kept"), [("户" * 40_000, 32_767), ("𠮷" * 20_000, 16_383)])
def test_a_text_is_cut_where_the_cell_of_excel_ends(text, kept):
    assert by_calamine(written(one_column([text])))[1] == text[:kept]


def test_numbers_and_days_are_real_and_empty_cells_are_none():
    sheet = Sheet(
        "R",
        [Column(), Column(9, WHOLE), Column(9, DAY), Column()],
        [[Head("a"), Head("b"), Head("c"), Head("d")]],
        [
            ["", 7, date(2015, 6, 3), None],
            [None, Decimal("2.50"), datetime(2015, 6, 3, 12, 30), True],
        ],
        is_list=True,
    )

    page = openpyxl.load_workbook(written(sheet)).worksheets[0]

    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] == [
        [None, 7, datetime(2015, 6, 3), None],
        [None, 2.5, datetime(2015, 6, 3, 12, 30), 1],
    ]
    assert page["B2"].number_format == "#,##0"
    assert page["C2"].number_format == "yyyy-mm-dd"


def test_days_before_excels_calendar_stay_readable():
    assert by_calamine(written(one_column([date(1899, 5, 1)])))[1] == "1899-05-01"


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_a_fault(number):
    with pytest.raises(ValueError, match="no number"):
        written(one_column([number]))


def test_a_list_that_is_longer_than_a_sheet_goes_on_in_a_further_one(monkeypatch):
    monkeypatch.setattr(streaming, "MOST_ROWS", 4)

    book = openpyxl.load_workbook(written(one_column(range(8))))

    assert book.sheetnames == ["列", "列 (2)", "列 (3)"]
    assert [[c.value for c in book[name]["A"]] for name in book.sheetnames] == [
        ["值 Value", 0, 1, 2],
        ["值 Value", 3, 4, 5],
        ["值 Value", 6, 7],
    ]
    assert book.active.title == "列"


def test_a_sheet_that_grows_too_large_before_packing_goes_on_in_a_further_one(monkeypatch):
    monkeypatch.setattr(streaming, "MOST_BYTES", 2_000)
    monkeypatch.setattr(streaming, "ROWS_AT_ONCE", 5)

    book = openpyxl.load_workbook(written(one_column(["x" * 200] * 11)))

    assert len(book.sheetnames) == 2
    assert sum(len(page["A"]) - 1 for page in book) == 11


def test_the_first_sheet_stands_first_and_the_list_is_open():
    about = Sheet("说明 About", [Column(18)], [], [], above=[["Title"], ["By", "Gu Ming"]])
    target = written(about, one_column(["x"]), custom={SERIAL: "17"})

    book = openpyxl.load_workbook(target)

    assert book.sheetnames == ["说明 About", "列"]
    assert book.active.title == "列"
    assert book["列"].freeze_panes == "B2"
    assert book["列"].auto_filter.ref == "A1:A2"
    assert book["列"].print_title_rows == "$1:$1"
    assert book.worksheets[0]["A1"].font.bold
    assert book.properties.title == "A & <B>"
    assert book.properties.creator == 'Gu "Ming"'
    assert book.custom_doc_props[SERIAL].value == "17"


def test_a_workbook_without_a_list_carries_its_serial_too():
    target = written(Sheet("R", [Column()], [[Head("a")]], [["x"]]), custom={SERIAL: "17"})

    assert openpyxl.load_workbook(target).custom_doc_props[SERIAL].value == "17"


def test_columns_and_sheets_can_be_out_of_sight():
    sheet = Sheet(
        "列",
        [Column(), Column(is_hidden=True)],
        [[Head("a"), Head("b")]],
        [["x", "y"]],
        is_list=True,
    )
    base = Sheet("基线 Base", [Column()], [[Head("a")]], [["x"]], is_list=True, is_buried=True)

    book = openpyxl.load_workbook(written(base, sheet))

    assert book["列"].column_dimensions["B"].hidden
    assert book["基线 Base"].sheet_state == "veryHidden"
    assert book.active.title == "列"


def test_headings_totals_and_lines_below_are_as_in_other_workbooks():
    sheets = [
        Sheet(
            "T1",
            [Column(), Column(format=WHOLE), Column(format=WHOLE)],
            [[Head("Village", down=2), Head("Total", across=2)], [Head("hh"), Head("people")]],
            [["Yunfeng", 1, 2]],
            above=[["Title"], ["Area", "Xingxiu"]],
            total=["Total", 1, 2],
            below=[["Definitions"]],
            is_list=is_list,
        )
        for is_list in (False, True)
    ]

    drawn, streamed = (openpyxl.load_workbook(written(sheet)).active for sheet in sheets)

    for mine, theirs in zip(streamed.iter_rows(), drawn.iter_rows(), strict=True):
        for a, b in zip(mine, theirs, strict=True):
            assert (a.value, a.number_format, a.font.b, a.fill.fgColor.rgb) == (
                b.value,
                b.number_format,
                b.font.b,
                b.fill.fgColor.rgb,
            )
    assert {str(a) for a in streamed.merged_cells.ranges} == {"A3:A4", "B3:C3"}
    assert streamed.freeze_panes == drawn.freeze_panes == "B5"


def test_no_part_of_the_package_is_missing():
    with zipfile.ZipFile(written(one_column(["x"]))) as archive:
        names, types = set(archive.namelist()), archive.read("[Content_Types].xml").decode()

    for name in names - {"[Content_Types].xml"}:
        assert f"/{name}" in types or name.endswith(".rels")


def peak(rows, tmp_path):
    sheet = Sheet("L", [Column()] * 8, [[Head("a")] * 8], rows, is_list=True)
    tracemalloc.start()
    with (tmp_path / "list.xlsx").open("wb") as file:
        write_workbook(file, [sheet], title="T", author="A")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_a_long_list_needs_no_more_memory_than_a_short_one(tmp_path):
    def rows(many):
        return ([f"{n:016}", "云峰村", n, None, "x", "", 2015, "一般贫困户"] for n in range(many))

    peak(rows(10), tmp_path)

    assert peak(rows(60_000), tmp_path) < 1.2 * peak(rows(6_000), tmp_path)
