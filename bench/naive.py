"""The comparator: django-import-export as it comes, on the register's own models.

What somebody who knows Django and the manual of import-export writes for the national person list:
one ModelResource a model, rows known by `import_id_fields`, codes, flags and references read by
widgets, the workbook read by the XLSX format (tablib, openpyxl), a preview by
`import_data(dry_run=True)` with its differences, then `import_data(dry_run=False)` in one
transaction. Settings that are not named stand at their defaults; `skip_unchanged` is on, so that
the same file again writes nothing.

It is kinder than the usual one: a household's rows are handled once and not once a person, codes,
villages and groups are looked up in memory, the numbers of ID cards and of households are found by
an index, and no page is rendered.

What it leaves out, and the register's own import does: the rules of the checks (it does not check
rules: `clean_model_instances` stays at its default, which checks nothing), numbers damaged by
Excel, the claim of a person to one registration, the trail of who did it, the returned workbook,
the record of what to undo, and the right of the person to the area.
"""

from datetime import date
from typing import Any, Final

import tablib
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.results import Result
from import_export.widgets import IntegerWidget

from bench.naive_cells import (
    YEAR_COLUMN,
    CodeWidget,
    DigestWidget,
    GroupWidget,
    HouseholdWidget,
    MemberWidget,
    PersonList,
    RecordWidget,
    SaidWidget,
    VillageWidget,
)
from bench.people import VILLAGE_HEADING, YEAR
from households import identity
from households.models import Household, HouseholdYear, Member, MemberYear
from households.querysets import id_tail_digest
from households.rules import pinyin_of_name
from povertyreg.demo.divisions import COUNTY, XINGXIU

_HOUSEHOLDER: Final = "户主"
_NUMBER, _PERSON, _RELATION, _PLACE = "户编号", "证件号码", "与户主关系", "人编号"

Cells = dict[str, Any]


def _household() -> Field:
    return Field("household", _NUMBER, HouseholdWidget(Household, "national_number"))


def _village() -> Field:
    return Field("village", VILLAGE_HEADING, VillageWidget())


def _coded(attribute: str, column: str, codes: str) -> Field:
    return Field(attribute, column, CodeWidget(codes))


def _said(attribute: str, column: str) -> Field:
    return Field(attribute, column, SaidWidget())


class HouseholdResource(ModelResource):  # type: ignore[misc]
    """The household of a householder's row; a new one gets the next number of its village."""

    national_number = Field("national_number", _NUMBER)
    village = _village()
    group = Field("group", "自然村", GroupWidget())
    phone = Field("phone", "联系电话")

    class Meta:
        model = Household
        fields = ("national_number", "village", "group", "phone")
        import_id_fields = ("national_number",)
        skip_unchanged = True

    def get_queryset(self) -> Any:
        return Household.objects.filter(county_code=COUNTY).select_related("village", "group")

    def before_save_instance(self, instance: Household, row: Cells, **kwargs: Any) -> None:
        if not instance.number:
            instance.number = self._next_number(instance.village_id)

    def _next_number(self, village: str) -> str:
        last = Household.objects.filter(number__startswith=village).order_by("-number").first()
        return f"{village}{int(last.number[12:]) + 1 if last else 1:04d}"


class MemberResource(ModelResource):  # type: ignore[misc]
    """The person of a row, known by the number of the ID card."""

    id_digest = Field("id_digest", _PERSON, DigestWidget())
    household = _household()
    village = _village()
    name = Field("name", "姓名")
    national_number = Field("national_number", _PLACE)
    ethnic_group = _coded("ethnic_group", "民族", "ethnic_group")

    class Meta:
        model = Member
        fields = ("id_digest", "household", "village", "name", "national_number", "ethnic_group")
        import_id_fields = ("id_digest",)
        skip_unchanged = True

    def get_queryset(self) -> Any:
        return Member.objects.filter(county_code=COUNTY).select_related("household", "village")

    def before_save_instance(self, instance: Member, row: Cells, **kwargs: Any) -> None:
        """What a form would derive: sex and birth date, pinyin, the digests, the place."""
        instance.id_number = row[_PERSON]
        identity.derive(instance)
        instance.id_tail_digest = id_tail_digest(row[_PERSON], XINGXIU)
        instance.pinyin = pinyin_of_name(instance.name)
        instance.position = int(row[_PLACE][-2:])
        if instance._state.adding:
            instance.joined_on = date(YEAR, 12, 31)

    def after_save_instance(self, instance: Member, row: Cells, **kwargs: Any) -> None:
        if row[_RELATION] == _HOUSEHOLDER:
            Household.objects.filter(pk=instance.household_id).update(householder=instance)


class HouseholdYearResource(ModelResource):  # type: ignore[misc]
    """The household's record of the year, from the householder's row."""

    household = _household()
    year = Field("year", YEAR_COLUMN, IntegerWidget())
    village = _village()
    size = Field("size", "人数", IntegerWidget())
    proposed_category = _coded("proposed_category", "贫困户属性", "category")
    main_cause = _coded("main_cause", "主要致贫原因", "cause")
    is_dilapidated = _said("is_dilapidated", "危房户")
    water_is_safe = _said("water_is_safe", "饮水安全")
    water_is_difficult = _said("water_is_difficult", "饮水困难")

    class Meta:
        model = HouseholdYear
        fields = (
            "household",
            "year",
            "village",
            "size",
            "proposed_category",
            "main_cause",
            "is_dilapidated",
            "water_is_safe",
            "water_is_difficult",
        )
        import_id_fields = ("household", "year")
        skip_unchanged = True

    def get_queryset(self) -> Any:
        records = HouseholdYear.objects.filter(county_code=COUNTY)
        return records.select_related("household", "village")


class PersonResource(ModelResource):  # type: ignore[misc]
    """A row of the list: the person's record of the year, after the three that it stands on."""

    household_year = Field(
        "household_year", _NUMBER, RecordWidget(HouseholdYear, "household__national_number")
    )
    member = Field("member", _PERSON, MemberWidget(Member, "id_digest"))
    relation = _coded("relation", _RELATION, "relation")
    education = _coded("education", "文化程度", "education")
    school = _coded("school", "在校生状况", "school")
    health = _coded("health", "健康状况", "health")
    labour = _coded("labour", "劳动技能", "labour")
    work_region = _coded("work_region", "务工状况", "work_region")
    work_months = Field("work_months", "务工时间", IntegerWidget())
    has_serious_illness_insurance = _said("has_serious_illness_insurance", "参加大病医疗")

    class Meta:
        model = MemberYear
        fields = (
            "household_year",
            "member",
            "relation",
            "education",
            "school",
            "health",
            "labour",
            "work_region",
            "work_months",
            "has_serious_illness_insurance",
        )
        import_id_fields = ("household_year", "member")
        skip_unchanged = True

    def get_queryset(self) -> Any:
        rows = MemberYear.objects.filter(county_code=COUNTY)
        return rows.select_related("household_year__household", "member")

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        dataset.append_col([YEAR] * len(dataset), header=YEAR_COLUMN)
        kinds: list[Any] = [HouseholdResource(), MemberResource(), HouseholdYearResource()]
        self.before = [(one, one._meta.instance_loader_class(one, dataset)) for one in kinds]

    def before_import_row(self, row: Cells, **kwargs: Any) -> None:
        is_first = row[_RELATION] == _HOUSEHOLDER
        for resource, loader in self.before if is_first else self.before[1:2]:
            result = resource.import_row(row, loader, **kwargs)
            for error in result.errors:
                raise error.error
            if result.validation_error:
                raise result.validation_error


def read(content: bytes) -> tablib.Dataset:
    return PersonList().create_dataset(content)


def preview(content: bytes) -> Result:
    """As the first page of the admin: read, tried in a transaction, rolled back."""
    return PersonResource().import_data(read(content), dry_run=True)


def confirm(content: bytes) -> Result:
    """As the second page: the file is read again, and written in one transaction."""
    return PersonResource().import_data(read(content), dry_run=False, use_transactions=True)
