"""Which columns are read: shown, named by a person, remembered, left out, put right."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from households.importing import services
from households.models import Household, HouseholdYear
from povertyreg.exchange.models import ColumnMemory, Import
from tests.households.importing.books import (
    HOUSEHOLDS,
    MEMBERS,
    NATIONAL,
    TITLES,
    brought,
    counts,
    member,
    own,
    packed,
    people_of,
    person_list,
    problems,
    table,
    template,
    written,
)

State = Import.State


def columns_of(import_, sheet=0):
    columns = import_.reading["sheets"][sheet]["columns"]
    return {one["heading"]: one["key"] for one in columns}


def renamed(rows, **names):
    """The national list with other headings."""
    headings = [names.get(name, name) for name in NATIONAL]
    body = [[row.get(name) for name in NATIONAL] for row in rows]
    return packed({"名单": [*TITLES, headings, *body]})


def test_columns_that_nobody_knows_are_shown(clerk):
    import_ = brought(renamed(people_of(1), 文化程度="念书情况"), clerk)

    found = columns_of(import_)
    assert found["念书情况"] == ""
    assert found["姓名"] == "member.name"
    assert import_.reading["sheets"][0]["heading_row"] == [3, 3]


def test_a_column_is_named_and_read_again(clerk):
    import_ = brought(renamed(people_of(1), 文化程度="念书情况"), clerk)

    services.name_columns(import_, {"名单": {"念书情况": "row.education"}}, by=clerk)

    assert columns_of(import_)["念书情况"] == "row.education"
    services.confirm(import_, "good", by=clerk)
    household = Household.objects.get()
    assert household.years.get().members.first().education == "02"


def test_the_naming_is_remembered_for_the_next_file_of_such_a_layout(clerk, county_staff):
    first = brought(renamed(people_of(1), 文化程度="念书情况"), clerk)
    services.name_columns(first, {"名单": {"念书情况": "row.education"}}, by=clerk)

    following = brought(renamed(people_of(3), 文化程度="念书情况"), clerk)
    other = brought(renamed(people_of(3)), clerk)
    of_somebody_else = brought(renamed(people_of(1), 文化程度="念书情况"), county_staff)

    assert ColumnMemory.objects.count() == 1
    assert columns_of(following)["念书情况"] == "row.education"
    assert columns_of(other)["文化程度"] == "row.education"
    assert columns_of(of_somebody_else)["念书情况"] == ""


def test_a_column_is_left_out_by_choice(clerk):
    import_ = brought(renamed(people_of(1)), clerk)

    services.name_columns(import_, {"名单": {"联系电话": ""}}, by=clerk)
    services.confirm(import_, "good", by=clerk)

    assert columns_of(import_)["联系电话"] == ""
    assert Household.objects.get().phone == ""


def test_a_known_column_can_be_taken_for_another_fact(clerk):
    import_ = brought(renamed(people_of(1)), clerk)

    services.name_columns(import_, {"名单": {"联系电话": "row.phone"}}, by=clerk)
    services.confirm(import_, "good", by=clerk)

    household = Household.objects.get()
    assert household.phone == ""
    assert household.years.get().members.first().phone == "13800001234"


def test_a_cell_put_right_on_the_screen_frees_the_household(clerk):
    rows = people_of(1)
    rows[1]["文化程度"] = "小学问"
    import_ = brought(person_list(rows), clerk)
    (said,) = problems(import_)

    services.correct(import_, [(said.sheet, said.row, said.place or 0, "小学")], by=clerk)

    assert counts(import_) == {"created": 2}
    services.confirm(import_, "good", by=clerk)
    assert Household.objects.count() == 1


def test_a_missing_cell_at_the_end_of_a_row_can_be_put_right(clerk):
    """Excel stores no empty cells: the row is shorter than the headings."""
    rows = [{**member("A1"), "row.relation": None}]
    keys = [key for key in rows[0] if key != "row.relation"] + ["row.relation"]
    rows = [{key: rows[0][key] for key in keys}]
    import_ = brought(packed({HOUSEHOLDS: table([own("A1")]), MEMBERS: table(rows)}), clerk)
    assert counts(import_) == {"held": 2}

    services.correct(import_, [(MEMBERS, 2, len(keys) - 1, "户主")], by=clerk)

    assert counts(import_) == {"created": 2}, problems(import_)


def test_a_correction_is_not_readable_in_the_database(clerk, django_user_model):
    import_ = brought(person_list(people_of(1)), clerk)
    services.correct(import_, [("贫困人口信息", 4, 6, "赵某某")], by=clerk)

    with connection.cursor() as cursor:
        cursor.execute("SELECT corrections FROM exchange_import")
        stored = str(cursor.fetchall())
    assert "赵某某" not in stored


def test_nothing_is_named_or_put_right_after_the_writing(clerk):
    import_ = written(person_list(people_of(1)), clerk)

    with pytest.raises(ValidationError):
        services.name_columns(import_, {}, by=clerk)
    with pytest.raises(ValidationError):
        services.correct(import_, [("贫困人口信息", 4, 6, "赵")], by=clerk)


def test_sheets_of_other_names_are_read_by_their_headings(clerk):
    book = packed({"表一": table([own()]), "随便": table([member()])})

    assert counts(brought(book, clerk)) == {"created": 2}


def test_a_sheet_without_headings_of_ours_is_passed_over_and_named(clerk):
    book = packed({"封面": [["星宿乡"], ["2015"]], "人": table([{**own(), **member()}])})

    import_ = brought(book, clerk)

    assert counts(import_) == {"created": 1}, problems(import_)
    told = {one["name"]: (one["is_read"], one["why"]) for one in import_.reading["sheets"]}
    assert told == {"人": (True, ""), "封面": (False, "no headings")}


def test_two_heading_rows_are_read_as_one(clerk):
    first = ["户编号", "行政村", "家庭成员", None, None, None, "主要致贫原因"]
    second = [None, None, "姓名", "身份证号", "与户主关系", "民族", None]
    person = member()
    row = ["A1", "云峰村", "杨昌明", person["member.id_number"], "户主", "苗族", "因病"]

    import_ = brought(packed({"人": [first, second, row]}), clerk)

    assert import_.reading["sheets"][0]["heading_row"] == [1, 2]
    assert counts(import_) == {"created": 1}, problems(import_)


def test_a_file_without_headings_asks_for_the_columns(clerk):
    import_ = brought(packed({"名单": [["甲", "乙", "丙"], [1, 2, 3], [4, 5, 6]]}), clerk)

    assert import_.state == State.MAPPING
    assert "Name the columns" in import_.message
    assert import_.rows_read == 0
    assert not import_.entries.exists()


def test_foreign_headings_can_be_named_one_by_one(clerk):
    rows = people_of(1)
    odd = ["代号", "何处", "何人", "证号码号", "是谁"]
    keys = ["户编号", "行政村", "姓名", "证件号码", "与户主关系"]
    body = [[row[key] for key in keys] for row in rows]
    import_ = brought(packed({"名单": [odd, *body]}), clerk)
    assert import_.state == State.MAPPING

    facts = ("key.number", "place.village", "member.name", "member.id_number", "row.relation")
    services.name_columns(import_, {"名单": dict(zip(odd, facts, strict=True))}, by=clerk)

    assert (import_.state, counts(import_)) == (State.READY, {"created": 2}), problems(import_)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.xlsx"),
        (b"PK\x03\x04garbage", "a.xlsx"),
        (b"%PDF-1.4", "a.xlsx"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls"),
    ],
)
def test_a_hostile_file_is_refused_and_nothing_of_it_kept(clerk, own_storage, content, name):
    with pytest.raises(ValidationError) as refused:
        brought(content, clerk, name=name)

    assert len(str(refused.value.messages[0])) > 20
    assert not Import.objects.exists()
    assert not [path for path in own_storage.rglob("*") if path.is_file()]


def test_a_list_as_text_is_read_like_a_workbook(clerk):
    rows = people_of(1)
    lines = [NATIONAL, *([row.get(name, "") for name in NATIONAL] for row in rows)]
    text = "\r\n".join(",".join(map(str, line)) for line in lines)

    for encoding in ("utf-8-sig", "gb18030"):
        import_ = brought(text.encode(encoding), clerk, name="名单.csv")
        assert counts(import_) == {"created": 2}, problems(import_)


def test_the_years_income_goes_to_the_year_of_the_import(clerk):
    written(template([own("A1", year__wage=5)], [member("A1")]), clerk, year=2014)

    assert HouseholdYear.objects.values_list("year", "wage").get() == (2014, 5)
