"""Invented persons: who they are, and an ID number that no other invented person has."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from households.idnumbers import MALE, check_digit
from povertyreg.demo.names import Name

COUNTED: Final = 2015
"""Ages are counted at the end of this year."""

_BEFORE_BIJIE_WAS_A_CITY, _AFTERWARDS = "522422", "520521"
_LAST_YEAR_OF_THE_OLD_PREFIX: Final = 2011
_NUMBERS_A_DAY: Final = 500  # three digits, odd for men and even for women
_STRIDE: Final = 37  # shares no factor with 500: neighbours do not get neighbouring numbers


@dataclass
class Person:
    """What stays the same over the years of a file."""

    name: Name
    sex: str
    born: date
    ethnic_group: str
    relation: str
    id_number: str
    health: str = "01"
    is_able: bool = True
    is_skilled: bool = False
    school_ends_at: int = 11
    work_region: str = ""
    politics: str = "13"

    def age_in(self, year: int) -> int:
        """At the end of the year."""
        return year - self.born.year


class IdNumbers:
    """Issues numbers in an order that depends only on who came before."""

    def __init__(self) -> None:
        self._issued: Counter[tuple[date, str]] = Counter()

    def issue(self, born: date, sex: str) -> str:
        turn = self._issued[born, sex]
        self._issued[born, sex] += 1
        if turn >= _NUMBERS_A_DAY:
            raise ValueError(f"More than {_NUMBERS_A_DAY} people born on {born} are asked for.")
        order = (turn + born.toordinal() * 7) * _STRIDE % _NUMBERS_A_DAY * 2 + (sex == MALE)
        body = f"{_prefix(born)}{born:%Y%m%d}{order:03d}"
        return body + check_digit(body)


def _prefix(born: date) -> str:
    old = born.year <= _LAST_YEAR_OF_THE_OLD_PREFIX
    return _BEFORE_BIJIE_WAS_A_CITY if old else _AFTERWARDS


def birthday(rng: Random, age: int) -> date:
    """Some day of the year in which a person of this age was born."""
    return date(COUNTED - age, 1, 1) + timedelta(days=rng.randrange(365))
