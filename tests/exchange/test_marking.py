"""Workbooks are marked, opened again, and read by the reader of imports."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
import xlwt
from django.utils import translation
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from python_calamine import CalamineWorkbook

from povertyreg.exchange import marking
from povertyreg.exchange.columns import Problem
from povertyreg.exchange.marked_cells import MARK
from povertyreg.exchange.marking import (
    PROBLEM_HEADING,
    SUMMARY_SHEET,
    Summary,
    is_our_heading,
    is_ours,
    mark,
)
from povertyreg.exchange.marks import MEMORY_SHEET, OUR_WORDS, ROW_HEADING

YELLOW = "FFFFEB3B"
LATE = datetime(2015, 6, 3, 2, 30, tzinfo=UTC)


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


@pytest.fixture
def hers():
    """A workbook as a clerk keeps it."""
    book = book_of(
        [
            ("兴秀乡贫困户名册", None, None),
            (None, None, None),
            ("姓名", "身份证号", "人数"),
            ("李明", "522422197001010317", 3),
            ("王芳", "52242219700101031", 2),
            ("合计", None, "=SUM(C4:C5)"),
        ]
    )
    page = book.active
    page.merge_cells("A1:C1")
    page["A1"].font = Font(bold=True, size=20, name="SimSun")
    page["A5"].fill = PatternFill("solid", fgColor=YELLOW)
    page["B5"].fill = PatternFill("solid", fgColor=YELLOW)
    page["B5"].comment = Comment("问过村里", "小王")
    page.column_dimensions["A"].width = 33
    page.column_dimensions["C"].hidden = True
    page.row_dimensions[1].height = 40
    page.freeze_panes = "B4"
    rule = DataValidation("list", formula1='"1,2,3"', sqref="C4:C100")
    page.add_data_validation(rule)
    other = book.create_sheet("备注")
    other["B2"] = "别动"
    return saved(book)


def marked(content, problems, name="户.xlsx", **more):
    return mark(content, name, problems, summary(name, **more))[0]


TITLED = {"户": (3, 3)}


def test_a_bad_cell_is_coloured_and_says_in_words_what_is_wrong(hers):
    cell = opened(marked(hers, [problem(4)], headings=TITLED))["户"]["B4"]

    assert cell.fill.fgColor.rgb == MARK.fgColor.rgb
    assert "The check digit should be X." in cell.comment.text
    assert cell.comment.author == "Poverty Register"


def test_the_words_are_those_of_the_reader(hers):
    with translation.override("zh-hans"):
        book = opened(marked(hers, [problem(4)], headings=TITLED))

    assert "校验码应为 X。" in book["户"]["B4"].comment.text
    assert book["户"]["D4"].value == "身份证号：校验码应为 X。请核对身份证。"


def test_a_comment_of_hers_stays_above_ours(hers):
    comment = opened(marked(hers, [problem(5)], headings=TITLED))["户"]["B5"].comment

    assert comment.text.startswith("问过村里\n\n" + OUR_WORDS)
    assert comment.author == "小王"


def test_everything_else_is_as_she_left_it(hers):
    book = opened(marked(hers, [problem(5)], headings=TITLED))
    page = book["户"]

    assert (page["A1"].font.sz, page["A1"].font.name, page["A1"].font.b) == (20, "SimSun", True)
    assert page["A5"].fill.fgColor.rgb == YELLOW
    assert page.column_dimensions["A"].width == 33
    assert page.column_dimensions["C"].hidden
    assert page.row_dimensions[1].height == 40
    assert page.freeze_panes == "B4"
    assert [str(area) for area in page.merged_cells.ranges] == ["A1:C1"]
    assert [str(rule.sqref) for rule in page.data_validations.dataValidation] == ["C4:C100"]
    assert page["C6"].value == "=SUM(C4:C5)"
    assert book["备注"]["B2"].value == "别动"


def test_the_problem_column_stands_behind_the_last_in_the_row_of_the_headings(hers):
    two = [problem(5), problem(5, 0, column="姓名", en="A name is needed.")]

    page = opened(marked(hers, two, headings=TITLED))["户"]

    assert page["D3"].value == PROBLEM_HEADING
    assert page["D5"].value == "身份证号: The check digit should be X.\n姓名: A name is needed."
    assert page["D5"].alignment.wrap_text
    assert [page[f"D{row}"].value for row in (1, 2, 4, 6)] == [None] * 4


def test_two_heading_rows_have_the_problem_column_once():
    rows = [("户主", None), ("姓名", "身份证号"), ("李明", "1")]

    page = opened(marked(saved(book_of(rows)), [problem(3)], headings={"户": (1, 2)}))["户"]

    assert [page[f"C{row}"].value is None for row in (1, 2, 3)] == [False, True, False]


def test_a_problem_of_a_whole_row_colours_no_cell(hers):
    page = opened(marked(hers, [problem(5, None, column="")], headings=TITLED))["户"]

    assert page["D5"].value == "The check digit should be X."
    assert page["B5"].fill.fgColor.rgb == YELLOW


def test_a_problem_of_the_whole_file_stands_in_the_summary_only(hers):
    content = marked(hers, [problem(0, None, sheet="", column="")], headings=TITLED)

    assert cells(content) == cells(hers)
    assert "The check digit should be X." in words_of(content)


def test_a_cell_under_a_merged_one_is_marked_where_it_can_be_seen(hers):
    page = opened(marked(hers, [problem(1, 2)], headings=TITLED))["户"]

    assert "The check digit" in page["A1"].comment.text


def test_formatted_empty_columns_do_not_push_the_problems_away():
    book = book_of()
    book.active.cell(2, 400).fill = PatternFill("solid", fgColor=YELLOW)

    assert opened(marked(saved(book), [problem(2)]))["户"]["D1"].value == PROBLEM_HEADING


def test_only_the_problem_column_is_widened_where_columns_are_described_together():
    book = book_of()
    rest = book.active.column_dimensions["D"]
    rest.min, rest.max, rest.width = 4, 16384, 5

    with ZipFile(BytesIO(marked(saved(book), [problem(2)]))) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()

    assert '<col width="56" customWidth="1" min="4" max="4"' in xml
    assert 'min="5" max="16384"' in xml


# --- the summary ---------------------------------------------------------------------------------


def words_of(content):
    page = opened(content)[SUMMARY_SHEET]
    return "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)


def test_the_summary_adds_up_and_has_a_line_for_each_problem(hers):
    content = marked(hers, [problem(4), problem(5)], headings=TITLED)

    said = words_of(content)
    assert "4 read = 2 new + 1 changed + 0 unchanged + 1 held + 0 ignored" in said
    assert "2015-06-03 10:30" in said
    assert said.count("The check digit should be X.") == 2
    assert "5224…0317" in said


def test_each_line_leads_to_its_cell(hers):
    page = opened(marked(hers, [problem(5)], headings=TITLED))[SUMMARY_SHEET]
    links = [cell.hyperlink for row in page.iter_rows() for cell in row if cell.hyperlink]

    assert [link.location for link in links] == ["'户'!B5"]


def test_the_summary_is_the_last_sheet_and_the_only_one_selected(hers):
    book = opened(marked(hers, [problem(5)], headings=TITLED))

    assert book.sheetnames == ["户", "备注", MEMORY_SHEET, SUMMARY_SHEET]
    assert [s.title for s in book.worksheets if s.sheet_view.tabSelected] == [SUMMARY_SHEET]
    assert book[MEMORY_SHEET].sheet_state == "veryHidden"


# --- read again ----------------------------------------------------------------------------------


def test_the_importer_reads_the_marked_file_as_the_first(hers):
    assert cells(marked(hers, [problem(4), problem(5)], headings=TITLED)) == cells(hers)


def test_formulas_stay_and_keep_their_last_result():
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet("户")
        page.write_row(0, 0, ["人数", "名", "号"])
        page.write_number(1, 0, 3)
        page.write_formula(1, 1, '="李"&"<明>"', None, "李<明>")
        page.write_formula(1, 2, "=A2+4", None, 7)

    content = marked(target.getvalue(), [problem(2)])

    assert cells(content) == {"户": [["人数", "名", "号"], [3.0, "李<明>", 7.0]]}
    assert opened(content)["户"]["C2"].value == "=A2+4"


def test_marking_again_replaces_what_was_marked(hers):
    once = marked(hers, [problem(5)], headings=TITLED)

    page = opened(marked(once, [problem(4)], headings=TITLED))["户"]

    assert page["B5"].fill.fgColor.rgb == YELLOW
    assert page["B5"].comment.text == "问过村里"
    assert page["B4"].fill.fgColor.rgb == MARK.fgColor.rgb
    assert [page[f"D{row}"].value is None for row in (3, 4, 5)] == [False, False, True]
    assert page.max_column == 4


def test_marking_the_same_twice_changes_nothing(hers):
    once = marked(hers, [problem(5)], headings=TITLED)
    twice = marked(once, [problem(5)], headings=TITLED)

    assert words_of(twice) == words_of(once)
    assert opened(twice)["户"]["B5"].comment.text == opened(once)["户"]["B5"].comment.text
    assert opened(marked(twice, [], headings=TITLED))["户"]["B5"].fill.fgColor.rgb == YELLOW


def test_a_file_put_right_comes_back_clean(hers):
    once = marked(hers, [problem(4), problem(5)], headings=TITLED)

    content = marked(once, [], headings=TITLED)

    book = opened(content)
    assert book.sheetnames == ["户", "备注", SUMMARY_SHEET]
    assert "None was found." in words_of(content)
    assert cells(content) == cells(hers)
    assert book["户"].max_column == 3
    assert book["户"]["B4"].comment is None
    assert not book["户"]["B4"].fill.fill_type
    assert "D" not in book["户"].column_dimensions


def test_rows_moved_in_between_leave_no_colour_behind(hers):
    book = opened(marked(hers, [problem(5)], headings=TITLED))
    book["户"].insert_rows(4)

    page = opened(marked(saved(book), [], headings=TITLED))["户"]

    assert all(
        cell.fill.fgColor.rgb != MARK.fgColor.rgb for row in page.iter_rows() for cell in row
    )


def test_the_name_says_once_that_the_file_is_marked(hers):
    _content, name = mark(hers, "名册.2015.xlsx", [], summary())
    _content, again = mark(hers, name, [], summary())

    assert name == again == "名册.2015-marked.xlsx"


# --- other files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_comes_back_as_a_workbook_of_text(encoding):
    text = "姓名,身份证号,人数\r\n李明,522422197001010317,03\r\n=1+1,+86,-5\r\n"

    content, name = mark(
        text.encode(encoding), "户.csv", [problem(2), problem(3, 0)], summary("户.csv")
    )

    assert name == "户-marked.xlsx"
    assert cells(content) == {
        "户": [
            ["姓名", "身份证号", "人数"],
            ["李明", "522422197001010317", "03"],
            ["=1+1", "+86", "-5"],
        ]
    }
    page = opened(content)["户"]
    assert (page["A3"].data_type, page["B2"].fill.fgColor.rgb) == ("s", MARK.fgColor.rgb)
    assert "no .xlsx" in words_of(content)


def test_a_csv_with_a_name_that_no_sheet_may_have_is_marked_all_the_same():
    name = f"{'户表' * 20}[1].csv"
    problems = [problem(2, sheet=name.removesuffix(".csv"))]

    content, _name = mark("姓名,号\r\n李,1\r\n".encode(), name, problems, summary(name))

    page = opened(content).worksheets[0]
    assert len(page.title) == 31
    assert page["C2"].value == "身份证号: The check digit should be X."


def test_an_xls_comes_back_as_a_workbook_with_the_same_cells():
    old = xlwt.Workbook()
    page = old.add_sheet("户")
    for row, values in enumerate(
        [("姓名", "身份证号"), ("李明", 5.22422197001010e17), ("", "x")], 2
    ):
        for place, value in enumerate(values, 1):
            page.write(row, place, value)

    content, name = mark(
        as_bytes(old), "旧.xls", [problem(4, 2)], summary("旧.xls", {"户": (3, 3)})
    )

    assert name == "旧-marked.xlsx"
    assert cells(content) == cells(as_bytes(old))
    assert opened(content)["户"]["C4"].value == 5.22422197001010e17
    assert opened(content)["户"]["C4"].comment.text.startswith(OUR_WORDS)


def as_bytes(old):
    target = BytesIO()
    old.save(target)
    return target.getvalue()


@pytest.mark.parametrize("text", ["=1+1", "#REF!", "+86", "@SUM(A1)", "\t=1", "\U00020bb7·阿依"])
def test_hostile_text_stays_text(text):
    book = book_of([("姓名", "身份证号"), ("x", "1")])
    cell = book.active["A2"]
    cell.value, cell.data_type = text, "s"
    content = marked(saved(book), [problem(2, 0, value=text, column=text, en=text)])

    page = opened(content)
    assert (page["户"]["A2"].value, page["户"]["A2"].data_type) == (text, "s")
    lines = [c for row in page[SUMMARY_SHEET].iter_rows() for c in row if c.value == text]
    assert [c.data_type for c in lines] == ["s"] * 3
    assert page["户"]["C2"].data_type == "s"


def test_control_characters_and_long_words_do_not_spoil_the_file(hers):
    content = marked(hers, [problem(5, en="a\x01b" * 20_000, value="\x00")], headings=TITLED)

    assert cells(content) == cells(hers)


def test_a_number_under_a_date_format_is_not_lost():
    book = book_of([("姓名", "身份证号"), ("李明", 5.2e17)])
    book.active["B2"].number_format = "yyyy-mm-dd"

    content = marked(saved(book), [problem(2)])

    with ZipFile(BytesIO(content)) as parts:
        assert b"<v>5.2e+17</v>" in parts.read("xl/worksheets/sheet1.xml")


def test_drop_downs_from_another_sheet_are_kept_as_newer_excels_write_them():
    plain = saved(book_of())
    rule = (
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        b'<x14:dataValidations count="1" '
        b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        b'<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Codes!$A$1:$A$9'
        b"</xm:f></x14:formula1><xm:sqref>C2:C100</xm:sqref></x14:dataValidation>"
        b"</x14:dataValidations></ext></extLst></worksheet>"
    )
    content = with_part(
        plain, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</worksheet>", rule)
    )

    rules = opened(marked(content, [problem(2)]))["户"].data_validations.dataValidation

    assert [(str(r.sqref), r.formula1, r.type) for r in rules] == [
        ("C2:C100", "Codes!$A$1:$A$9", "list")
    ]


def with_part(content, name, change):
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == name else data)
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return target.getvalue()


@pytest.mark.parametrize(
    ("part", "text", "said"),
    [
        ("xl/drawings/drawing9.xml", b"<xdr:sp macro=''>", "shapes and text boxes"),
        ("xl/slicers/slicer1.xml", b"", "slicers"),
        ("xl/media/image9.emf", b"", "pictures in EMF or WMF format"),
        ("xl/charts/chart9.xml", b"", "charts (kept, but they may look different)"),
    ],
)
def test_what_cannot_be_kept_is_said(hers, part, text, said):
    content = marked(with_part(hers, part, lambda _data: text), [problem(4)], headings=TITLED)

    assert said in words_of(content)


def test_nothing_is_said_to_be_lost_of_an_ordinary_file(hers):
    assert "keeps what this copy lacks" not in words_of(marked(hers, [], headings=TITLED))


def test_a_file_that_only_the_reader_of_imports_understands_is_copied(hers, monkeypatch):
    def fails(_content):
        raise KeyError("styles")

    monkeypatch.setattr(marking, "open_workbook", fails)

    content = marked(hers, [problem(5)], headings=TITLED)

    assert opened(content)["户"]["B5"].fill.fgColor.rgb == MARK.fgColor.rgb
    assert "copy without its formats" in words_of(content)


def test_of_a_file_too_large_come_back_the_rows_that_are_held(monkeypatch):
    monkeypatch.setattr(marking, "LARGEST", 100)
    monkeypatch.setattr(marking, "LARGEST_TABLE", 100)
    rows = [("姓名", "身份证号"), *((f"户{n}", str(n)) for n in range(2, 200))]
    held = {"户": [150, 151]}

    content = marked(saved(book_of(rows)), [problem(150)], held_rows=held)

    page = opened(content)["户"]
    assert [[cell.value for cell in row[:3]] for row in page.iter_rows()] == [
        ["姓名", "身份证号", ROW_HEADING],
        ["户150", "150", 150],
        ["户151", "151", 151],
    ]
    assert page["B2"].comment is not None
    assert page["D1"].value == PROBLEM_HEADING
    assert "too large to be returned whole" in words_of(content)
    links = [c.hyperlink for row in opened(content)[SUMMARY_SHEET].iter_rows() for c in row]
    assert [link.location for link in links if link] == ["'户'!B2"]


def test_the_old_row_numbers_stay_when_a_shortened_file_is_marked_again(monkeypatch):
    monkeypatch.setattr(marking, "LARGEST", 100)
    monkeypatch.setattr(marking, "LARGEST_TABLE", 10)
    short = marked(saved(book_of([("姓名", "身份证号"), *[("李", "1")] * 50])), [problem(40)])
    monkeypatch.undo()

    page = opened(marked(short, [problem(2)]))["户"]

    assert [page["C2"].value, page["D1"].value] == [40, PROBLEM_HEADING]


def test_openpyxl_reads_with_defusedxml():
    assert openpyxl.DEFUSEDXML


def test_a_row_is_as_high_as_its_problems_and_as_before_when_they_are_gone(hers):
    two = [problem(5), problem(5, 0, column="姓名", en="A name is needed.")]
    once = marked(hers, two, headings=TITLED)

    heights = opened(once)["户"].row_dimensions
    assert heights[5].height > 30
    assert heights[1].height == 40
    assert opened(marked(once, [], headings=TITLED))["户"].row_dimensions[5].height is None
