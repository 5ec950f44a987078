"""Health, schooling, skills and work of a family's members, so that the file agrees with itself."""

from collections.abc import Iterable
from random import Random
from typing import Final

from households.idnumbers import FEMALE
from povertyreg.demo.people import COUNTED, Person

HEALTHY, CHRONIC, SERIOUS, DISABLED = "01", "02", "03", "04"
NEVER_AT_SCHOOL, PRIMARY, JUNIOR, SENIOR, COLLEGE = 0, 11, 14, 17, 21
"""The age at which schooling ended."""

_GROWN_UP: Final = 19  # too old for school in every year of the files, unless at college
_FIRST_YEAR: Final = 2013
_OLD: Final = 59
_LEAVING_WORKING_AGE: Final = range(1953, 1957)
_REGIONS: Final = ("04", "04", "04", "04", "03", "03", "02", "01", "01")
_PARTY, _LEAGUE, _NONE = "01", "03", "13"


def give(rng: Random, family: list[Person], *, working: bool) -> None:
    """Fill in the traits of every member; a working family has somebody who can work."""
    for person in family:
        _school(rng, person)
        _health(rng, person, working=working)
        _work(rng, person)
        _politics(rng, person)
    if working and not any(can_work(person) for person in family):
        family[0].health, family[0].is_able = CHRONIC, True


def weaken(rng: Random, family: list[Person]) -> None:
    """A family that cannot do without dibao: one of the grown-ups is disabled or seriously ill."""
    grown = [p for p in family[1:] if p.age_in(COUNTED) > _GROWN_UP] or family[:1]
    weak = rng.choice(grown)
    if weak is family[0]:
        weak.health, weak.is_able = CHRONIC, True
    else:
        weak.health, weak.is_able = rng.choice([SERIOUS, DISABLED]), False
        weak.work_region = ""


def can_work(person: Person) -> bool:
    """Of working age in all years of the files, not at school, and able."""
    has_left_school = person.age_in(_FIRST_YEAR) > person.school_ends_at
    return _GROWN_UP <= person.age_in(COUNTED) <= _OLD and has_left_school and person.is_able


def disable(people: Iterable[Person]) -> None:
    """Of working age and without working ability, and so dependent on five guarantees or dibao."""
    for person in people:
        if _GROWN_UP <= person.age_in(COUNTED) <= _OLD:
            person.health, person.is_able, person.work_region = DISABLED, False, ""


def _school(rng: Random, person: Person) -> None:
    age = person.age_in(COUNTED)
    if age < _GROWN_UP:
        ends = rng.choice([SENIOR, SENIOR, COLLEGE])
    elif age < 30:
        ends = rng.choice([JUNIOR, JUNIOR, JUNIOR, SENIOR, COLLEGE])
    elif age < 45:
        ends = rng.choice([PRIMARY, PRIMARY, JUNIOR, JUNIOR, JUNIOR, SENIOR])
    elif age < _OLD:
        ends = rng.choice([NEVER_AT_SCHOOL, PRIMARY, PRIMARY, PRIMARY, JUNIOR])
    else:
        ends = rng.choice([NEVER_AT_SCHOOL, NEVER_AT_SCHOOL, PRIMARY])
    person.school_ends_at = ends


def _health(rng: Random, person: Person, *, working: bool) -> None:
    age, draw = person.age_in(COUNTED), rng.random()
    if person.born.year in _LEAVING_WORKING_AGE:
        person.health = CHRONIC
    elif age > _OLD:
        person.health = HEALTHY if draw < 0.3 else CHRONIC if draw < 0.88 else DISABLED
    elif age >= _GROWN_UP:
        person.health = HEALTHY if draw < 0.84 else CHRONIC if draw < 0.94 else SERIOUS
        person.health = DISABLED if draw > 0.98 else person.health
    elif draw > 0.985:
        person.health = DISABLED
    person.is_able = person.health == HEALTHY or (person.health == CHRONIC and rng.random() < 0.7)
    if not working:
        disable([person])


def _work(rng: Random, person: Person) -> None:
    if can_work(person):
        person.is_skilled = person.school_ends_at >= SENIOR or rng.random() < 0.08
        share = 0.3 if person.sex == FEMALE else 0.55
        goes_out = person.age_in(COUNTED) < 50 and rng.random() < share
        person.work_region = rng.choice(_REGIONS) if goes_out else ""


def _politics(rng: Random, person: Person) -> None:
    age, draw = person.age_in(COUNTED), rng.random()
    if age > 30 and draw < 0.02:
        person.politics = _PARTY
    elif 17 <= age <= 24 and draw < 0.4:
        person.politics = _LEAGUE
    else:
        person.politics = _NONE
