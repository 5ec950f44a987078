"""Plain rules of the file and the procedure: no database, no Django."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from pypinyin import Style, lazy_pinyin

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_FULL_WIDTH = {ord("０") + n: str(n) for n in range(10)} | {ord("Ｘ"): "X", ord("ｘ"): "X"}
_EARLIEST_BIRTH = date(1900, 1, 1)

MALE, FEMALE = "1", "2"


class IdNumberError(ValueError):
    """What is wrong with an ID number: `code` says which rule, the rest fills the message."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class IdNumber:
    """A valid 18-digit resident ID number (GB 11643) and what it says."""

    number: str
    birth_date: date
    sex: str


def normalise_id_number(text: str) -> str:
    """Full-width digits, blanks and a lower-case x are typing habits, not errors (rule P-14)."""
    return "".join(text.split()).translate(_FULL_WIDTH).upper()


def check_digit(first_17: str) -> str:
    """ISO 7064 MOD 11-2 over the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11]


def read_id_number(text: str) -> IdNumber:
    """Raises IdNumberError (rules P-01, P-02, P-07)."""
    number = normalise_id_number(text)
    if len(number) != 18:
        raise IdNumberError("length", length=len(number))
    if not (number[:17].isdigit() and number.isascii() and number[17] in _CHECK_DIGITS):
        raise IdNumberError("characters")
    if number[17] != (expected := check_digit(number[:17])):
        raise IdNumberError("check_digit", expected=expected, found=number[17])
    return IdNumber(number, _birth_date(number), MALE if int(number[16]) % 2 else FEMALE)


def _birth_date(number: str) -> date:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise IdNumberError("birth_date", digits=number[6:14]) from None
    if born < _EARLIEST_BIRTH:
        raise IdNumberError("birth_date", digits=number[6:14])
    return born


def age_on(birth_date: date, on: date) -> int:
    """Completed years."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def pinyin_of_name(name: str) -> str:
    """Family name, then given name, as passports write it: "Yang Guangfu"."""
    syllables = lazy_pinyin(name, style=Style.NORMAL)
    return f"{syllables[0]} {''.join(syllables[1:])}".strip().title() if syllables else ""


def last_day_of_publicity(starts_on: date, days: int) -> date:
    """Both ends are counted: seven days from 28 May end on 3 June."""
    return starts_on + timedelta(days=days - 1)


def day_of_publicity(starts_on: date, on: date) -> int:
    """The how-manieth day it is, the first day being day 1."""
    return (on - starts_on).days + 1


def quorum(entitled: int, share: Fraction = Fraction(2, 3)) -> int:
    """How many representatives must be present (Organic Law of Villagers' Committees)."""
    return ceil(entitled * share)


def is_carried(votes_for: int, present: int) -> bool:
    """A household is nominated by more than half of those present."""
    return votes_for * 2 > present


def sample_size(cases: int, share: Fraction) -> int:
    """How many households a spot check of this share must cover."""
    return ceil(cases * share)
