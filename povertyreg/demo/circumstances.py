"""Land, house, road and fuel of a household, and the causes of its poverty."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

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
