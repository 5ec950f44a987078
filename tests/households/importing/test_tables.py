"""The layouts of others: their tables are found, their columns recognised, the rest shown."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from households.importing import columns
from households.importing.layouts import TITLES, layout_of
from households.importing.tables import LEFT_OUT, tables
from povertyreg.exchange.reading import open_workbook

PERSONS_2016 = {
    "行政县": "place.county", "乡镇": "place.township", "行政村": "place.village",
    "自然村": "place.group", "户编号": "key.number", "人编号": "member.national_number",
    "姓名": "member.name", "证件号码": "member.id_number", "人数": "seen.size",
    "与户主关系": "row.relation", "民族": "member.ethnic_group", "文化程度": "row.education",
    "在校生状况": "row.school", "健康状况": "row.health", "劳动技能": "row.labour",
    "务工状况": "row.work_region", "务工时间": "row.work_months",
    "参加大病医疗": "row.has_serious_illness_insurance", "脱贫属性": "seen.state",
    "脱贫年度": "seen.exit_year", "贫困户属性": "there.category",
    "主要致贫原因": "year.main_cause", "危房户": "year.is_dilapidated",
    "饮水安全": "year.water_is_safe", "饮水困难": "year.water_is_difficult",
    "人均纯收入": "seen.net_income_per_head", "联系电话": "household.phone",
}  # fmt: skip
PERSONS_2018 = {
    "县(市、区、旗)": "place.county", "乡(镇)": "place.township", "行政村": "place.village",
    "自然村": "place.group", "户编号": "key.number", "人编号": "member.national_number",
    "姓名": "member.name", "证件号码": "member.id_number", "人数": "seen.size",
    "与户主关系": "row.relation", "民族": "member.ethnic_group", "文化程度": "row.education",
    "在校生状况": "row.school", "健康状况": "row.health", "劳动技能": "row.labour",
    "务工时间(月)": "row.work_months", "是否参加大病医疗": "row.has_serious_illness_insurance",
    "脱贫属性": "seen.state", "贫困户属性": "there.category", "致贫原因1": "year.main_cause",
}  # fmt: skip
PERSONS_2022 = {
    "序号": "serial", "县": "place.county", "乡": "place.township", "行政村": "place.village",
    "自然村": "place.group", "户编号": "key.number", "人编号": "member.national_number",
    "姓名": "member.name", "证件号码": "member.id_number", "人数": "seen.size",
    "与户主关系": "row.relation", "民族": "member.ethnic_group", "文化程度": "row.education",
    "在校生状况": "row.school", "健康状况": "row.health", "劳动技能": "row.labour",
    "务工时间(月)": "row.work_months", "是否参加大病保险": "row.has_serious_illness_insurance",
    "致贫原因1": "year.main_cause", "危房户": "year.is_dilapidated",
    "是否解决安全饮用水": "year.water_is_safe", "人均纯收入": "seen.net_income_per_head",
    "户联系电话": "household.phone", "人联系电话": "row.phone",
    "首次识别时间": "seen.first_identified",
    "人员识别时间": "seen.joined_in", "户类型": "seen.kind",
    "易返贫致贫户(监测对象)类型": "seen.monitored", "风险是否消除": "seen.risk_gone",
    "风险识别时间": "seen.risk_known", "风险消除时间": "seen.risk_ended",
}  # fmt: skip
OF_HOUSEHOLDS = {
    "家庭编号": "key.number", "旗区": "place.county", "乡": "place.township",
    "村": "place.village", "户主姓名": "head.name", "证件号码": "head.id_number",
    "识别标准": "household.standard", "贫困户属性": "there.category",
    "主要致贫原因": "year.main_cause", "其他致贫原因": "year.second_cause",
    "致贫原因说明": "year.cause_note", "家庭人口": "seen.size", "家庭住址": "household.address",
}  # fmt: skip
OF_MEMBERS = {
    "家庭编号": "key.number", "旗区": "place.county", "乡": "place.township",
    "村": "place.village", "户主姓名": "member.name", "性别": "member.sex",
    "证件号码": "member.id_number", "与户主关系": "row.relation",
    "民族": "member.ethnic_group", "文化程度": "row.education", "在校生状况": "row.school",
    "健康状况": "row.health", "劳动能力": "row.labour", "务工状况": "row.work_region",
    "务工时间(月)": "row.work_months", "是否参加新农合": "row.has_medical_insurance",
    "新型养老保险": "row.has_pension_insurance", "城镇职工基本养老保险": "row.has_employee_pension",
    "政治面貌": "row.politics", "是否现役军人": "row.is_serving_soldier",
}  # fmt: skip
OF_LIVING = {
    "家庭编号": "key.number", "户主姓名": "head.name", "耕地面积": "year.cultivated_land",
    "林地面积": "year.forest_land", "牧草地面积": "year.pasture_land", "家禽": "", "牛": "",
    "羊": "", "猪": "", "住房面积": "year.housing_area", "是否危房": "year.is_dilapidated",
    "是否纳入易地扶贫搬迁": "", "饮水情况": "", "饮水困难": "year.water_is_difficult",
    "饮水安全": "year.water_is_safe", "通电": "year.has_domestic_power",
    "入户路类型": "year.access_road", "与主干路距离": "year.km_to_main_road",
    "主要燃料类型": "year.fuel", "合作社": "year.in_cooperative",
    "卫生厕所": "year.has_sanitary_toilet",
}  # fmt: skip

NATIONAL = {
    "persons-2016": PERSONS_2016,
    "persons-2018": PERSONS_2018,
    "persons-2022": PERSONS_2022,
}
THREE_SHEETS = {"家庭信息": OF_HOUSEHOLDS, "家庭成员": OF_MEMBERS, "生产生活条件": OF_LIVING}


def workbook(sheets, *, titles=0):
    """Each sheet with its headings below so many titles, and a row of data."""
    book, target = openpyxl.Workbook(), BytesIO()
    book.remove(book.worksheets[0])
    for name, headings in sheets.items():
        sheet = book.create_sheet(name)
        for _ in range(titles):
            sheet.append(["贫困人口信息表"])
        sheet.append(list(headings))
        sheet.append(["1"] * len(headings))
    book.save(target)
    return open_workbook(target.getvalue(), "名单.xlsx")


def recognised(table):
    return {one.heading: one.key for one in table.placed}


@pytest.mark.parametrize("titles", [0, 2])
@pytest.mark.parametrize("slug", NATIONAL)
def test_a_national_list_is_recognised(slug, titles):
    found, passed = tables(workbook({"Sheet1": NATIONAL[slug]}, titles=titles), {})

    (table,) = found
    assert passed == []
    assert recognised(table) == NATIONAL[slug]
    assert table.is_of_people
    assert layout_of(found) == slug
    assert [number for number, _values in table.rows] == [titles + 2]


def test_the_three_sheets_of_a_region_are_recognised():
    found, passed = tables(workbook(THREE_SHEETS, titles=1), {})

    assert passed == []
    assert {table.sheet: recognised(table) for table in found} == THREE_SHEETS
    assert [table.is_of_people for table in found] == [False, True, False]
    assert layout_of(found) == "three-sheets"


@pytest.mark.parametrize("slug", NATIONAL)
def test_the_columns_may_stand_in_another_order(slug):
    turned = dict(reversed(NATIONAL[slug].items()))
    (table,), _ = tables(workbook({"Sheet1": turned}), {})
    assert recognised(table) == NATIONAL[slug]


@pytest.mark.parametrize(
    ("usual", "others"),
    [
        ("证件号码", ("身份证号", "公民身份号码", "身份证号码")),
        ("劳动技能", ("劳动能力",)),
        ("贫困户属性", ("户属性", "贫困类型")),
        ("主要致贫原因", ("致贫原因1",)),
        ("人数", ("家庭人口数", "家庭人口")),
        ("务工时间", ("务工时间(月)", "务工时间（月）", "务工时长")),
        ("参加大病医疗", ("是否参加大病保险",)),
        ("危房户", ("是否危房户",)),
        ("自然村", ("村民组", "屯", "湾组")),
    ],
)
def test_synonyms_mean_the_same(usual, others):
    for other in others:
        headings = [other if name == usual else name for name in PERSONS_2016]
        (table,), _ = tables(workbook({"Sheet1": headings}), {})
        assert recognised(table)[other] == PERSONS_2016[usual]


def test_every_recognised_fact_is_a_column_of_the_register():
    known = [NATIONAL, THREE_SHEETS]
    keys = {key for some in known for headings in some.values() for key in headings.values() if key}
    assert keys <= set(columns.everything())


def test_the_headings_of_our_own_exports_are_recognised():
    of_others = ("seen.risk_", "seen.monitored", "seen.kind", "seen.joined_in")
    every = columns.everything().values()
    ours = {one.bilingual: one.key for one in every if not one.key.startswith(of_others)}
    (table,), _ = tables(workbook({"成员 Members": ours}), {})
    assert {k: v for k, v in recognised(table).items() if k not in ours} == {}
    wrong = {k: (v, ours[k]) for k, v in recognised(table).items() if v != ours[k]}
    assert wrong == {}


def test_a_sheet_of_something_else_is_passed_with_its_likely_headings():
    book = workbook({"说明": ["填表说明", "请勿修改", "谢谢"], "Sheet1": PERSONS_2018})
    found, passed = tables(book, {})
    assert [table.sheet for table in found] == ["Sheet1"]
    assert [(one.sheet, one.why) for one in passed] == [("说明", "no headings")]
    assert "请勿修改" in passed[0].headings


def test_a_person_names_a_column_and_leaves_one_out():
    headings = ["户编号", "姓名", "怪名", "与户主关系", "民族"]
    naming = {"Sheet1": {"怪名": columns.ID_NUMBER, "民族": LEFT_OUT}}
    (table,), _ = tables(workbook({"Sheet1": headings}), naming)
    assert recognised(table) == {
        "户编号": columns.NUMBER,
        "姓名": columns.NAME,
        "怪名": columns.ID_NUMBER,
        "与户主关系": columns.RELATION,
        "民族": "",
    }


def test_a_list_as_text_is_a_table_too():
    lines = StringIO()
    csv.writer(lines).writerows([PERSONS_2016, ["1"] * len(PERSONS_2016)])
    book = open_workbook(lines.getvalue().encode("gb18030"), "贫困人口信息.csv")
    found, _ = tables(book, {})
    assert layout_of(found) == "persons-2016"


def test_every_layout_has_its_title():
    assert {*NATIONAL, "three-sheets", "template", "households", "people", "other"} == set(TITLES)


def test_nothing_is_no_layout():
    assert layout_of([]) == ""
