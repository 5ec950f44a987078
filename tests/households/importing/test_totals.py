"""Rows that add up others are ignored and say why; a person called so is a person."""

from typing import Any

import pytest

from households.importing import services
from households.models import Household
from tests.factories import id_number
from tests.households.importing.books import (
    HOUSEHOLDS,
    MEMBERS,
    NATIONAL,
    TITLES,
    brought,
    counts,
    heading,
    member,
    own,
    packed,
    people_of,
    person_list,
    table,
    template,
    written,
)
from tests.imports import page_of, words


def with_totals(*rows):
    """A list of two people, and rows of which only the first cells are written."""
    body = [[row.get(name) for name in NATIONAL] for row in people_of(1)]
    return packed({"贫困人口信息": [*TITLES, NATIONAL, *body, *rows]})


@pytest.mark.parametrize(
    "row",
    [
        ["小 计"],
        ["合计：12户"],
        ["大方县", "星宿乡", "云峰村", "", "合计"],
        [None, None, None, None, None, None, "总计", "45"],
        ["Subtotal:", *[None] * 7, "2"],
        ["累计（户）", None, None, None, "12"],
    ],
)
def test_totals_are_ignored(clerk, row):
    assert counts(brought(with_totals(row), clerk)) == {"created": 2, "ignored": 1}


def test_why_a_row_is_ignored_is_told(client, clerk):
    example = ["示例", "星宿乡"]
    import_ = brought(with_totals(["小计"], example, ["合计", None, "云峰村"]), clerk)
    client.force_login(clerk)

    listed = words(page_of(client, import_, fate="ignored"))
    (total,) = [one for one in import_.entries.filter(fate="ignored") if len(one.rows) == 2]
    rows = words(client.get(f"/households/import/{import_.pk}/rows/"))
    alone = words(client.get(f"/households/import/{import_.pk}/entries/{total.position}/"))

    assert counts(import_) == {"created": 2, "ignored": 3}
    assert "row 6, 8 It adds up other rows, and is not read." in listed
    assert "row 7 It is the example of a template, and is not read." in listed
    assert (
        "贫困人口信息 7 ignored It is the example of a template, and is not read. no data" in rows
    )
    assert "It adds up other rows" in alone


@pytest.mark.parametrize("name", ["合小计", "小计", "总计"])
def test_a_person_called_so_is_a_person(clerk, name):
    rows = people_of(1)
    rows[1]["姓名"] = name

    import_ = written(person_list(rows), clerk)

    assert counts(import_) == {"created": 2}
    assert Household.objects.get().members.filter(name=name).exists()


@pytest.mark.parametrize("with_number", [True, False])
def test_in_a_table_that_begins_with_the_name_too(clerk, with_number):
    """Known by the household's number, or by that of the document."""
    first = {} if with_number else {"member__id_number": id_number()}
    people = [member("A1", "小计", **first), member("A1", "杨小妹", "之女")]
    order = ["member.name", *(key for key in people[0] if key != "member.name")]
    body = [[heading(key) for key in order], *([row[key] for key in order] for row in people)]

    import_ = brought(packed({HOUSEHOLDS: table([own()]), MEMBERS: body}), clerk)

    assert counts(import_) == {"created": 3}


def test_a_row_in_which_nothing_is_read_says_so(client, clerk):
    households: list[Any] = [
        [heading("key.number"), heading("head.name"), "备注"],
        [None, None, "见附件"],
    ]
    import_ = brought(packed({HOUSEHOLDS: households}), clerk)
    client.force_login(clerk)

    assert counts(import_) == {"ignored": 1}
    assert "Nothing stands in the columns that are read." in words(
        page_of(client, import_, fate="ignored")
    )


def test_an_example_of_the_template_is_still_no_household(clerk):
    import_ = brought(template([own(), own("示例001")], [member()]), clerk)

    assert counts(import_) == {"created": 2, "ignored": 1}


def test_in_a_small_list_too(client, county_staff, zongshu):
    headings = ["乡镇", "村名", "贫困村类别", "总户数", "总人口"]
    rows: list[Any] = [
        ["星宿乡", "棕树村", "一类", 300, 1200],
        ["星宿乡", "小 计：", None, 300, 1200],
        ["示例村"],
    ]
    content = packed({"村 Villages": [headings, *rows]})
    import_ = services.receive(
        content, "村.xlsx", kind="villages", area="520521", year=2015, by=county_staff
    )
    services.start(import_)
    import_.refresh_from_db()
    client.force_login(county_staff)

    said = words(page_of(client, import_, fate="ignored"))

    assert counts(import_)["ignored"] == 2
    assert "It adds up other rows, and is not read." in said
    assert "It is the example of a template, and is not read." in said
