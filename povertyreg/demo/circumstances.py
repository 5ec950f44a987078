"""Land, house, road and fuel of a household, and the causes of its poverty."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any, Final

from households.choices import State
from households.models import HouseholdYear
from povertyreg.demo import life, traits
from povertyreg.demo.people import COUNTED, Person

SOUND, REPAIRED, DANGEROUS = ("1", "2"), "2", ("3", "4")
"""House grades: A and B, B after a renovation, C and D."""

_ILLNESS, _DISABILITY, _SCHOOLING, _DISASTER = "01", "02", "03", "04"
_SKILLS, _LABOUR, _FUNDS, _TRANSPORT, _DRIVE = "07", "08", "09", "10", "11"
_ALWAYS_POSSIBLE: Final = {_SKILLS: 17, _FUNDS: 14, _TRANSPORT: 4, _DISASTER: 2, _DRIVE: 1}


@dataclass
class Home:
    """What the card shows of land, house and road."""

    cultivated_land: Decimal
    housing_area: Decimal
    house_grade: str
    access_road: str
    fuel: str


def home(rng: Random, size: int) -> Home:
    return Home(
        cultivated_land=Decimal(rng.randint(70, 190) * size) / 100,
        housing_area=Decimal(rng.randint(30, 55) + rng.randint(6, 16) * size),
        house_grade=rng.choice(("1", "2", "2")),
        access_road=rng.choice(("01", "01", "02", "02", "03")),
        fuel=rng.choice(("01", "03", "03", "03", "04")),
    )


def surroundings(number: str, record: HouseholdYear) -> dict[str, Any]:
    """What else the form asks of land, water and house, so that the checks find no gap.

    Drawn by the household's number: the same in every year, and no other draw is moved by it.
    """
    rng = Random(number)  # noqa: S311  (invented homes, nothing is kept secret)
    is_settled = record.state in (State.EXITED, State.PRE_EXIT)
    water_is_safe = is_settled or rng.random() < 0.8
    return {
        "forest_land": Decimal(rng.randint(4, 24)) / 4,
        "returned_land": Decimal(rng.randint(0, 6)) / 4,
        "pasture_land": Decimal(0),
        "km_to_main_road": Decimal(rng.randint(1, 30)) / 10,
        "is_dilapidated": record.house_grade in DANGEROUS,
        "has_domestic_power": True,
        "has_production_power": rng.random() < 0.7,
        "has_sanitary_toilet": rng.random() < 0.4,
        "has_broadcasting": rng.random() < 0.9,
        "water_is_safe": water_is_safe,
        "water_is_difficult": not water_is_safe,
    }


def causes(rng: Random, family: list[Person]) -> tuple[str, str]:
    """Main cause and, for some, another one: only such as the members bear out."""
    weights = _possible(family)
    main = _pick(rng, weights)
    others = {cause: weight for cause, weight in weights.items() if cause != main}
    return main, _pick(rng, others) if others and rng.random() < 0.4 else ""


def _pick(rng: Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _possible(family: list[Person]) -> dict[str, int]:
    able = sum(life.works(person, COUNTED) for person in family)
    weights = dict(_ALWAYS_POSSIBLE) if able else {}
    if any(p.health in (traits.CHRONIC, traits.SERIOUS) for p in family):
        weights[_ILLNESS] = 35
    if any(p.health == traits.DISABLED for p in family):
        weights[_DISABILITY] = 50
    if sum(life.is_pupil(person, COUNTED) for person in family) > 1:
        weights[_SCHOOLING] = 30
    if able * 4 <= len(family):
        weights[_LABOUR] = 20
    return weights
