"""Files that cannot be returned themselves come back as a copy: .csv, .xls, too large ones."""

import pytest
import xlwt

from povertyreg.exchange import marking, reading
from povertyreg.exchange.marked_cells import MARK
from povertyreg.exchange.marking import PROBLEM_HEADING, SUMMARY_SHEET, mark
from povertyreg.exchange.marks import OUR_WORDS, ROW_HEADING
from tests.exchange.marked_books import (
    TITLED,
    as_bytes,
    book_of,
    cells,
    marked,
    opened,
    problem,
    saved,
    summary,
    words_of,
)


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


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_a_csv_is_read_as_the_importer_reads_it(encoding):
    lines = ["姓名;备注", *["李明;无"] * 25, *["王芳;一,二,三"] * 40]
    text = "\r\n".join(lines).encode(encoding)
    (sheet,) = reading.open_workbook(text, "户.csv").sheets

    content, _name = mark(text, "户.csv", [problem(3)], summary("户.csv"))

    assert cells(content) == {"户": [list(values) for _row, values in sheet.rows()]}
    assert cells(content)["户"][-1] == ["王芳", "一,二,三"]
