"""Invented families: who lives together, at plausible ages, with plausible health and schooling.

A shape names the members by letters: H householder, S spouse, C child, P parent of the householder,
N grown son, D his wife, G grandchild.
"""

from collections.abc import Iterator
from random import Random
from typing import Final

from households.choices import Relation
from households.idnumbers import FEMALE, MALE
from povertyreg.demo import names, traits
from povertyreg.demo.people import COUNTED, IdNumbers, Person, birthday

WORKING, FRAIL = "working", "frail"
MOST: Final = {WORKING: 7, FRAIL: 4}
"""The largest family that a kind has a shape for."""

_SHAPES: Final = {
    WORKING: {
        1: ["H"],
        2: ["HS", "HS", "HC", "HP"],
        3: ["HSC", "HSC", "HSC", "HSC", "HCC", "HCP"],
        4: ["HSCC", "HSCC", "HSCC", "HSCP", "HSND"],
        5: ["HSCCC", "HSCCP", "HSCCP", "HSNDG"],
        6: ["HSCCCP", "HSCCPP", "HSNDGG"],
        7: ["HSCCCPP", "HSNDGGP"],
    },
    FRAIL: {1: ["H"], 2: ["HS", "HS", "HG"], 3: ["HSG"], 4: ["HSGG"]},
}
_YOUNGEST, _OLDEST_CHILD_AT_HOME = 2, 27
_ETHNIC_GROUPS: Final = ("01",) * 7 + ("06",) * 5 + ("07",) * 4 + ("37",) * 2 + ("09", "14")
"""Han, Miao, Yi, Gelao, Buyi and Bai, about as often as they live there."""
_SON, _DAUGHTER, _DAUGHTER_IN_LAW = "03", "04", "05"
_GRANDSON, _GRANDDAUGHTER, _FATHER, _MOTHER = "07", "08", "11", "12"


class FamilyMaker:
    """Makes one family after the other; the same random numbers give the same families."""

    def __init__(self, rng: Random, numbers: IdNumbers) -> None:
        self.rng = rng
        self.numbers = numbers

    def make(self, kind: str, size: int) -> list[Person]:
        """The householder first."""
        shape = self.rng.choice(_SHAPES[kind][size])
        self.ethnic_group = self.rng.choice(_ETHNIC_GROUPS)
        head = self._head(kind, shape)
        family = [head]
        family += self._spouse(head) if "S" in shape else []
        family += self._children(family, shape.count("C"))
        family += self._young_couple(head) if "N" in shape else []
        family += self._grandchildren(family, shape.count("G"))
        family += self._parents(head, shape.count("P"))
        traits.give(self.rng, family, working=kind == WORKING)
        return family

    def _person(self, relation: str, sex: str, age: int, surname: str) -> Person:
        born = birthday(self.rng, age)
        return Person(
            name=names.full_name(self.rng, surname, sex),
            sex=sex,
            born=born,
            ethnic_group=self.ethnic_group,
            relation=relation,
            id_number=self.numbers.issue(born, sex),
        )

    def _head(self, kind: str, shape: str) -> Person:
        may_be_woman = not set("SPND") & set(shape)
        sex = FEMALE if may_be_woman and self.rng.random() < 0.35 else MALE
        low, high = _ages_of_head(self.rng, kind, shape)
        age = self.rng.randint(low, high)
        return self._person(Relation.HOUSEHOLDER, sex, age, names.surname(self.rng))

    def _spouse(self, head: Person) -> list[Person]:
        age = head.age_in(COUNTED) - self.rng.randint(-1, 5)
        surname = names.other_surname(self.rng, head.name.zh[0])
        return [self._married_in(self._person(Relation.SPOUSE, FEMALE, age, surname))]

    def _parents(self, head: Person, count: int) -> list[Person]:
        age = head.age_in(COUNTED) + self.rng.randint(21, 29)
        family = head.name.zh[0]
        mother = self._person(_MOTHER, FEMALE, age, names.other_surname(self.rng, family))
        if count < 2:
            return [mother] * count
        return [self._person(_FATHER, MALE, age + self.rng.randint(0, 4), family), mother]

    def _children(self, family: list[Person], count: int) -> list[Person]:
        parent = min(p.age_in(COUNTED) for p in family[:2])
        ages = list(_ages_of_children(self.rng, parent, count))
        surname = self._fathers_name(family[0])
        return [self._child(age, surname, _SON, _DAUGHTER) for age in sorted(ages, reverse=True)]

    def _fathers_name(self, head: Person) -> str:
        """A widow's children carry another name than hers."""
        own = head.name.zh[0]
        return own if head.sex == MALE else names.other_surname(self.rng, own)

    def _child(self, age: int, surname: str, boy: str, girl: str) -> Person:
        is_boy = self.rng.random() < 0.52
        return self._person(boy if is_boy else girl, MALE if is_boy else FEMALE, age, surname)

    def _young_couple(self, head: Person) -> list[Person]:
        age = head.age_in(COUNTED) - self.rng.randint(21, 24)
        son = self._person(_SON, MALE, age, head.name.zh[0])
        surname = names.other_surname(self.rng, head.name.zh[0])
        wife = self._person(_DAUGHTER_IN_LAW, FEMALE, age - self.rng.randint(0, 2), surname)
        return [son, self._married_in(wife)]

    def _grandchildren(self, family: list[Person], count: int) -> list[Person]:
        mother = next((p.age_in(COUNTED) for p in family if p.relation == _DAUGHTER_IN_LAW), None)
        oldest = mother - 20 if mother else self.rng.randint(8, 14)
        surname = self._fathers_name(family[0])
        return [
            self._child(max(_YOUNGEST, oldest - 2 * nth), surname, _GRANDSON, _GRANDDAUGHTER)
            for nth in range(count)
        ]

    def _married_in(self, person: Person) -> Person:
        if self.rng.random() < 0.3:
            person.ethnic_group = self.rng.choice(_ETHNIC_GROUPS)
        return person


def _ages_of_head(rng: Random, kind: str, shape: str) -> tuple[int, int]:
    if kind == FRAIL:
        return (36, 56) if shape == "H" and rng.random() < 0.25 else (64, 84)
    if "N" in shape:
        return (50, 57)
    if "P" in shape:
        return (34, 49)
    youngest = {"CCC": 36, "CC": 32, "C": 29}
    return next((low for letters, low in youngest.items() if letters in shape), 38), 56


def _ages_of_children(rng: Random, parent: int, count: int) -> Iterator[int]:
    """Two years or more lie between brothers and sisters."""
    oldest = min(_OLDEST_CHILD_AT_HOME, parent - 20)
    left = list(range(max(_YOUNGEST, parent - 38), oldest + 1))
    for _ in range(count):
        age = rng.choice(left)
        left = [other for other in left if abs(other - age) > 1]
        yield age
