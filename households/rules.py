"""Plain rules of the file and the procedure: no database, no Django."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from pypinyin import Style, lazy_pinyin

LONGEST_PINYIN = 120
"""As many letters as are kept of a name."""

_SATURDAY = 5


def age_on(birth_date: date, on: date) -> int:
    """Completed years."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def pinyin_of_name(name: str, longest: int = LONGEST_PINYIN) -> str:
    """Family name, then given name, as passports write it: "Yang Guangfu"."""
    syllables = lazy_pinyin(name, style=Style.NORMAL)
    written = f"{syllables[0]} {''.join(syllables[1:])}".strip().title() if syllables else ""
    return written[:longest]


def last_day_of_publicity(starts_on: date, days: int) -> date:
    """Both ends are counted: seven days from 28 May end on 3 June."""
    return starts_on + timedelta(days=days - 1)


def day_of_publicity(starts_on: date, on: date) -> int:
    """The how-manieth day it is, the first day being day 1."""
    return (on - starts_on).days + 1


def working_days_after(day: date, count: int) -> date:
    """So many working days later; Saturdays and Sundays are not counted, holidays are."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


def quorum(entitled: int, share: Fraction = Fraction(2, 3)) -> int:
    """How many representatives must be present (Organic Law of Villagers' Committees)."""
    return ceil(entitled * share)


def is_carried(votes_for: int, present: int, share: Fraction = Fraction(1, 2)) -> bool:
    """A household is nominated by more than this share of those present, usually half."""
    return votes_for > present * share


def sample_size(cases: int, share: Fraction) -> int:
    """How many households a spot check of this share must cover."""
    return ceil(cases * share)


def most_listed(scale: int, upward_float: Fraction) -> int:
    """How many households a list may hold: the scale and its upward float, rounded down."""
    return int(scale * (1 + upward_float))
