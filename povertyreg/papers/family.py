"""Who the household is and how it lives: the first, second and fourth part of the form."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from households.models import Household, HouseholdYear, Member, MemberYear
from povertyreg.documents.papers import Column, Facts, Part, Section, Table
from povertyreg.papers.records import Records
from povertyreg.papers.wording import in_year, joined, label_of, shown, yes_no

SHORT_LIVING = (
    "cultivated_land", "irrigated_land", "forest_land", "returned_land",
    "housing_area", "house_grade", "access_road", "km_to_main_road",
    "water_is_difficult", "water_is_safe", "has_domestic_power", "fuel",
)  # fmt: skip
FULL_LIVING = (
    *SHORT_LIVING, "orchard_land", "pasture_land", "water_surface", "poultry", "cattle", "sheep",
    "pigs", "has_production_power", "water_source", "has_broadcasting", "km_to_market",
    "house_structure", "built_in", "is_dilapidated", "has_sanitary_toilet", "in_cooperative",
    "led_by_enterprise", "led_by_local", "industry", "organisation",
)  # fmt: skip
RELOCATION = ("wants_relocation", "relocation_mode", "resettlement", "resettlement_place")
ROWS_OF_PEOPLE = 6
ROWS_FOR_THE_PEN = 2


def basic(records: Records) -> Section:
    return Section(_("I. Basic facts"), [Facts(_basic_pairs(records))])


def _basic_pairs(records: Records) -> list[tuple[str, str]]:
    household, record = records.household, records.record or HouseholdYear()
    head = household.householder
    size = record.size
    others = [record.get_second_cause_display(), record.get_third_cause_display()]  # type: ignore[attr-defined]
    return [
        (_("Householder"), household.householder_name),
        (label_of(Member, "id_number"), head.masked_id_number if head else ""),
        (label_of(Household, "phone"), household.masked_phone),
        (label_of(HouseholdYear, "category"), shown(record, "category")),
        (label_of(Household, "standard"), shown(household, "standard")),
        (label_of(HouseholdYear, "state"), shown(record, "state")),
        (label_of(HouseholdYear, "main_cause"), shown(record, "main_cause")),
        (_("Other causes"), joined(*others)),
        (
            label_of(HouseholdYear, "size"),
            ngettext("%(n)d person", "%(n)d people", size) % {"n": size} if size else "",
        ),
        (label_of(Household, "first_identified_in"), in_year(household.first_identified_in)),
        (label_of(Household, "planned_exit_in"), in_year(household.planned_exit_in)),
        (label_of(Household, "bank"), joined(household.bank, household.masked_bank_account)),
    ]


def members(records: Records) -> Section:
    """With rows for the pen, so that a newborn child can be added at the table."""
    rows = [_member_row(n, row) for n, row in enumerate(records.people, start=1)]
    blank = max(ROWS_OF_PEOPLE - len(rows), ROWS_FOR_THE_PEN)
    columns = member_columns()
    first_blank = len(rows) + 1
    rows += [[str(n), *[""] * (len(columns) - 1)] for n in range(first_blank, first_blank + blank)]
    return Section(_("II. Members of the family"), [Table(columns, rows, small=True)])


def member_columns() -> list[Column]:
    return [
        Column(pgettext("column", "No."), 0.45),
        Column(label_of(Member, "name"), 1.3),
        Column(label_of(Member, "sex"), 0.85),
        Column(label_of(Member, "id_number"), 2.45),
        Column(pgettext("column", "Relation"), 1.8),
        Column(pgettext("column", "Ethnic group"), 0.85),
        Column(pgettext("column", "Education"), 1.3),
        Column(pgettext("column", "At school"), 1.1),
        Column(pgettext("column", "Health"), 1.25),
        Column(pgettext("column", "Labour"), 1.1),
        Column(pgettext("column", "Months of work"), 0.9),
        Column(pgettext("column", "Medical ins."), 0.85),
        Column(pgettext("column", "Pension ins."), 0.85),
    ]


def _member_row(position: int, row: MemberYear) -> list[str]:
    member = row.member
    return [
        str(position),
        member.shown_name,
        shown(member, "sex"),
        member.masked_id_number,
        shown(row, "relation"),
        shown(member, "ethnic_group"),
        shown(row, "education"),
        shown(row, "school"),
        joined(*(shown(row, name) for name in ("health", "second_health", "third_health"))),
        shown(row, "labour"),
        shown(row, "work_months"),
        yes_no(_insured(row.has_medical_insurance, row.has_employee_medical)),
        yes_no(_insured(row.has_pension_insurance, row.has_employee_pension)),
    ]


def _insured(*kinds: bool | None) -> bool | None:
    """By any of the kinds; not known as long as none of them is stated."""
    stated = [kind for kind in kinds if kind is not None]
    return any(stated) if stated else None


def insured(records: Records, *kinds: str) -> int:
    """How many members are insured by one of the kinds."""
    return sum(any(getattr(row, kind) for kind in kinds) for row in records.people)


def living(records: Records, names: tuple[str, ...] = SHORT_LIVING) -> Section:
    return Section(_("IV. Production and living conditions"), [_facts(records, names)])


def relocation(records: Records) -> Section:
    return Section(_("V. Relocation"), [_facts(records, RELOCATION)])


def _facts(records: Records, names: tuple[str, ...]) -> Part:
    record = records.record or HouseholdYear()
    pairs = [(label_of(HouseholdYear, name), shown(record, name)) for name in names]
    return Facts(pairs, per_row=4)
