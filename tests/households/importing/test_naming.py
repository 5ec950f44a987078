"""What a person says of a column holds, whatever the column is called or was recognised as."""

import json

from households.importing import services
from tests.households.importing.books import brought, packed, people_of, person_list


def known(import_, sheet=0):
    return {one["heading"]: one["key"] for one in import_.reading["sheets"][sheet]["columns"]}


def test_what_a_person_says_of_a_known_column_goes_before_the_rules(clerk):
    """A list of members calls the member's name 户主; here it really is the householder's."""
    rows = [
        ["户编号", "户主", "姓名", "与户主关系", "联系电话"],
        ["A1", "杨昌明", "杨小军", "之子", "1"],
    ]
    import_ = brought(packed({"成员": rows}), clerk)
    assert known(import_)["联系电话"] == "household.phone"

    naming = {"成员": {"联系电话": "row.phone", "姓名": "head.name", "户主": "member.name"}}
    services.name_columns(import_, naming, by=clerk)

    import_.refresh_from_db()
    assert known(import_) == {
        "户编号": "key.number",
        "户主": "member.name",
        "姓名": "head.name",
        "与户主关系": "row.relation",
        "联系电话": "row.phone",
    }
    assert import_.entries.get().name == "杨小军"


def test_of_two_columns_of_one_heading_each_is_named_by_itself(clerk):
    rows = [
        ["户编号", "姓名", "与户主关系", "备注", "备注"],
        ["A1", "杨昌明", "户主", "云峰村", "三组"],
    ]
    import_ = brought(packed({"成员": rows}), clerk)

    naming = {"成员": {"备注": "place.village", "备注\t2": "-"}}
    services.name_columns(import_, naming, by=clerk)

    import_.refresh_from_db()
    keys = [one["key"] for one in import_.reading["sheets"][0]["columns"]]
    assert keys == ["key.number", "member.name", "row.relation", "place.village", ""]


def test_a_known_column_named_anew_is_remembered_for_such_files(clerk):
    content = person_list(people_of(1))
    import_ = brought(content, clerk)
    naming = {"贫困人口信息": {"联系电话": "row.phone"}}
    services.name_columns(import_, naming, by=clerk)

    again = brought(content, clerk, name="另一.xlsx")

    assert known(again)["联系电话"] == "row.phone"
    assert again.mapping == naming


def test_a_column_of_a_small_list_is_changed_too(county_staff, zongshu):
    headings = ["乡镇", "村名", "贫困村类别", "总户数", "总人口"]
    content = packed({"村": [headings, ["星宿乡", "棕树村", "一类", 300, 1200]]})
    import_ = services.receive(
        content, "村.xlsx", kind="villages", area="520521", year=2015, by=county_staff
    )
    services.start(import_)

    naming = {"村": {"总户数": "villages.population", "总人口": "villages.households"}}
    services.name_columns(import_, naming, by=county_staff)

    import_.refresh_from_db()
    assert known(import_)["总户数"] == "villages.population"
    cells = {key: after for _w, key, _b, after in json.loads(import_.entries.get().cells)}
    assert (cells["villages.population"], cells["villages.households"]) == (300, 1200)
