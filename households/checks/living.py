"""Rules about land, water, house and road (V). Land in mu, housing in m², distance in km."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from households.checks.facts import Facts
from households.checks.found import Place, rule
from households.choices import Severity

_ASKED: Final = (
    "water_is_safe",
    "has_sanitary_toilet",
    "cultivated_land",
    "forest_land",
    "pasture_land",
    "access_road",
    "housing_area",
    "is_dilapidated",
    "has_domestic_power",
    "km_to_main_road",
)
_MOST_LAND: Final = {
    "forest_land": 200,
    "returned_land": 200,
    "orchard_land": 200,
    "pasture_land": 100,
    "water_surface": 100,
}
_MOST_CULTIVATED: Final = 100
_FARTHEST, _FARTHEST_OF_OLD, _LAST_OLD_FORM = 5, 20, 2020
_SMALLEST_HOUSE, _LARGEST_HOUSE, _LARGEST_PER_HEAD = 10, 500, 100
_SOUND, _DANGEROUS = ("1", "2"), ("3", "4")
_LACK_OF_WATER: Final = "06"


@rule(
    "V-01",
    Severity.ERROR,
    _("This is still empty. Enter what was seen; where there is nothing, enter 0 or no."),
    "SF-12 (3_02_002 to 3_02_009, 3_02_013, 5_14_015 to 5_14_021, 5_19_002 to 5_19_006)",
)
def blank(facts: Facts) -> Iterable[Place]:
    return [facts.at(name) for name in _ASKED if getattr(facts.year, name) in (None, "")]


def _measured(facts: Facts, name: str) -> Decimal | None:
    value: Any = getattr(facts.year, name)
    return None if value is None else Decimal(value)


def _beyond(facts: Facts, name: str, most: int) -> bool:
    value = _measured(facts, name)
    return value is not None and not 0 <= value <= most


@rule(
    "V-02",
    Severity.WARNING,
    _("More than 100 mu of cultivated land. The unit is the mu: check it, or say how it is."),
    "SF-12 (5_14_001, 5_14_008)",
)
def much_cultivated(facts: Facts) -> Iterable[Place]:
    if _beyond(facts, "cultivated_land", _MOST_CULTIVATED):
        yield facts.at("cultivated_land")


@rule(
    "V-03",
    Severity.WARNING,
    _("This is more land than a household has. The unit is the mu: check it, or say how it is."),
    "SF-12 (5_14_002 to 5_14_006, 5_14_009 to 5_14_013)",
)
def much_land(facts: Facts) -> Iterable[Place]:
    return [facts.at(name) for name, most in _MOST_LAND.items() if _beyond(facts, name, most)]


@rule(
    "V-04",
    Severity.ERROR,
    _("More land is irrigated than cultivated. Correct one of the two."),
    "FK",
)
def irrigated(facts: Facts) -> Iterable[Place]:
    watered, cultivated = (_measured(facts, name) for name in ("irrigated_land", "cultivated_land"))
    if watered is not None and cultivated is not None and watered > cultivated:
        yield facts.at("irrigated_land")


@rule(
    "V-05",
    Severity.WARNING,
    _("The main road is very far. The unit is the kilometre: check it, or say how it is."),
    "SF-12 (5_14_007, 5_14_014)",
)
def far_road(facts: Facts) -> Iterable[Place]:
    farthest = _FARTHEST_OF_OLD if facts.year.year <= _LAST_OLD_FORM else _FARTHEST
    if _beyond(facts, "km_to_main_road", farthest):
        yield facts.at("km_to_main_road")


@rule(
    "V-06",
    Severity.WARNING,
    _("The house is very small or very large. The unit is m²: check it, or say how it is."),
    "FK",
)
def size_of_house(facts: Facts) -> Iterable[Place]:
    area, people = _measured(facts, "housing_area"), len(facts.people)
    if area is None:
        return
    roomy = people and area / people > _LARGEST_PER_HEAD
    if not _SMALLEST_HOUSE <= area <= _LARGEST_HOUSE or roomy:
        yield facts.at("housing_area")


@rule(
    "V-07",
    Severity.ERROR,
    _("A house of grade C or D is dilapidated, one of A or B is not. Correct one of the two."),
    "FK",
)
def grade_of_house(facts: Facts) -> Iterable[Place]:
    year = facts.year
    contradicts = {True: _SOUND, False: _DANGEROUS}.get(year.is_dilapidated, ())
    if year.house_grade in contradicts:
        yield facts.at("is_dilapidated")


@rule(
    "V-08",
    Severity.ERROR,
    _(
        "The household is out of poverty, but the house is dilapidated or the water unsafe. "
        "Correct it: nobody exits before both are settled."
    ),
    "SF-12 (1_11_006, 1_11_007, 1_02_001, 1_02_002, 1_02_008, 1_02_009)",
)
def out_without_guarantees(facts: Facts) -> Iterable[Place]:
    if facts.is_out:
        if facts.year.is_dilapidated:
            yield facts.at("is_dilapidated")
        if facts.year.water_is_safe is False:
            yield facts.at("water_is_safe")


@rule(
    "V-09",
    Severity.WARNING,
    _("There is no electricity at home. Check it, or say since when and why."),
    "SF-12 (2_02_002)",
)
def no_power(facts: Facts) -> Iterable[Place]:
    if facts.year.has_domestic_power is False:
        yield facts.at("has_domestic_power")


@rule(
    "V-12",
    Severity.WARNING,
    _("The cause is lack of water, but the drinking water is safe. Check both, or say how it is."),
    "FK",
)
def lack_of_water(facts: Facts) -> Iterable[Place]:
    if _LACK_OF_WATER in facts.causes and facts.year.water_is_safe:
        yield facts.at("water_is_safe")


RULES = (
    blank,
    much_cultivated,
    much_land,
    irrigated,
    far_road,
    size_of_house,
    grade_of_house,
    out_without_guarantees,
    no_power,
    lack_of_water,
)
