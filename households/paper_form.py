"""The paper form: its parts, and the fields of each in the order of the paper."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from households.models.income import INCOME, MEMOS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Part(NamedTuple):
    """A part of the paper form, and its fields in the order of the paper."""

    slug: str
    title: "StrOrPromise"
    names: tuple[str, ...]


IDENTIFICATION = Part(
    "identification",
    _("I. Identification"),
    (
        "village",
        "group",
        "proposed_category",
        "main_cause",
        "second_cause",
        "phone",
        "standard",
        "third_cause",
        "cause_note",
        "address",
        "bank",
        "bank_account",
        "is_family_planning",
        "is_one_child_family",
        "is_two_daughter_family",
        "is_martyr_family",
        "national_number",
        "return_cause",
        "not_exited_because",
        "planned_exit_in",
        "confirmed_on",
    ),
)

LIVING = Part(
    "living",
    _("IV. Production and living conditions"),
    (
        "cultivated_land",
        "irrigated_land",
        "forest_land",
        "returned_land",
        "orchard_land",
        "pasture_land",
        "water_surface",
        "poultry",
        "cattle",
        "sheep",
        "pigs",
        "has_production_power",
        "has_domestic_power",
        "water_is_difficult",
        "water_is_safe",
        "water_source",
        "has_broadcasting",
        "km_to_main_road",
        "km_to_market",
        "access_road",
        "housing_area",
        "house_structure",
        "built_in",
        "is_dilapidated",
        "house_grade",
        "has_sanitary_toilet",
        "fuel",
        "in_cooperative",
        "led_by_enterprise",
        "led_by_local",
        "in_mutual_fund",
        "mutual_fund_amount",
        "industry",
        "organisation",
    ),
)

RELOCATION = Part(
    "relocation",
    _("V. Relocation"),
    (
        "wants_relocation",
        "relocation_mode",
        "resettlement",
        "resettlement_place",
        "relocation_difficulty",
    ),
)

SIGNING = Part(
    "signing",
    _("Filled in and signed"),
    ("filled_by", "filled_by_phone", "filled_on", "signed_on"),
)

KINDS = ("wages", "business", "property", "transfer", "expenditure", "memo")
"""Of the amounts; the last but one is taken off, the last stands in no sum."""

KIND_OF = {
    name: kind
    for kind, names in zip(KINDS, [*INCOME.values(), ("business_expenditure",), MEMOS], strict=True)
    for name in names
}

MONEY = Part("income", _("III. Income"), tuple(KIND_OF))

AFTER_MEMBERS = (MONEY, LIVING, RELOCATION, SIGNING)

WORK = ("labour", "work_region", "work_months")
FLAGS = (
    "has_medical_insurance",
    "has_employee_medical",
    "has_serious_illness_insurance",
    "has_pension_insurance",
    "has_employee_pension",
    "receives_dibao",
    "receives_special_hardship",
    "is_serving_soldier",
    "speaks_mandarin",
    "has_accident_subsidy",
    "has_commercial_medical",
)
SECOND_LINE_OF_THE_YEAR = (
    "second_health",
    "third_health",
    "not_in_school_because",
    "politics",
    "work_place",
    "employer",
    "phone",
    *FLAGS,
)
OF_THE_YEAR = ("relation", "education", "school", "health", *WORK, *SECOND_LINE_OF_THE_YEAR)
