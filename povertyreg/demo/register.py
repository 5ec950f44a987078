"""The registered households of Xingxiu: numbers by village and category, and the files for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from households.choices import Category, State
from households.rules import pinyin_of_name
from povertyreg.demo import circumstances, files, incomes
from povertyreg.demo.divisions import groups_by_village
from povertyreg.demo.files import File
from povertyreg.demo.making import FileMaker, largest
from povertyreg.demo.names import Name
from povertyreg.demo.people import Person
from povertyreg.demo.tables import rows

RENOVATED: Final = 60
_STILL_DANGEROUS: Final = 35
_YEAR_OF_EXIT: Final = 2015
_COLUMNS: Final = {
    Category.GENERAL_POOR: "general_poor",
    Category.DIBAO_POOR: "dibao_poor",
    Category.DIBAO: "dibao",
    Category.FIVE_GUARANTEE: "five_guarantee",
}


@dataclass
class Place:
    """A household in the plan of a village, before it has members."""

    category: str
    size: int
    exits: bool = False


def write_register(maker: FileMaker) -> None:
    """All households that were registered at the end of 2013, with their years until 2016."""
    groups = groups_by_village()
    found: list[File] = []
    for row in rows("xingxiu_villages"):
        for serial, place in enumerate(plan(maker.rng, row), start=1):
            file = _file(maker, row["code"], serial, place)
            file.group = maker.rng.choice(groups[file.village]).pk
            found.append(file)
    _make_houses_dangerous(maker.rng, found)
    files.write(found)


def plan(rng: Random, row: dict[str, str]) -> list[Place]:
    """The places of one village in the order of their serial numbers."""
    places = [place for category in _COLUMNS for place in _places(rng, row, category)]
    rng.shuffle(places)
    for known in _known_in(row["code"]):
        wanted = (known["category"], int(known["size"]))
        here = int(known["number"][12:]) - 1
        there = next(n for n, p in enumerate(places) if (p.category, p.size) == wanted)
        places[here], places[there] = places[there], places[here]
    return places


def _known_in(village: str) -> Iterator[dict[str, str]]:
    """Households that are shown in the handbook and its pictures, by name."""
    return (row for row in rows("xingxiu_householders") if row["number"].startswith(village))


def _places(rng: Random, row: dict[str, str], category: str) -> Iterator[Place]:
    column = _COLUMNS[category]
    households, people = int(row[f"{column}_households"]), int(row[f"{column}_people"])
    most = largest(category)
    if category == Category.GENERAL_POOR:
        leaving, gone = int(row["exited_households"]), int(row["exited_people"])
        for size in sizes(rng, leaving, gone, most):
            yield Place(category, size, exits=True)
        households, people = households - leaving, people - gone
    for size in sizes(rng, households, people, most):
        yield Place(category, size)


def sizes(rng: Random, households: int, people: int, most: int) -> list[int]:
    """Household sizes from one to `most` that add up to the people."""
    found = [1] * households
    for _ in range(people - households):
        growing = rng.randrange(households)
        while found[growing] == most:
            growing = rng.randrange(households)
        found[growing] += 1
    return found


def _file(maker: FileMaker, village: str, serial: int, place: Place) -> File:
    file = _made(maker, village, serial, place)
    file.account = f"6200000{village[9:]}{serial:09d}"
    file.states = dict.fromkeys(incomes.YEARS, State.POOR)
    if place.exits:
        file.states |= {year: State.EXITED for year in incomes.YEARS if year >= _YEAR_OF_EXIT}
    return file


def _made(maker: FileMaker, village: str, serial: int, place: Place) -> File:
    """Made anew until a householder who is known by name is the man or woman of that name."""
    file = maker.make(village, serial, place.category, place.size, exits=place.exits)
    known = next((row for row in _known_in(village) if row["number"] == file.number), None)
    if known is None:
        return file
    if known["sex"] != file.family[0].sex:
        return _made(maker, village, serial, place)
    _rename(file.family, known["name"])
    return file


def _rename(family: list[Person], name: str) -> None:
    """The householder, and with him those who carry his family name."""
    former = family[0].name.zh[0]
    names = [name, *(name[0] + person.name.zh[1:] for person in family[1:])]
    for person, wanted in zip(family, names, strict=True):
        if person.name.zh[0] == former:
            person.name = Name(wanted, pinyin_of_name(wanted))


def _make_houses_dangerous(rng: Random, found: list[File]) -> None:
    """Sixty are repaired in 2015, some others wait; nobody leaves poverty in a dangerous house."""
    poor = [file for file in found if State.EXITED not in file.states.values()]
    poor = [file for file in poor if file.category != Category.FIVE_GUARANTEE]
    for n, file in enumerate(rng.sample(poor, RENOVATED + _STILL_DANGEROUS)):
        file.home.house_grade = rng.choice(circumstances.DANGEROUS)
        if n < RENOVATED:
            later = [year for year in file.amounts if year >= _YEAR_OF_EXIT]
            file.house_grades = dict.fromkeys(later, circumstances.REPAIRED)
