"""The rest of the living conditions: land, water, power, animals; they agree with one another."""

from decimal import Decimal
from random import Random
from typing import Final

from households.choices import State
from households.models import HouseholdYear
from povertyreg.demo.circumstances import DANGEROUS

_STRUCTURES: Final = ("2", "3", "3", "3", "4")
_SOURCES: Final = {True: ("1", "2", "2"), False: ("3", "5")}
_LACK_OF_WATER: Final = "06"
_SETTLED: Final = (State.EXITED, State.PRE_EXIT)


def describe(record: HouseholdYear, number: str) -> None:
    """Fill what `circumstances` leaves open; the same household looks the same in every year."""
    rng = Random(number)  # noqa: S311  (invented, and the same whatever else is drawn)
    _land(record, rng)
    _water_and_power(record, rng)
    _house(record, rng)
    _farm(record, rng)


def _land(record: HouseholdYear, rng: Random) -> None:
    cultivated = record.cultivated_land or Decimal(0)
    record.irrigated_land = (cultivated * rng.randint(0, 30) / 100).quantize(Decimal("0.01"))
    record.forest_land = Decimal(rng.randint(0, 900)) / 100
    compensated = record.ecological_compensation > 0
    record.returned_land = Decimal(rng.randint(60, 420) if compensated else 0) / 100
    record.orchard_land = Decimal(rng.choice((0, 0, 0, 60, 110))) / 100
    record.pasture_land = record.water_surface = Decimal(0)


def _water_and_power(record: HouseholdYear, rng: Random) -> None:
    lacks_water = _LACK_OF_WATER in (record.main_cause, record.second_cause)
    is_safe = not lacks_water and (rng.random() < 0.8 or record.state in _SETTLED)
    record.water_is_safe = is_safe
    record.water_is_difficult = not is_safe and rng.random() < 0.6
    record.water_source = rng.choice(_SOURCES[is_safe])
    record.has_domestic_power = True
    record.has_production_power = rng.random() < 0.85
    record.has_broadcasting = rng.random() < 0.9


def _house(record: HouseholdYear, rng: Random) -> None:
    record.is_dilapidated = record.house_grade in DANGEROUS
    record.house_structure = rng.choice(_STRUCTURES)
    record.built_in = rng.randint(1968, 2009)
    record.has_sanitary_toilet = rng.random() < 0.35
    record.km_to_main_road = Decimal(rng.randint(5, 380)) / 100
    record.km_to_market = Decimal(rng.randint(150, 1400)) / 100
    record.wants_relocation = record.is_dilapidated and rng.random() < 0.3


def _farm(record: HouseholdYear, rng: Random) -> None:
    keeps = record.livestock > 0
    record.poultry = rng.randint(3, 25) if keeps else 0
    record.pigs = rng.randint(1, 3) if keeps and record.livestock > 1200 else 0
    record.cattle = rng.choice((0, 0, 1, 2)) if keeps and record.livestock > 2500 else 0
    record.sheep = 0
    record.in_cooperative = rng.random() < 0.12
    record.in_mutual_fund = rng.random() < 0.05
    record.led_by_enterprise = record.led_by_local = None if record.year < 2018 else False
