"""The paper form: what stands in which part, what quick entry shows, and where Enter stops."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from households.choices import Category
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

STOPS = frozenset({
    "village",
    "group",
    "proposed_category",
    "main_cause",
    "phone",
    "wage",
    "crops",
    "livestock",
    "dibao_allowance",
    "business_expenditure",
})  # fmt: skip
"""What nearly every paper form has filled in. In quick entry Enter walks these and no others; with
ten for each member (`MEMBER_STOPS`) a family of four costs at most fifty keys beside the data."""

QUICK = STOPS | {
    "second_cause",
    "ecological_compensation",
    "cultivated_land",
    "water_is_safe",
    "access_road",
    "housing_area",
    "house_grade",
    "fuel",
}
"""What quick entry shows: the stops, and what Tab reaches beside them."""

ONLY_FOR = {"five_guarantee_allowance": Category.FIVE_GUARANTEE}
"""Fields at which quick entry stops for one category alone, where it is the main income."""

USUAL = {"standard": "1"}
"""What is so usual that quick entry need not show it."""

WIDE = frozenset({"cause_note", "address", "relocation_difficulty"})

HELP = {
    "proposed_category": _(
        "Poor with dibao: on the dibao list of civil affairs, and able and willing to work. The "
        "dibao and five-guarantee lists are taken over as they are."
    ),
    "main_cause": _(
        "School expenses means those of the children, not the householder's schooling."
    ),
    "water_is_difficult": _(
        "Yes, if fetching water takes more than 20 minutes, more than 800 m or 80 m of height, or "
        "there are less than 35 litres a day for each person."
    ),
    "is_dilapidated": _("Yes for house grades C (parts are unsafe) and D (all of it is)."),
    "house_grade": _("C and D are dilapidated; housing support needs one of them."),
    "standard": _("The poverty line by which the household is identified."),
    "planned_exit_in": _("The year in which the household is expected to leave poverty."),
    "returned_land": _("Farmland given back to forest or grass, for which the state pays."),
    "ecological_compensation": _("For farmland returned to forest, public forest, and grassland."),
    "dibao_allowance": _("Paid for a year or longer; shorter payments have a line of their own."),
    "business_expenditure": _(
        "What seeds, fertiliser, fodder and wages cost. It is taken off the income."
    ),
    "asset_dividends": _("From poverty-relief funds that were invested for the household."),
    "property_income": _("Rent for land or rooms, interest, dividends of one's own shares."),
    "cash_income": _("For the record: it is in no sum."),
    "support_value": _("Support and donations of the last year. For the record: it is in no sum."),
    "km_to_main_road": _("From the house to the main road of the village."),
    "signed_on": _("The day on which the householder signed the paper."),
}
"""The terms that need a word, said in all fields (definitions of the national form)."""

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
LEAVING = ("left_on", "left_reason", "left_because")
NO_NUMBER = ("no_id_reason", "sex", "birth_date")
"""What is typed of somebody who has no number yet; it stands under the empty number."""

FURTHER = (*SECOND_LINE_OF_THE_YEAR, "document_kind", "national_number", "joined_because")
"""What stands in the second line of a row."""

MEMBER_STOPS = (
    "name",
    "id_number",
    *NO_NUMBER,
    "relation",
    "ethnic_group",
    "education",
    "school",
    "health",
    *WORK,
)
"""Where Enter stops in quick entry: ten fields of somebody who has a number."""

CARRIED = frozenset(
    {"ethnic_group", "relation", "health", "school", "education", "labour", *FLAGS, "document_kind"}
)
"""What a new row may bring along, or be told by the page, without counting as typed."""
