"""The heading row is found wherever it stands and however it is decorated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povertyreg.exchange.headings import find_headings, normalise, signature

KEYS = {
    "户编号": "key.number",
    "姓名": "member.name",
    "证件号码": "member.id_number",
    "与户主关系": "row.relation",
    "务工时间(月)": "row.work_months",
    "人均纯收入": "seen.income",
    "家庭成员姓名": "member.name",
    "性别": "member.sex",
    "联系电话": "household.phone",
}
LABELS = {normalise(label): key for label, key in KEYS.items()}
USUAL = ("户编号", "姓名", "证件号码", "性别")


def found(*rows):
    return find_headings([(n, row) for n, row in enumerate(rows, 1) if row], LABELS)


def keys(headings):
    return {one.place: one.key for one in headings.columns}


def test_below_titles_and_an_empty_row():
    titles = ("2016年贫困人口信息",), None, ("填报单位：云峰村", None, "单位：人、元")
    headings = found(*titles, USUAL, ("52", "杨昌龙", "5224", "男"))
    assert (headings.first, headings.last) == (4, 4)
    assert headings.known == 4


def test_two_rows_with_merged_ones_above():
    headings = found(
        ("户编号", "家庭成员", None, None, "收入", None),
        (None, "姓名", "性别", "证件号码", "人均纯收入", "其他"),
        ("52", "杨昌龙", "男", "5224", 3000, 1),
    )
    assert (headings.first, headings.last) == (1, 2)
    assert keys(headings) == {
        0: "key.number", 1: "member.name", 2: "member.sex", 3: "member.id_number",
        4: "seen.income", 5: "",
    }  # fmt: skip
    assert headings.columns[5].heading == "收入 其他"


def test_a_heading_that_means_something_only_with_the_one_above_it():
    headings = found(("户编号", "家庭成员", None), (None, "姓名", "性别"), ("1", "杨昌龙", "男"))
    assert keys(headings)[1] == "member.name"


def test_the_first_row_of_data_is_never_a_second_heading():
    assert found(USUAL, ("性别", "姓名", None, None)).last == 1
    assert found(USUAL, (None, None, None, "男")).last == 1


def test_of_a_doubled_heading_the_second_is_shown_and_not_read():
    headings = found(("姓名", "证件号码", "姓名"), ("杨昌龙", "5", "罗成军"))
    assert [(one.key, one.doubled) for one in headings.columns] == [
        ("member.name", ""),
        ("member.id_number", ""),
        ("", "member.name"),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "* 姓名",
        "姓 名",
        "姓\n名：",
        "姓名（必填）",
        "姓名(required)",
        "＊姓　名",
        "“姓名”",
    ],
)
def test_decorated_headings_are_known(written):
    assert keys(found((written, "性别"), ("杨昌龙", "男")))[0] == "member.name"


def test_full_width_and_units():
    assert keys(found(("务工时间（月）", "人均纯收入(元)"), (1, 2))) == {
        0: "row.work_months",
        1: "seen.income",
    }


def test_one_known_column_is_not_a_heading_row_and_nothing_is_nothing():
    assert found(("姓名", "别的"), ("杨昌龙", "4")) is None
    assert find_headings([], LABELS) is None
    assert found(*[("标题",)] * 12, USUAL) is None


def test_cells_of_any_type_may_stand_above():
    assert found((1, 2.5, True, None), USUAL).first == 2


@given(st.permutations(list(KEYS)[:6]), st.integers(0, 6), st.data())
def test_any_order_of_columns_is_recognised(names, above, data):
    strange = data.draw(st.integers(0, len(names)))
    names = [*names[:strange], "没人认识", *names[strange:]]
    headings = found(*[("标题",)] * above, tuple(names), tuple("x" for _ in names))
    assert headings.first == above + 1
    assert [one.key for one in headings.columns] == [KEYS.get(name, "") for name in names]


cells = st.none() | st.sampled_from([*KEYS, "", "标题"]) | st.text(max_size=4) | st.floats()


@given(st.lists(st.lists(cells, max_size=5).map(tuple), max_size=6))
def test_no_table_breaks_the_search(rows):
    headings = find_headings(list(enumerate(rows, 1)), LABELS)
    if headings:
        assert headings.known >= 2
        known = [one.key for one in headings.columns if one.key]
        assert len(known) == len(set(known))
        assert signature(headings) == signature(headings)
