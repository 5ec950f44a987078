"""The templates: an empty one says nothing, a filled one is taken as it stands."""

import io
from datetime import date

import openpyxl
import pytest

from households.importing import rehearsal, services
from households.importing.templates import AREA, HOUSEHOLDS, INCOME, MEMBERS, YEAR, template
from households.models import Household
from povertyreg.exchange.models import ImportEntry
from povertyreg.exchange.rowkinds import KINDS
from povertyreg.exchange.templating import ROWS
from tests.factories import VillageGroupFactory, id_number
from tests.reports.drawing import TOWNSHIP, YUNFENG

VILLAGE = "村 Village"


@pytest.fixture(autouse=True)
def in_november(set_today, yunfeng, zongshu, baina):
    set_today(date(2015, 11, 24))
    VillageGroupFactory(village=yunfeng, number=1)


@pytest.fixture
def content(clerk):
    return template("households", clerk, TOWNSHIP, 2015)[0]


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def put(sheet, row, **cells):
    """Cells by the Chinese half of their headings."""
    places = {str(cell.value).split(" ")[0]: cell.column for cell in sheet[1]}
    for heading, value in cells.items():
        sheet.cell(row, places[heading], value)


def rehearsed(content, by, kind="households"):
    import_ = services.receive(content, "t.xlsx", kind=kind, area=TOWNSHIP, year=2015, by=by)
    if kind == "households":
        rehearsal.rehearse(import_)
    else:
        services.start(import_)
    import_.refresh_from_db()
    return import_


def filled(content):
    """A couple in one household, a widow in another."""
    book = opened(content)
    homes, people, money = book[HOUSEHOLDS], book[MEMBERS], book[INCOME]
    for row, sign, income in ((3, "甲", 3600), (4, "乙", "2400.50")):
        put(homes, row, 户编号=sign, 村="云峰村", 村民组="1", 主要致贫原因="因病", 危房户="否")
        put(money, row, 户编号=sign, 务工工资=income)
    for row, sign, name, relation, sex in (
        (3, "甲", "陈大银", "户主", "男"),
        (4, "甲", "熊小芬", "配偶", "女"),
        (5, "乙", "刘安秀", "户主", "女"),
    ):
        number = id_number(sex="1" if sex == "男" else "2")
        put(people, row, 户编号=sign, 姓名=name, 证件号码=number, 性别=sex, 与户主关系=relation)
        put(people, row, 民族="汉族", 文化程度="小学")
    return saved(book)


def test_a_filled_template_is_taken_as_it_stands(content, clerk):
    import_ = rehearsed(filled(content), clerk)

    held = [one.problems for one in ImportEntry.objects.filter(of_import=import_, fate="held")]
    assert (import_.state, import_.layout, held) == ("ready", "template", [])
    assert (import_.created, import_.households["created"]) == (7, 2)
    assert (import_.ignored, import_.rows_read) == (3, 10)


def test_what_was_filled_in_is_written(content, clerk):
    import_ = rehearsed(filled(content), clerk)

    services.confirm(import_, "good", by=clerk)

    assert sorted(
        (one.householder.name, one.village_id, one.group.number, one.years.get().wage)
        for one in Household.objects.all()
    ) == [("刘安秀", YUNFENG, 1, 2400.50), ("陈大银", YUNFENG, 1, 3600)]


def test_an_empty_template_says_nothing(content, clerk):
    import_ = rehearsed(content, clerk)

    assert (import_.state, import_.layout) == ("ready", "template")
    assert (import_.rows_read, import_.ignored) == (3, 3)
    told = import_.reading["sheets"]
    assert [one["name"] for one in told if one["is_read"]] == [HOUSEHOLDS, MEMBERS, INCOME]
    assert {one["why"] for one in told if not one["is_read"]} == {"ours"}
    assert [one["heading"] for sheet in told for one in sheet["columns"] if not one["key"]] == []


def test_each_heading_is_explained_and_each_code_may_be_chosen(content):
    book = opened(content)

    people = book[MEMBERS]
    assert all(cell.comment for sheet in book.worksheets[:3] for cell in sheet[1])
    place = {cell.value: cell for cell in people[1]}
    relation = place["与户主关系 Relation to householder"]
    assert relation.comment.text.startswith("Required.")
    assert "whole" in place["证件号码 ID number"].comment.text
    chosen = choices(book, people, relation)
    assert chosen[:2] == ["户主", "配偶"]


def choices(book, sheet, heading):
    """What the drop-down below a heading offers."""
    cell = sheet.cell(ROWS, heading.column).coordinate
    rules = [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]
    name, cells = rules[0].formula1.replace("$", "").rsplit("!", 1)
    return [row[0].value for row in book[name.strip("=").strip("'")][cells]]


def test_the_villages_are_those_of_the_area(content):
    book = opened(content)
    homes = book[HOUSEHOLDS]
    heading = next(cell for cell in homes[1] if cell.value == VILLAGE)

    assert choices(book, homes, heading) == ["云峰村", "棕树村"]


def test_numbers_of_people_are_text(content):
    people = opened(content)[MEMBERS]
    place = next(cell.column_letter for cell in people[1] if cell.value == "证件号码 ID number")

    assert people.column_dimensions[place].number_format == "@"
    assert people.freeze_panes == "B2"


def test_it_says_for_what_area_and_year_it_is(content):
    book = opened(content)

    said = {one.name: one.value for one in book.custom_doc_props.props}
    assert (said[AREA], said[YEAR]) == (TOWNSHIP, "2015")
    lines = [[cell.value for cell in row] for row in book["说明 Guide"].iter_rows()]
    assert ["Area", f"Xingxiu Township {TOWNSHIP}"] in lines
    assert ["Year", "2015"] in lines


@pytest.mark.parametrize("kind", ["villages", "cadres", "pairings", "projects"])
def test_an_empty_small_template_says_nothing(kind, county_staff):
    content, name = template(kind, county_staff, TOWNSHIP, 2015)

    import_ = rehearsed(content, county_staff, kind)

    assert name == f"template-{kind}-{TOWNSHIP}-2015.xlsx"
    assert (import_.state, import_.rows_read, import_.ignored) == ("ready", 1, 1)
    sheet = opened(content).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [one.bilingual for one in KINDS[kind].columns]


def test_the_other_systems_workbook_has_no_template(client, clerk):
    client.force_login(clerk)

    assert client.get("/households/import/template/", {"kind": "comparison"}).status_code == 404
    answer = client.get("/households/import/template/")
    assert answer.status_code == 200
    assert opened(answer.content).sheetnames[0] == HOUSEHOLDS
