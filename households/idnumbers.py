"""The numbers of documents: what they look like, and what they say of a person (GB 11643)."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import mul
from typing import Final

from stdnum import numdb

MALE, FEMALE = "1", "2"

ID_CARD, DISABILITY_CERTIFICATE = "01", "02"
"""Codes of the kind of document that the length of a number tells."""

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS: Final = "10X98765432"
_FULL_WIDTH: Final = {
    **{ord("０") + n: str(n) for n in range(10)},
    **dict.fromkeys(map(ord, "Ｘｘ"), "X"),
    **dict.fromkeys(map(ord, "Ｂｂ"), "B"),
}
_EARLIEST_BIRTH: Final = date(1900, 1, 1)
_LENGTHS: Final = (15, 18, 20, 22)
_PLACEHOLDER: Final = "999999"


class IdNumberError(ValueError):
    """What is wrong with a number: `code` says which rule, the rest fills the message."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class IdNumber:
    """A valid number and what it says.

    `number` as it stands on the document, `person` the 18 digits by which the person is known:
    those of the ID card, of which a disability certificate is the longer form and an old card the
    shorter one.
    """

    number: str
    person: str
    birth_date: date
    sex: str
    disability_kind: str = ""
    """1 visual, 2 hearing, 3 speech, 4 physical, 5 intellectual, 6 mental, 7 multiple."""
    disability_level: str = ""
    """1 (most severe) to 4."""

    @property
    def document(self) -> str:
        """The kind of document that has such a number."""
        return DISABILITY_CERTIFICATE if self.disability_kind else ID_CARD

    @property
    def is_old(self) -> bool:
        """Of the fifteen digits that were issued until 1999 (rule P-11)."""
        return len(self.number) == 15


def normalise_id_number(text: str) -> str:
    """Full-width digits, blanks and a lower-case x are typing habits, not errors (rule P-14)."""
    return "".join(text.split()).translate(_FULL_WIDTH).upper()


def check_digit(first_17: str) -> str:
    """ISO 7064 MOD 11-2 over the first seventeen digits."""
    total = sum(map(mul, map(int, first_17), _WEIGHTS))
    return _CHECK_DIGITS[total % 11]


def read_id_number(text: str) -> IdNumber:
    """An ID card's number (18 digits, or 15 of old) or a disability certificate's (20 or 22).

    Raises IdNumberError (rules P-01 to P-04, P-07, P-17).
    """
    number = normalise_id_number(text)
    if number.startswith(_PLACEHOLDER):
        raise IdNumberError("placeholder")
    if len(number) not in _LENGTHS:
        raise IdNumberError("length", length=len(number))
    person = _modern(number) if len(number) == 15 else number[:18]
    born = _checked(person)
    sex = MALE if int(person[16]) % 2 else FEMALE
    kind, level = _disability(number[18:]) if len(number) > 18 else ("", "")
    return IdNumber(number, person, born, sex, kind, level)


def _modern(old: str) -> str:
    """Fifteen digits leave out the century and the check digit."""
    if not (old.isdigit() and old.isascii()):
        raise IdNumberError("old_characters")
    first_17 = f"{old[:6]}19{old[6:]}"
    return first_17 + check_digit(first_17)


def _checked(person: str) -> date:
    if not (person[:17].isdigit() and person.isascii() and person[17] in _CHECK_DIGITS):
        raise IdNumberError("characters")
    if person[17] != (expected := check_digit(person[:17])):
        raise IdNumberError("check_digit", expected=expected, found=person[17])
    return _birth_date(person)


def _birth_date(number: str) -> date:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise IdNumberError("birth_date", digits=number[6:14]) from None
    if born < _EARLIEST_BIRTH:
        raise IdNumberError("birth_date", digits=number[6:14])
    return born


def _disability(tail: str) -> tuple[str, str]:
    """Kind and level; a certificate that was issued again ends in B and how often."""
    kind, level, again = tail[0], tail[1], tail[2:]
    if kind not in "1234567":
        raise IdNumberError("disability_kind", found=kind)
    if level not in "1234":
        raise IdNumberError("disability_level", found=level)
    if again and not (again[0] == "B" and again[1].isdigit()):
        raise IdNumberError("disability_again", found=again)
    return kind, level


def first_county(number: str) -> str:
    """The county (in Chinese) in which the person was first registered, or "" for a prefix that
    never was a county's. Divisions of the past are known: 522422 was Dafang until 2011 (P-08).
    """
    return _county(number[:6])


@lru_cache(maxsize=4096)
def _county(prefix: str) -> str:
    found = numdb.get("cn/loc").info(prefix)
    named = {name: value for _digits, says in found for name, value in says.items()}
    county = named.get("county", "").split(",")[0].rsplit("]", 1)[-1]
    return f"{named['province']}{county}" if county and "province" in named else ""
