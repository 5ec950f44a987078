"""The form on the screen: what quick entry shows, where Enter stops, and the words of help."""

from django.utils.translation import gettext_lazy as _

from households.choices import Category
from households.paper_form import FLAGS, SECOND_LINE_OF_THE_YEAR, WORK

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
