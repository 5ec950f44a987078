"""Rules about health (H)."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from households.checks.facts import ORDINARY, Facts, PersonFacts
from households.checks.found import Place, enforced, rule
from households.choices import Document, Health, Severity

_PHYSICAL_AND_SEVERE: Final = ("41", "42")


@rule(
    "H-01",
    Severity.ERROR,
    _("The health is missing. Choose it."),
    "SF-12 (2_01_002, 2_12_002)",
)
def no_health(facts: Facts) -> Iterable[Place]:
    return [person.at("health") for person in facts.people if not person.year.healths]


@rule(
    "H-02",
    Severity.WARNING,
    _(
        "Entered as disabled, but not with the number of a disability certificate. "
        "Enter the certificate's number, or say that there is none yet."
    ),
    "SF-12 (4_01_002, 4_12_003)",
)
def disabled_without_certificate(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.has_health(Health.DISABLED) and not _has_certificate(person):
            yield person.at("health")


@rule(
    "H-03",
    Severity.WARNING,
    _("There is a disability certificate, but the health is not “disabled”. Correct the health."),
    "FK",
)
def certificate_without_disability(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        stated = bool(person.year.healths)
        if _has_certificate(person) and stated and not person.has_health(Health.DISABLED):
            yield person.at("health")


def _has_certificate(person: PersonFacts) -> bool:
    number = person.good_number
    return (
        bool(number and number.disability_kind)
        or person.member.document_kind == Document.DISABILITY_CERTIFICATE
    )


@rule(
    "H-04",
    Severity.ERROR,
    _(
        "Severely disabled in body (level 1 or 2), but with ordinary labour ability. "
        "Correct the labour ability or the certificate's number."
    ),
    "SF-12 (4_01_007, 4_01_008)",
)
def severely_disabled(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        number = person.good_number
        severe = number and number.disability_kind + number.disability_level in _PHYSICAL_AND_SEVERE
        if severe and person.year.labour == ORDINARY:
            yield person.at("labour")


@enforced(
    "H-05",
    _("Healthy goes with no other health, and none is given twice. Correct the health."),
    "FK",
)
def healthy_and_ill(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        healths = person.year.healths
        mixed = Health.HEALTHY in healths and len(healths) > 1
        if mixed or len(set(healths)) < len(healths):
            yield person.at("second_health")


RULES = (
    no_health,
    disabled_without_certificate,
    certificate_without_disability,
    severely_disabled,
    healthy_and_ill,
)
