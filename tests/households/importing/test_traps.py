"""The traps of the field that lie in a workbook itself: each has its outcome, or its sentence."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import xlwt
from django.core.exceptions import ValidationError
from django.utils.translation import override

from households.idnumbers import check_digit
from households.models import Household, Member, MemberYear
from tests.exchange.test_preflight import TRAPS
from tests.factories import HouseholdFactory, id_number
from tests.households.importing.books import (
    MEMBERS,
    brought,
    claimed,
    counts,
    edited,
    events,
    heading,
    member,
    own,
    packed,
    person,
    person_list,
    problems,
    table,
    template,
    written,
)

INFANT = {
    "member__no_id_reason": "未上户口",
    "member__sex": "女",
    "member__birth_date": "2015-03-03",
}


def whole(first_17):
    return first_17 + check_digit(first_17)


def couple(**facts):
    """A householder, and somebody of whom more is told."""
    return template([own()], [member(), member(name="熊小芬", relation="配偶", **facts)])


# --- what is held, with its sentence --------------------------------------------------------------

HELD = {
    "an ID number in scientific notation": (
        {"member__id_number": "5.22422E+17"}, "member.id_number",
        "Excel has kept only the first fifteen digits", "Excel 只保留了"),
    "an ID number as a number of Excel": (
        {"member__id_number": 522422197001010014}, "member.id_number",
        "Excel has kept only the first fifteen digits", "Excel 只保留了"),
    "an old number with a letter": (
        {"member__id_number": "52242270010100X"}, "member.id_number",
        "An old ID number has 15 digits.", "旧身份证号码应为 15 位数字"),
    "an ID number of 29 February in a common year": (
        {"member__id_number": whole("52242220150229002")}, "member.id_number",
        "Digits 7 to 14 (20150229) are not a date of birth.", "第 7 至 14 位"),
    "29 February of a common year": (
        {**INFANT, "member__id_number": None, "member__birth_date": "2015-02-29"},
        "member.birth_date", "There is no such day.", "没有这一天"),
    "a century that is missing": (
        {**INFANT, "member__id_number": None, "member__birth_date": "15年3月3日"},
        "member.birth_date", "The century is missing.", "年份不完整"),
    "a formula without its result": (
        {"row__work_months": "=1+1"}, "row.work_months",
        "The formula of this cell has no result.", "单元格中的公式没有结果"),
    "an error of Excel": (
        {"row__education": "#N/A"}, "row.education",
        "The cell holds an error of Excel (#N/A).", "单元格是 Excel 错误值（#N/A）"),
    "the wrong column": (
        {"row__education": "配偶"}, "row.education",
        "This is not in the list of the column.", "不在该列的代码表中"),
    "a masked number of somebody new": (
        {"member__id_number": "522422********0028"}, "member.id_number",
        "A masked number cannot be taken.", "打码的号码不能导入"),
}  # fmt: skip


@pytest.mark.parametrize("trap", HELD)
def test_a_trap_is_held_at_its_cell_with_its_sentence(trap, clerk):
    facts, key, english, chinese = HELD[trap]

    said = problems(brought(couple(**facts), clerk))

    told = next(one for one in said if one.column == heading(key))
    assert (told.sheet, told.row) == (MEMBERS, 3)
    assert told.said.startswith(english)
    with override("zh-hans"):
        assert told.said.startswith(chinese)
    assert not any(one.row == 2 for one in said)


def test_two_rows_of_one_person_are_both_held(clerk):
    number = id_number()
    rows = [member(name=name, member__id_number=number) for name in ("杨昌明", "杨昌龙")]
    rows[1]["key.number"] = "A2"

    said = problems(brought(template([own("A1"), own("A2")], rows), clerk))

    assert [(one.row, one.code) for one in said] == [(2, "twice"), (3, "twice")]
    assert {one.en for one in said} == {
        "This ID number stands in two rows of the file. Correct one of them."
    }


# --- what is taken, and how -----------------------------------------------------------------------


@pytest.mark.parametrize("number", ["0", 0, "无", "", None, "未上户口"])
def test_an_infant_without_a_number(clerk, number):
    written(couple(member__id_number=number, **INFANT), clerk)

    infant = Member.objects.get(name="熊小芬")
    assert (infant.id_number, infant.document_kind) == ("", "09")
    assert infant.birth_date == date(2015, 3, 3)


def test_several_infants_with_the_same_placeholder_are_several_people(clerk):
    rows = [member(), *(member(name=f"杨小{n}", relation="之子", member__id_number="0", **INFANT)
                        for n in "一二三")]  # fmt: skip

    written(template([own()], rows), clerk)

    assert Member.objects.count() == 4


def test_a_person_who_gets_a_number_later_is_the_same_person(clerk):
    written(couple(member__id_number="0", **INFANT), clerk)
    infant = Member.objects.get(name="熊小芬")
    number = id_number(date(2015, 3, 3), "2")
    rows = [{"key.number": infant.household.number, "member.name": "熊小芬",
             "member.id_number": number}]  # fmt: skip

    written(packed({MEMBERS: table(rows)}), clerk)

    assert Member.objects.count() == 2
    infant.refresh_from_db()
    assert (infant.id_number, infant.document_kind) == (number, "01")


@pytest.mark.parametrize("written_as", [str.lower, str, lambda n: f"{n[:-1]}ｘ", lambda n: f"'{n}"])
def test_a_number_that_ends_in_an_x(clerk, written_as):
    number = next(n for n in iter(id_number, None) if n.endswith("X"))

    written(couple(member__id_number=written_as(number)), clerk)

    assert Member.objects.get(name="熊小芬").id_number == number


def test_an_old_number_of_fifteen_digits_is_the_person_of_the_new_one(clerk):
    rows = [member(member__id_number="522422700101001")]
    written(template([own()], rows), clerk)
    new = Member.objects.get().id_digest
    modern = whole("52242219700101001")

    import_ = brought(
        packed({MEMBERS: table([{"key.number": Household.objects.get().number,
                                 "member.name": "杨昌明", "member.id_number": modern}])}), clerk,
    )  # fmt: skip

    assert new is not None
    assert counts(import_) == {"updated": 1}


@pytest.mark.parametrize(
    "text", ["=1+1", "+86桥头", "-号院", "@东头", "\t巷内", '=HYPERLINK("http://a")']
)
def test_a_cell_that_looks_like_a_formula_stays_text(clerk, text):
    content = template([own(household__address="x")], [member()])
    book = openpyxl.load_workbook(BytesIO(content))
    cell = next(c for c in book["户 Households"][2] if c.value == "x")
    cell.value, cell.data_type = text, "s"
    file = BytesIO()
    book.save(file)

    written(file.getvalue(), clerk)

    assert Household.objects.get().address == text.strip()


@pytest.mark.parametrize("name", ["阿依古丽·买买提", "𠮷田", "㛃䶮", "龙𬭚"])
def test_names_with_a_dot_and_rare_characters(clerk, name):
    written(template([own()], [member(name=name)]), clerk)

    assert Member.objects.get().name == name


def test_a_sheet_of_another_name_is_read_by_its_headings(clerk):
    import_ = brought(packed({"Sheet1 (2)": table([member(place__village="云峰村")])}), clerk)

    assert counts(import_) == {"created": 1}


def test_a_sheet_that_is_not_read_is_named(clerk):
    import_ = brought(packed({MEMBERS: table([member(place__village="云峰村")]),
                              "备注": [["2015年", "未定"], ["说明", "无"]]}), clerk)  # fmt: skip

    passed = [sheet["name"] for sheet in import_.reading["sheets"] if not sheet["is_read"]]
    assert passed == ["备注"]


def test_formatted_empty_rows_are_no_rows(clerk):
    content = edited(template([own()], [member()]), MEMBERS, "A5000", None)
    book = openpyxl.load_workbook(BytesIO(content))
    for row in range(3, 4000):
        book[MEMBERS].cell(row, 1).number_format = "@"
    file = BytesIO()
    book.save(file)

    import_ = brought(file.getvalue(), clerk)

    assert (import_.rows_read, import_.households["created"]) == (2, 1)


def test_an_old_workbook_under_a_new_name(clerk):
    book, target = xlwt.Workbook(), BytesIO()
    sheet = book.add_sheet("名单")
    for row, cells in enumerate(table([member(place__village="云峰村")])):
        for place, value in enumerate(cells):
            sheet.write(row, place, value)
    book.save(target)

    import_ = brought(target.getvalue(), clerk, name="名单.xlsx")

    assert counts(import_) == {"created": 1}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_list_as_text(clerk, encoding):
    rows = table([member(place__village="云峰村")])
    text = "\r\n".join(",".join(str(cell) for cell in row) for row in rows)

    import_ = brought(text.encode(encoding), clerk, name="名单.csv")

    assert counts(import_) == {"created": 1}


def test_the_same_file_twice(clerk):
    content = person_list([person("360001", "王大", 人数="1")])
    written(content, clerk)
    before = events()

    again = brought(content, clerk)

    assert counts(again) == {"unchanged": 1}
    assert events() == before


def test_a_person_on_file_comes_in_a_household_of_a_new_number(yunfeng, clerk):
    household = HouseholdFactory(village=yunfeng)
    claimed(household)
    head = household.householder
    rows = [member("360009999", head.name, member__id_number=head.id_number)]

    import_ = brought(packed({MEMBERS: table(rows)}), clerk)

    assert import_.created == 0
    assert import_.entries.get().household == household


def test_a_macro_and_a_link_are_refused_before_anything_is_kept(clerk):
    for trap in ("macros", "links to other files", "a cell far away"):
        name, make, _code = TRAPS[trap]
        with pytest.raises(ValidationError):
            brought(make(), clerk, name=name)
    assert not MemberYear.objects.exists()
