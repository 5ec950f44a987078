"""Rules about who a person is (P)."""

import re
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from households.checks.facts import Facts, PersonFacts
from households.checks.found import MONITORING, Place, enforced, rule
from households.choices import Severity

_NAME: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·]{2,15}")
_MOBILE: Final = re.compile(r"1[3-9]\d{9}")
_PARTY, _LEAGUE = ("01", "02"), "03"


def is_mobile(phone: str) -> bool:
    """Eleven digits that begin with 13 to 19."""
    return bool(_MOBILE.fullmatch(re.sub(r"[\s-]", "", phone or "")))


@rule(
    "P-12",
    Severity.WARNING,
    _(
        "Another household of the county lists somebody of the same name and birth date. "
        "Find out whether this is one person, and in which household he or she lives."
    ),
    "FK",
)
def namesake(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.row in facts.namesakes:
            yield person.at("name")


@rule(
    "P-13",
    Severity.WARNING,
    _("A name has 2 to 15 Chinese characters and nothing else but “·”. Write it as on the card."),
    "FK",
)
def chinese_name(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if not _NAME.fullmatch(person.member.name or ""):
            yield person.at("name")


@enforced(
    "P-15",
    _("The ethnic group is missing. Choose it as the household register has it."),
    "SF-12 (2_01_001, 2_12_001)",
)
def ethnic_group(facts: Facts) -> Iterable[Place]:
    return [p.at("ethnic_group") for p in facts.people if not p.member.ethnic_group]


@rule(
    "P-18",
    Severity.WARNING,
    _("A mobile number has 11 digits and begins with 13 to 19. Correct the phone number."),
    "SF-12 (2_01_013, 2_01_014)",
)
def phone_of_person(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.year.phone and not is_mobile(person.year.phone):
            yield person.at("phone")
    if facts.year.filled_by_phone and not is_mobile(facts.year.filled_by_phone):
        yield facts.at("filled_by_phone")


@rule(
    "P-20",
    Severity.NOTE,
    _("Members who work in different places have the same phone. Ask each for an own number."),
    "SF-12 (5_15_021)",
    MONITORING,
)
def shared_phone(facts: Facts) -> Iterable[Place]:
    owners: dict[str, PersonFacts] = {}
    for person in facts.people:
        if person.works and person.year.phone:
            other = owners.setdefault(person.year.phone, person)
            if _place_of_work(person) != _place_of_work(other):
                yield person.at("phone")


def _place_of_work(person: PersonFacts) -> tuple[str, str]:
    return person.year.work_region, person.year.work_place


@rule(
    "P-23",
    Severity.ERROR,
    _(
        "One joins the League from 14 on and the Party from 18 on. "
        "Correct the political status or the birth date."
    ),
    "FK",
)
def too_young_for_politics(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        politics = person.year.politics
        if (politics in _PARTY and person.is_under(18)) or (
            politics == _LEAGUE and person.is_under(14)
        ):
            yield person.at("politics")


@rule(
    "P-24",
    Severity.WARNING,
    _(
        "A serving soldier is 17 to 60 years old and has no other work. "
        "Correct the age, the work or the mark as a soldier."
    ),
    "FK",
)
def serving_soldier(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        fits = person.age is None or person.is_of_age(17, 60)
        if person.year.is_serving_soldier and (person.works or not fits):
            yield person.at("is_serving_soldier")


RULES = (
    namesake,
    chinese_name,
    ethnic_group,
    phone_of_person,
    shared_phone,
    too_young_for_politics,
    serving_soldier,
)
