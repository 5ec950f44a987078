"""The summary sheet of a returned workbook."""

from povertyreg.exchange.marking import SUMMARY_SHEET
from povertyreg.exchange.marks import MEMORY_SHEET
from tests.exchange.marked_books import TITLED, cells, marked, opened, problem, words_of


def test_a_problem_of_the_whole_file_stands_in_the_summary_only(hers):
    content = marked(hers, [problem(0, None, sheet="", column="")], headings=TITLED)

    assert cells(content) == cells(hers)
    assert "The check digit should be X." in words_of(content)


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
