"""Invented names as they are heard around Dafang, in characters and in pinyin."""

from functools import cache
from random import Random
from typing import Final, NamedTuple

from households.idnumbers import FEMALE, MALE
from povertyreg.demo.tables import rows


class Name(NamedTuple):
    """A person's name in characters and as passports write it."""

    zh: str
    pinyin: str


_SEXES: Final = {MALE: "man", FEMALE: "woman"}


@cache
def _characters(part: str) -> list[Name]:
    """Characters of one part of a name, the common ones several times."""
    return [
        Name(row["character"], row["pinyin"])
        for row in rows("demo_names")
        if row["part"] == part
        for _ in range(int(row["share"]))
    ]


@cache
def _pinyin_of(surname: str) -> str:
    return next(name.pinyin for name in _characters("surname") if name.zh == surname)


def surname(rng: Random) -> str:
    return rng.choice(_characters("surname")).zh


def other_surname(rng: Random, taken: str) -> str:
    """The surname of somebody who married in."""
    found = surname(rng)
    return found if found != taken else other_surname(rng, taken)


def full_name(rng: Random, family: str, sex: str) -> Name:
    """Family name, then two characters: "杨光富", "Yang Guangfu"."""
    first = rng.choice(_characters(f"generation_{_SEXES[sex]}"))
    second = rng.choice(_characters(f"given_{_SEXES[sex]}"))
    if first.zh == second.zh:
        return full_name(rng, family, sex)
    given = (first.pinyin + second.pinyin).capitalize()
    return Name(f"{family}{first.zh}{second.zh}", f"{_pinyin_of(family)} {given}")
