"""What the form says of a person in one year: schooling, labour ability, insurance."""

from typing import Any, Final

from povertyreg.demo.people import Person
from povertyreg.demo.traits import COLLEGE, HEALTHY, JUNIOR, PRIMARY, SENIOR

_PRE_SCHOOL_AGE, _SCHOOL_AGE, _WORKING_AGE, _RETIRED = 4, 6, 17, 60
_NOT_A_PUPIL, _PRE_SCHOOL = "01", "02"
_GRADES: Final = {
    **dict.fromkeys(range(6, 12), "03"),
    12: "04",
    13: "05",
    14: "06",
    **dict.fromkeys(range(18, 22), "16"),
}
_SENIOR_SECONDARY: Final = {15: "07", 16: "08", 17: "09"}
_VOCATIONAL: Final = {15: "10", 16: "11", 17: "12"}

ORDINARY, SKILLED, LOST, NONE = "01", "02", "03", "04"


def record(person: Person, year: int) -> dict[str, Any]:
    """The fields of a member's yearly record, without the work of the year."""
    age = person.age_in(year)
    pupil = is_pupil(person, year)
    return {
        "relation": person.relation,
        "education": _education(person, age),
        "school": _school(person, age) if pupil else _NOT_A_PUPIL,
        "health": person.health,
        "labour": labour(person, year),
        "politics": person.politics if age >= _WORKING_AGE else "",
        "has_medical_insurance": True,
        "has_serious_illness_insurance": True,
        "has_employee_medical": False,
        "has_pension_insurance": age >= _WORKING_AGE and not pupil,
        "has_employee_pension": False,
        "is_serving_soldier": False,
    }


def is_pupil(person: Person, year: int) -> bool:
    """From pre-school on; everybody of fifteen or sixteen still learns."""
    age = person.age_in(year)
    return _PRE_SCHOOL_AGE <= age <= max(person.school_ends_at, _school_years_of(age))


def _school_years_of(age: int) -> int:
    return _WORKING_AGE - 1 if age < _WORKING_AGE else 0


def labour(person: Person, year: int) -> str:
    """None for children, pupils and the old; lost for those who could work but for their health."""
    age = person.age_in(year)
    if age < _WORKING_AGE or age >= _RETIRED or is_pupil(person, year):
        return NONE
    if not person.is_able:
        return LOST
    return SKILLED if person.is_skilled else ORDINARY


def works(person: Person, year: int) -> bool:
    return labour(person, year) in (ORDINARY, SKILLED)


def draws_pension(person: Person, year: int) -> bool:
    return person.age_in(year) >= _RETIRED


def is_ill(person: Person) -> bool:
    return person.health != HEALTHY


def _school(person: Person, age: int) -> str:
    if age < _SCHOOL_AGE:
        return _PRE_SCHOOL
    senior = _SENIOR_SECONDARY if person.school_ends_at >= COLLEGE else _VOCATIONAL
    return senior[age] if age in senior else _GRADES[age]


def _education(person: Person, age: int) -> str:
    """The level reached, or that of the school visited now."""
    reached = min(age, person.school_ends_at)
    if age < _SCHOOL_AGE:
        return "06"
    if reached <= _SCHOOL_AGE - 1:
        return "01"
    if reached <= PRIMARY:
        return "02"
    if reached <= JUNIOR:
        return "03"
    return "04" if reached <= SENIOR else "05"
