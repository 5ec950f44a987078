"""A marked workbook is read, put right, and marked again."""

from povertyreg.exchange import marking
from povertyreg.exchange.marked_cells import MARK
from povertyreg.exchange.marking import PROBLEM_HEADING, SUMMARY_SHEET, mark
from tests.exchange.marked_books import (
    TITLED,
    YELLOW,
    book_of,
    cells,
    marked,
    opened,
    problem,
    saved,
    summary,
    words_of,
)


def test_the_importer_reads_the_marked_file_as_the_first(hers):
    assert cells(marked(hers, [problem(4), problem(5)], headings=TITLED)) == cells(hers)


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


def test_the_old_row_numbers_stay_when_a_shortened_file_is_marked_again(monkeypatch):
    monkeypatch.setattr(marking, "LARGEST", 100)
    monkeypatch.setattr(marking, "LARGEST_TABLE", 10)
    short = marked(saved(book_of([("姓名", "身份证号"), *[("李", "1")] * 50])), [problem(40)])
    monkeypatch.undo()

    page = opened(marked(short, [problem(2)]))["户"]

    assert [page["C2"].value, page["D1"].value] == [40, PROBLEM_HEADING]


def test_a_row_is_as_high_as_its_problems_and_as_before_when_they_are_gone(hers):
    two = [problem(5), problem(5, 0, column="姓名", en="A name is needed.")]
    once = marked(hers, two, headings=TITLED)

    heights = opened(once)["户"].row_dimensions
    assert heights[5].height > 30
    assert heights[1].height == 40
    assert opened(marked(once, [], headings=TITLED))["户"].row_dimensions[5].height is None
