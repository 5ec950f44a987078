"""What marking must not spoil: odd texts, formulas, drop-downs; and what it says it cannot keep."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from povertyreg.exchange.marking import SUMMARY_SHEET
from tests.exchange.marked_books import (
    TITLED,
    book_of,
    cells,
    marked,
    opened,
    problem,
    saved,
    with_part,
    words_of,
)


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


def test_openpyxl_reads_with_defusedxml():
    assert openpyxl.DEFUSEDXML
