"""A returned workbook: bad cells coloured, their problems in words beside them."""

from io import BytesIO
from zipfile import ZipFile

from django.utils import translation
from openpyxl.styles import PatternFill

from povertyreg.exchange.marked_cells import MARK
from povertyreg.exchange.marking import PROBLEM_HEADING
from povertyreg.exchange.marks import OUR_WORDS
from tests.exchange.marked_books import TITLED, YELLOW, book_of, marked, opened, problem, saved


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
