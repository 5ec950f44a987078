"""Workbooks and lists as they come: what their rows hold, and with which numbers."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.styles import PatternFill

from povertyreg.exchange import limits
from povertyreg.exchange.reading import open_workbook
from povertyreg.exchange.unread import FORMULA
from tests.exchange.packages import BOOK, MAIN, cell, packed, sheet_of


def rows_of(content, name="名单.xlsx", sheet=0):
    return [
        (number, list(values))
        for number, values in open_workbook(content, name).sheets[sheet].rows()
    ]


def by_openpyxl(fill):
    book, target = openpyxl.Workbook(), BytesIO()
    fill(book.worksheets[0])
    book.save(target)
    return target.getvalue()


def by_xlsxwriter(fill):
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        fill(book, book.add_worksheet())
    return target.getvalue()


def test_rows_have_the_numbers_that_excel_shows_and_columns_their_places():
    def fill(sheet):
        sheet["C4"] = "姓名"
        sheet["D7"] = 1965

    assert rows_of(by_openpyxl(fill)) == [
        (4, [None, None, "姓名", None]),
        (7, [None, None, None, 1965]),
    ]


def test_a_hundred_thousand_formatted_empty_rows_are_no_rows():
    def fill(book, sheet):
        grey = book.add_format({"bg_color": "#dddddd"})
        sheet.write(0, 0, "姓名")
        for row in range(1, 100_001):
            sheet.write_blank(row, 0, None, grey)
            sheet.write_blank(row, 5, None, grey)

    (row,) = rows_of(by_xlsxwriter(fill))
    assert row[1][0] == "姓名"


def test_formulas_give_their_results_and_those_without_are_shown():
    def fill(book, sheet):
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("B1", '="杨"&"昌龙"', None, "杨昌龙")

    assert rows_of(by_xlsxwriter(fill)) == [(1, [2, "杨昌龙"])]

    def unfilled(sheet):
        sheet["A1"], sheet["B1"] = 1, "=A1+1"
        sheet["A3"] = "=A1"

    first, third = rows_of(by_openpyxl(unfilled))
    assert first == (1, [1, FORMULA])
    assert (third[0], third[1][0]) == (3, FORMULA)


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?"])
def test_an_error_of_excel_is_shown_and_not_empty(error):
    def fill(book, sheet):
        sheet.write(0, 0, "姓名")
        sheet.write_formula("B1", "=A9", None, error)
        sheet.write_formula("A9", "=A1", None, error)

    assert rows_of(by_xlsxwriter(fill)) == [(1, ["姓名", error]), (9, [error, None])]


def test_days_are_days_and_long_numbers_what_is_left_of_them():
    def fill(sheet):
        sheet["A1"], sheet["B1"] = date(1965, 3, 12), datetime(2015, 6, 3, 8, 30)
        sheet["C1"], sheet["D1"] = 522422196503120310, True

    ((_, values),) = rows_of(by_openpyxl(fill))
    assert values[0] in (date(1965, 3, 12), datetime(1965, 3, 12))
    assert values[1] == datetime(2015, 6, 3, 8, 30)
    assert isinstance(values[2], float)
    assert values[3] is True


def test_an_old_workbook_is_read_like_a_new_one():
    book, target = xlwt.Workbook(), BytesIO()
    sheet = book.add_sheet("名单")
    sheet.write(2, 1, "𠮷䶮㛃")
    sheet.write(2, 2, 7)
    book.save(target)
    assert rows_of(target.getvalue(), "名单.xls") == [(3, [None, "𠮷䶮㛃", 7])]


def test_hidden_sheets_say_so_and_sheets_of_charts_are_left_out():
    book, target = openpyxl.Workbook(), BytesIO()
    book.worksheets[0].title = "看得见"
    book.create_sheet("看不见").sheet_state = "hidden"
    book.create_sheet("很看不见").sheet_state = "veryHidden"
    book.create_chartsheet("图")
    book.save(target)
    sheets = open_workbook(target.getvalue(), "a.xlsx").sheets
    assert [(s.name, s.is_hidden) for s in sheets] == [
        ("看得见", False),
        ("看不见", True),
        ("很看不见", True),
    ]


def test_merged_cells_hold_their_value_once():
    def fill(sheet):
        sheet.merge_cells("A1:C1")
        sheet["A1"], sheet["A2"] = "家庭成员", "姓名"
        sheet["A1"].fill = PatternFill("solid", fgColor="FFCCCCCC")

    assert rows_of(by_openpyxl(fill))[0][1][:3] in (["家庭成员", None, None], ["家庭成员"])


def test_cells_written_as_other_programs_write_them():
    prefixed = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="3"><x:c r="B3">'
        "<x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert rows_of(packed(more={"xl/worksheets/sheet1.xml": prefixed})) == [(3, [None, 7])]
    unnamed = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert rows_of(packed(unnamed)) == [(1, [1, 2]), (2, [3, None])]


def test_a_name_of_a_sheet_with_marks_finds_its_errors():
    book = BOOK.replace("贫困人口信息", "a&amp;b &quot;c&quot; &#24735;")
    error = f'<row r="1">{cell("A1")}<c r="B1" t="e"><v>#N/A</v></c></row>'
    content = packed(more={"xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet_of(error)})
    assert rows_of(content) == [(1, [1, "#N/A"])]


# --- lists as text --------------------------------------------------------------------------------

LIST = '姓名,备注\r\n𠮷䶮㛃,"第一行\n第二行, ""引号"""\r\n,\r\n罗成军,完\r\n'
READ = [(1, ["姓名", "备注"]), (2, ["𠮷䶮㛃", '第一行\n第二行, "引号"']), (4, ["罗成军", "完"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_in_any_usual_encoding(encoding):
    assert rows_of(LIST.encode(encoding), "名单.csv") == READ


def test_a_list_in_utf16_the_other_way_round():
    content = b"\xfe\xff" + LIST.encode("utf-16-be")
    assert rows_of(content, "名单.csv") == READ


@pytest.mark.parametrize("mark", [";", "\t", ","], ids=["semicolons", "tabs", "commas"])
def test_a_list_divided_by(mark):
    content = mark.join(["姓名", "人数"]) + "\n" + mark.join(["杨昌龙", "4"])
    assert rows_of(content.encode(), "名单.txt") == [(1, ["姓名", "人数"]), (2, ["杨昌龙", "4"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_a_list_with_lines_ending_in(end):
    assert rows_of(end.join(["姓名,人数", "杨昌龙,4"]).encode(), "a.csv")[1] == (2, ["杨昌龙", "4"])


def test_a_quote_that_never_ends_does_not_swallow_the_list_in_silence():
    content = '姓名,备注\n"杨昌龙,4\n' + "罗成军,5\n" * 40_000
    with pytest.raises(limits.Refused):
        rows_of(content.encode(), "a.csv")


def test_text_of_control_characters_is_no_list():
    with pytest.raises(limits.Refused):
        open_workbook(b"a,b\x01\n" * 10, "a.csv")
