"""The comparator of the full list: ModelResource.export of the same columns, with select_related.

The library's own way: the rows as instances, a tablib dataset of all of them, then its XLSX format.
It masks the numbers as the register's list does; it notes nothing, and has no first sheet.
"""

from typing import Any, Final

from import_export.fields import Field
from import_export.formats.base_formats import XLSX
from import_export.resources import ModelResource
from import_export.widgets import Widget

from bench.naive_cells import CodeWidget, SaidWidget
from bench.people import YEAR
from households.models import MemberYear
from povertyreg.demo.divisions import XINGXIU
from povertyreg.privacy import mask_id_number

_OF_HOUSEHOLD: Final = "household_year__household"


class MaskWidget(Widget):  # type: ignore[misc]
    """The beginning and the end of a number."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return mask_id_number(value)


def _coded(attribute: str, column: str, codes: str) -> Field:
    return Field(attribute, column, CodeWidget(codes))


class PeopleResource(ModelResource):  # type: ignore[misc]
    """The columns of the register's list of people."""

    number = Field(f"{_OF_HOUSEHOLD}__number", "户编号 Household number")
    village = Field("household_year__village__name_zh", "村 Village")
    group = Field(f"{_OF_HOUSEHOLD}__group__number", "村民组 Group")
    name = Field("member__name", "姓名 Name")
    pinyin = Field("member__pinyin", "姓名拼音 Name in pinyin")
    relation = _coded("relation", "与户主关系 Relation to householder", "relation")
    document = _coded("member__document_kind", "证件类型 Document", "document")
    id_number = Field("member__id_number", "证件号码 ID number", MaskWidget())
    sex = _coded("member__sex", "性别 Sex", "sex")
    birth_date = Field("member__birth_date", "出生日期 Birth date")
    ethnic_group = _coded("member__ethnic_group", "民族 Ethnic group", "ethnic_group")
    year = Field("household_year__year", "年度 Year")
    category = _coded("household_year__category", "户属性 Category", "category")
    state = _coded("household_year__state", "脱贫状态 State", "state")
    education = _coded("education", "文化程度 Education", "education")
    school = _coded("school", "在校生状况 School", "school")
    health = _coded("health", "身体健康状况 Health", "health")
    labour = _coded("labour", "劳动技能 Labour ability", "labour")
    work_region = _coded("work_region", "务工状况 Where at work", "work_region")
    work_months = Field("work_months", "务工时间（月） Months of work")
    medical = Field("has_medical_insurance", "是否参加新农合 Rural medical insurance", SaidWidget())
    pension = Field(
        "has_pension_insurance", "是否参加新农保 Resident pension insurance", SaidWidget()
    )
    dibao = Field("receives_dibao", "是否享受低保 Receives dibao", SaidWidget())
    joined_on = Field("member__joined_on", "入户日期 Member since")

    class Meta:
        model = MemberYear
        fields = (
            "number", "village", "group", "name", "pinyin", "relation", "document", "id_number",
            "sex", "birth_date", "ethnic_group", "year", "category", "state", "education", "school",
            "health", "labour", "work_region", "work_months", "medical", "pension", "dibao",
            "joined_on",
        )  # fmt: skip

    def get_queryset(self) -> Any:
        rows = MemberYear.objects.filter(
            household_year__village__township=XINGXIU, household_year__year=YEAR
        )
        return rows.select_related(
            "member", "household_year__village", "household_year__household__group"
        ).order_by("household_year__household__number", "member__position", "member_id")


def export() -> bytes:
    content: bytes = XLSX().export_data(PeopleResource().export())
    return content
