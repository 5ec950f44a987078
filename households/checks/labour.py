"""Rules about labour ability and work (L)."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from households.checks.facts import (
    HIGHER,
    LOST,
    NO_LABOUR,
    ORDINARY,
    SKILLED,
    WEAK,
    Facts,
    PersonFacts,
)
from households.checks.found import MONITORING, Place, rule
from households.choices import Health, Severity

_OUTSIDE_THE_COUNTY: Final = ("03", "04")
_MONTHS: Final = range(1, 13)
_COLLEGE_EDUCATION: Final = "05"


@rule(
    "L-01",
    Severity.ERROR,
    _("The labour ability is missing. Choose it; of children and pupils it is “none”."),
    "SF-12 (2_01_003, 2_12_003)",
)
def no_labour(facts: Facts) -> Iterable[Place]:
    return [person.at("labour") for person in facts.people if not person.year.labour]


@rule(
    "L-02",
    Severity.ERROR,
    _("A child under 16 has no labour ability. Choose “none”."),
    "SF-12 (2_01_011, 2_12_014)",
)
def child(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.is_under(16) and person.year.labour not in ("", NO_LABOUR):
            yield person.at("labour")


@rule(
    "L-03",
    Severity.ERROR,
    _("Who is at school has no labour ability. Choose “none”, or correct the school."),
    "SF-12 (1111_07)",
)
def pupil(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        grown = person.is_pupil and not person.is_under(16)
        if grown and person.year.labour not in ("", NO_LABOUR):
            yield person.at("labour")


def _healthy_of_working_age(facts: Facts) -> Iterable[PersonFacts]:
    for person in facts.people:
        if person.is_of_working_age and person.is_healthy and not person.is_pupil:
            yield person


@rule(
    "L-04",
    Severity.ERROR,
    _("Healthy and of 16 to 59, but labour ability lost. Correct the health or the ability."),
    "SF-12 (2_01_005)",
)
def healthy_but_lost(facts: Facts) -> Iterable[Place]:
    return [p.at("labour") for p in _healthy_of_working_age(facts) if p.year.labour == LOST]


@rule(
    "L-05",
    Severity.ERROR,
    _("Healthy and of 16 to 59, but no labour ability. Correct the health or the ability."),
    "SF-12 (2_01_010, 5_12_008)",
)
def healthy_but_none(facts: Facts) -> Iterable[Place]:
    return [p.at("labour") for p in _healthy_of_working_age(facts) if p.year.labour == NO_LABOUR]


@rule(
    "L-06",
    Severity.WARNING,
    _("Healthy and of 16 to 59, but weak or half labour ability. Correct one of them, or say why."),
    "SF-12 (1111_14, 1111_15)",
)
def healthy_but_weak(facts: Facts) -> Iterable[Place]:
    return [p.at("labour") for p in _healthy_of_working_age(facts) if p.year.labour == WEAK]


@rule(
    "L-07",
    Severity.WARNING,
    _("Sixty or older with ordinary or skilled labour ability. Correct it, or say why."),
    "SF-12 (2_12_005, 2_12_017)",
)
def old_and_able(facts: Facts) -> Iterable[Place]:
    return [p.at("labour") for p in facts.people if p.is_from(60) and p.has_labour]


@rule(
    "L-08",
    Severity.WARNING,
    _("Seriously ill with ordinary labour ability. Correct one of them, or say how it is."),
    "FK",
)
def ill_and_able(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.has_health(Health.SERIOUS) and person.year.labour == ORDINARY:
            yield person.at("labour")


@rule(
    "L-09",
    Severity.WARNING,
    _("At work, but without labour ability. Correct the labour ability or the work."),
    "SF-12 (2_01_015, 2_12_004)",
)
def works_without_labour(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        grown = not person.is_under(16) and not person.is_pupil
        if grown and person.works and person.year.labour in (LOST, NO_LABOUR):
            yield person.at("labour")


@rule(
    "L-10",
    Severity.WARNING,
    _("A pupil is entered as working. Correct the school or the work, or say how it is."),
    "SF-12 (4_01_006, 4_12_002)",
)
def pupil_at_work(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        at_school = person.is_pupil and person.year.school not in HIGHER
        if at_school and person.works and not person.is_under(16):
            yield person.at("work_months")


@rule(
    "L-11",
    Severity.ERROR,
    _("A child under 16 is entered as working. Take the work out, or correct the birth date."),
    "SF-12 (5_16_010)",
)
def child_at_work(facts: Facts) -> Iterable[Place]:
    return [p.at("work_months") for p in facts.people if p.is_under(16) and p.works]


@rule(
    "L-12",
    Severity.WARNING,
    _("Receives special-hardship support and is at work. Check both, or say how it is."),
    "SF-12 (5_01_004, 5_12_003)",
)
def supported_at_work(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.year.receives_special_hardship and person.works:
            yield person.at("receives_special_hardship")


@rule(
    "L-13",
    Severity.ERROR,
    _("Where at work and the months (1 to 12) belong together. Fill in both or neither."),
    "SF-5, FK",
)
def work_and_months(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        months = person.year.work_months or 0
        if person.year.work_region and months not in _MONTHS:
            yield person.at("work_months")
        elif months and not person.year.work_region:
            yield person.at("work_region")


@rule(
    "L-15",
    Severity.WARNING,
    _("Works outside the county, but the place is missing. Enter the place, or say why not."),
    "SF-12 (4_12_001, 5_01_003)",
)
def no_place_of_work(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.year.work_region in _OUTSIDE_THE_COUNTY and not person.year.work_place:
            yield person.at("work_place")


@rule(
    "L-23",
    Severity.NOTE,
    _("Skilled or with college education, but not at work. Ask whether help is wanted."),
    "SF-12 (5_20_028 to 5_20_031)",
    MONITORING,
)
def skilled_without_work(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        learned = person.year.labour == SKILLED or person.year.education == _COLLEGE_EDUCATION
        if learned and person.is_able and not (person.works or person.is_pupil):
            yield person.at("work_region")


RULES = (
    no_labour,
    child,
    pupil,
    healthy_but_lost,
    healthy_but_none,
    healthy_but_weak,
    old_and_able,
    ill_and_able,
    works_without_labour,
    pupil_at_work,
    child_at_work,
    supported_at_work,
    work_and_months,
    no_place_of_work,
    skilled_without_work,
)
