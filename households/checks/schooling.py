"""Rules about education and school (E)."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from households.checks.facts import (
    HIGHER,
    JUNIOR,
    PRE_SCHOOL,
    PRIMARY_SCHOOL,
    SENIOR,
    Facts,
    PersonFacts,
)
from households.checks.found import Place, rule
from households.choices import Severity
from households.rules import age_on

_ILLITERATE, _PRIMARY, _JUNIOR, _SENIOR, _COLLEGE, _PRE_SCHOOL_CHILD = (
    "01", "02", "03", "04", "05", "06",
)  # fmt: skip
_LEVELS: Final = (_PRE_SCHOOL_CHILD, _ILLITERATE, _PRIMARY, _JUNIOR, _SENIOR, _COLLEGE)
_BECAUSE_OF_HEALTH: Final = ("01", "02")
_GRADES: Final = {code: 7 + n for n, code in enumerate((*JUNIOR, *SENIOR[:3]))} | {
    code: 10 + n for n, code in enumerate((*SENIOR[3:], *HIGHER[:3]))
}
"""Grade 7 is the first of junior secondary, 10 the first of senior or vocational school."""


def _pupils(facts: Facts, schools: tuple[str, ...], first: int, last: int) -> Iterable[Place]:
    """Those at such a school who are younger or older than its pupils."""
    for person in facts.people:
        known = person.age is not None
        if person.year.school in schools and known and not person.is_of_age(first, last):
            yield person.at("school")


@rule(
    "E-01",
    Severity.ERROR,
    _("Education, school and the reason of not going to school are all empty. Fill in one."),
    "SF-12 (3_01_002, 3_12_003)",
)
def nothing_said(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        year = person.year
        if not (year.education or year.school or year.not_in_school_because):
            yield person.at("education")


@rule(
    "E-02",
    Severity.WARNING,
    _("Education and school are both filled in. Of a pupil only the school is asked for."),
    "SF-12 (3_01_003, 3_12_004)",
    (2018, None),
)
def both_said(facts: Facts) -> Iterable[Place]:
    return [p.at("education") for p in facts.people if p.is_at_school and p.year.education]


@rule(
    "E-03",
    Severity.WARNING,
    _("A pupil of a primary school is 6 to 14 years old. Check the school and the birth date."),
    "SF-12 (5_17_002, 5_12_014)",
)
def primary_pupil(facts: Facts) -> Iterable[Place]:
    return _pupils(facts, (PRIMARY_SCHOOL,), 6, 14)


@rule(
    "E-04",
    Severity.WARNING,
    _("A pupil of grade 7 to 9 is 12 to 17 years old. Check the grade and the birth date."),
    "SF-12 (5_17_003, 5_12_015)",
)
def junior_pupil(facts: Facts) -> Iterable[Place]:
    return _pupils(facts, JUNIOR, 12, 17)


@rule(
    "E-05",
    Severity.WARNING,
    _(
        "A pupil of a senior secondary or vocational school is 15 to 20 years old. "
        "Check the school and the birth date."
    ),
    "SF-12 (5_17_004, 5_12_016)",
)
def senior_pupil(facts: Facts) -> Iterable[Place]:
    return _pupils(facts, SENIOR, 15, 20)


@rule(
    "E-06",
    Severity.WARNING,
    _("A student of a college is 18 or older. Check the school and the birth date."),
    "SF-12 (5_17_005, 5_12_017)",
)
def student(facts: Facts) -> Iterable[Place]:
    return [p.at("school") for p in facts.people if p.year.school in HIGHER and p.is_under(18)]


@rule(
    "E-08",
    Severity.WARNING,
    _("A healthy child of 7 is past pre-school. Enter the school, or say why not."),
    "SF-12 (5_17_001, 5_12_013)",
)
def past_pre_school(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.is_healthy and person.is_from(7):
            if person.year.school == PRE_SCHOOL:
                yield person.at("school")
            elif person.year.education == _PRE_SCHOOL_CHILD and not person.is_pupil:
                yield person.at("education")


@rule(
    "E-09",
    Severity.ERROR,
    _("A child of 6 to 15 is not at school. Enter the school, or the reason."),
    "SF-12 (1_02_005, 5_15_016, 5_15_017)",
)
def out_of_school(facts: Facts) -> Iterable[Place]:
    """By the age when the school year begins; who has finished grade 9 need not go on."""
    for person in facts.people:
        finished = person.year.education in (_JUNIOR, _SENIOR, _COLLEGE)
        excused = person.is_at_school or person.year.not_in_school_because or finished
        if not excused and 6 <= _age_at_start_of_school(person) <= 15:
            yield person.at("school")


def _age_at_start_of_school(person: PersonFacts) -> int:
    start = min(person.day, date(person.day.year, 8, 31))
    return age_on(person.born, start) if person.born else -1


@rule(
    "E-10",
    Severity.ERROR,
    _(
        "The child is not at school because of health, but is entered as healthy. "
        "Correct the reason or the health."
    ),
    "SF-12 (2_01_012)",
)
def ill_but_healthy(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.year.not_in_school_because in _BECAUSE_OF_HEALTH and person.is_healthy:
            yield person.at("not_in_school_because")


@rule(
    "E-11",
    Severity.NOTE,
    _("Aged 16 to 22 with primary education or less. Check the education."),
    "SF-12 (5_17_007, 5_12_019)",
)
def little_education(facts: Facts) -> Iterable[Place]:
    low = (_ILLITERATE, _PRIMARY, _PRE_SCHOOL_CHILD)
    for person in facts.people:
        if person.is_of_age(16, 22) and not person.is_at_school and person.year.education in low:
            yield person.at("education")


@rule(
    "E-12",
    Severity.WARNING,
    _("A child under 6 is a pre-school child. Correct the education or the birth date."),
    "FK",
)
def too_young_for_education(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.is_under(6) and person.year.education not in ("", _PRE_SCHOOL_CHILD):
            yield person.at("education")


@rule(
    "E-13",
    Severity.WARNING,
    _("Somebody over 30 is entered as a pupil. Check the school and the birth date."),
    "FK",
)
def old_pupil(facts: Facts) -> Iterable[Place]:
    return [p.at("school") for p in facts.people if p.is_at_school and p.is_from(31)]


@rule(
    "E-14",
    Severity.WARNING,
    _("College education before the age of 18. Check the education and the birth date."),
    "FK",
)
def early_college(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.is_under(18) and person.year.education == _COLLEGE:
            yield person.at("education")


@rule(
    "E-15",
    Severity.WARNING,
    _("The education is lower than last year's. Correct this year's, or say why."),
    "FK",
)
def education_went_down(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        then = person.before.education if person.before else ""
        now = person.year.education
        if then in _LEVELS and now in _LEVELS and _LEVELS.index(now) < _LEVELS.index(then):
            yield person.at("education")


@rule(
    "E-16",
    Severity.NOTE,
    _("The grade is the same as last year's, lower, or more than two higher. Check the school."),
    "FK",
)
def grade_did_not_advance(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        then = _GRADES.get(person.before.school) if person.before else None
        now = _GRADES.get(person.year.school)
        if then and now and not 0 < now - then <= 2:
            yield person.at("school")


RULES = (
    nothing_said,
    both_said,
    primary_pupil,
    junior_pupil,
    senior_pupil,
    student,
    past_pre_school,
    out_of_school,
    ill_but_healthy,
    little_education,
    too_young_for_education,
    old_pupil,
    early_college,
    education_went_down,
    grade_did_not_advance,
)
