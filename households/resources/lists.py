"""The lists of households and of people as they are taken out: columns, headings, masking."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from households import facts
from households.facts import yes_or_no
from households.models import Household, HouseholdYear, MemberYear
from households.paper_form import (
    IDENTIFICATION,
    LIVING,
    MONEY,
    RELOCATION,
    SECOND_LINE_OF_THE_YEAR,
    SIGNING,
)
from households.resources.fields import amount, coded
from households.resources.rows import PAGE, people, records
from povertyreg.exchange.resources import (
    ColumnGroup,
    FullList,
    ListField,
    ListResource,
    Masked,
)
from povertyreg.exchange.writing import DAY, WHOLE
from povertyreg.privacy import mask_id_number, mask_phone

_IDENTITY = ("address", "bank", "bank_account", "first_identified_in")
_OF_THE_YEAR = (
    "proposed_category",
    "cause_note",
    "return_cause",
    "not_exited_because",
    "state_since",
    "keeps_support",
)
_LIVING = tuple(
    n for n in LIVING.names if n not in {"cultivated_land", "housing_area", "house_grade"}
)
_SHOWN_ANYWAY = {"has_medical_insurance", "has_pension_insurance", "receives_dibao"}
_FURTHER_OF_A_PERSON = tuple(n for n in SECOND_LINE_OF_THE_YEAR if n not in _SHOWN_ANYWAY)


class HouseholdResource(ListResource):
    """One row is one household in one year."""

    number = ListField("household__number", "户编号 Household number", width=19)
    national_number = ListField(
        "household__national_number", "全国户编号 National number", width=16
    )
    village_code = ListField("village_id", "村代码 Village code", width=15)
    township = ListField("village__township__name_{language}", "乡镇 Township", width=20)
    village = ListField("village__name_{language}", "村 Village", width=14)
    group = ListField("household__group__number", "村民组 Group", format=WHOLE, width=9)
    householder = ListField("household__householder__name", "户主 Householder", width=12)
    pinyin = ListField("household__householder__pinyin", "户主拼音 Householder in pinyin", width=18)
    id_number = ListField(
        "household__householder__id_number",
        "户主证件号码 Householder's ID number",
        write=Masked(mask_id_number),
        width=20,
    )
    phone = ListField("household__phone", "联系电话 Phone", write=Masked(mask_phone), width=13)
    year = ListField("year", "年度 Year", format="0", width=7)
    size = ListField("size", "人口 People", format=WHOLE, width=8)
    category = coded("category", "户属性 Category", "category")
    state = coded("state", "脱贫状态 State", "state")
    main_cause = coded("main_cause", "主要致贫原因 Main cause", "cause")
    second_cause = coded("second_cause", "其他致贫原因 Other cause", "cause")
    third_cause = coded("third_cause", "其他致贫原因之二 Further cause", "cause")
    net_income = amount("net_income", "年纯收入（元） Net income (yuan)")
    net_income_per_head = amount(
        "net_income_per_head", "人均纯收入（元） Net income per head (yuan)"
    )
    cultivated_land = amount("cultivated_land", "耕地（亩） Cultivated land (mu)")
    housing_area = amount("housing_area", "住房面积（平方米） Housing area (m²)")
    house_grade = coded("house_grade", "房屋等级 House grade", "house_grade", 10)
    confirmed_on = ListField("confirmed_on", "核实日期 Confirmed on", format=DAY)

    further = {
        **facts.columns(Household, _IDENTITY, "household__"),
        **facts.columns(HouseholdYear, _OF_THE_YEAR),
        **facts.columns(HouseholdYear, MONEY.names),
        **facts.columns(HouseholdYear, _LIVING),
        **facts.columns(HouseholdYear, RELOCATION.names),
        **facts.columns(HouseholdYear, SIGNING.names),
    }
    groups = (
        ColumnGroup(IDENTIFICATION.title, (*_IDENTITY, *_OF_THE_YEAR)),
        ColumnGroup(MONEY.title, MONEY.names),
        ColumnGroup(LIVING.title, _LIVING),
        ColumnGroup(RELOCATION.title, RELOCATION.names),
        ColumnGroup(SIGNING.title, SIGNING.names),
    )

    class Meta:
        model = HouseholdYear
        fields = [
            "number",
            "national_number",
            "village_code",
            "township",
            "village",
            "group",
            "householder",
            "pinyin",
            "id_number",
            "phone",
            "year",
            "size",
            "category",
            "state",
            "main_cause",
            "second_cause",
            "third_cause",
            "net_income",
            "net_income_per_head",
            "cultivated_land",
            "housing_area",
            "house_grade",
            "confirmed_on",
        ]

    token_paths = ("household__number", "year", "household__version")

    def get_queryset(self) -> QuerySet[HouseholdYear]:
        return records(self.narrowed)


class MemberResource(ListResource):
    """One row is one person in one year, with the household's number."""

    number = ListField("household_year__household__number", "户编号 Household number", width=19)
    village = ListField("household_year__village__name_{language}", "村 Village", width=14)
    group = ListField(
        "household_year__household__group__number", "村民组 Group", format=WHOLE, width=9
    )
    name = ListField("member__name", "姓名 Name")
    pinyin = ListField("member__pinyin", "姓名拼音 Name in pinyin", width=18)
    relation = coded("relation", "与户主关系 Relation to householder", "relation")
    document = coded("member__document_kind", "证件类型 Document", "document")
    id_number = ListField(
        "member__id_number", "证件号码 ID number", write=Masked(mask_id_number), width=20
    )
    sex = coded("member__sex", "性别 Sex", "sex", 7)
    birth_date = ListField("member__birth_date", "出生日期 Birth date", format=DAY)
    ethnic_group = coded("member__ethnic_group", "民族 Ethnic group", "ethnic_group", 9)
    year = ListField("household_year__year", "年度 Year", format="0", width=7)
    category = coded("household_year__category", "户属性 Category", "category")
    state = coded("household_year__state", "脱贫状态 State", "state")
    education = coded("education", "文化程度 Education", "education")
    school = coded("school", "在校生状况 School", "school")
    health = coded("health", "身体健康状况 Health", "health")
    labour = coded("labour", "劳动技能 Labour ability", "labour")
    work_region = coded("work_region", "务工状况 Where at work", "work_region", 16)
    work_months = ListField("work_months", "务工时间（月） Months of work", format=WHOLE, width=9)
    medical_insurance = ListField(
        "has_medical_insurance", "是否参加新农合 Rural medical insurance", words=yes_or_no
    )
    pension_insurance = ListField(
        "has_pension_insurance", "是否参加新农保 Resident pension insurance", words=yes_or_no
    )
    dibao = ListField("receives_dibao", "是否享受低保 Receives dibao", words=yes_or_no)
    joined_on = ListField("member__joined_on", "入户日期 Member since", format=DAY)

    further = facts.columns(MemberYear, _FURTHER_OF_A_PERSON)
    groups = (ColumnGroup(_("Further facts of the year"), _FURTHER_OF_A_PERSON),)

    class Meta:
        model = MemberYear
        fields = [
            "number",
            "village",
            "group",
            "name",
            "pinyin",
            "relation",
            "document",
            "id_number",
            "sex",
            "birth_date",
            "ethnic_group",
            "year",
            "category",
            "state",
            "education",
            "school",
            "health",
            "labour",
            "work_region",
            "work_months",
            "medical_insurance",
            "pension_insurance",
            "dibao",
            "joined_on",
        ]

    token_paths = (
        "household_year__household__number",
        "household_year__year",
        "household_year__household__version",
        "member_id",
    )

    def get_queryset(self) -> QuerySet[MemberYear]:
        return people(self.narrowed, records(self.narrowed))


HOUSEHOLD_LIST = FullList(
    slug="households",
    sheet="户 Households",
    title=_("List of households"),
    question=_("Every household with a record of the year: number, householder, category, income."),
    resource=HouseholdResource,
    page=PAGE,
)
MEMBER_LIST = FullList(
    slug="members",
    sheet="成员 Members",
    title=_("List of people"),
    question=_("Every person with a record of the year: relation, age, schooling, health, work."),
    resource=MemberResource,
    page=PAGE,
)
