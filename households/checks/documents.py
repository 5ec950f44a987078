"""Rules about a person's document, and what its number says (P)."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from households import identity
from households.checks.facts import Facts
from households.checks.found import Place, enforced, rule
from households.choices import Document, Severity
from households.idnumbers import IdNumberError, first_county

_UNREADABLE: Final = ("length", "old_characters", "characters", "placeholder")
_ID_CARD_LENGTH: Final = 18


def _wrong(facts: Facts, *codes: str) -> Iterable[Place]:
    """People whose number is wrong in this way, in the words that the form has for it."""
    for person in facts.people:
        error = person.number
        if isinstance(error, IdNumberError) and error.code in codes:
            yield person.at("id_number", text=identity.sentence(error), params=error.details)


def _wrong_check_digit(facts: Facts, *, of_certificate: bool) -> Iterable[Place]:
    for place in _wrong(facts, "check_digit"):
        number = facts.people[place.row or 0].member.id_number
        if (len(number) > _ID_CARD_LENGTH) == of_certificate:
            yield place


@enforced(
    "P-01",
    _(
        "An ID number has 18 characters, a disability certificate 20 or 22. "
        "Check the number against the document."
    ),
    "SF-12 (1_01_002, 1_12_002)",
)
def readable_number(facts: Facts) -> Iterable[Place]:
    return _wrong(facts, *_UNREADABLE)


@enforced(
    "P-02",
    _("The last character of the ID number does not fit the others. Check the ID card."),
    "SF-12 (1_01_003)",
)
def check_digit(facts: Facts) -> Iterable[Place]:
    return _wrong_check_digit(facts, of_certificate=False)


@enforced(
    "P-03",
    _("The first 18 characters of the certificate are not an ID number. Check the certificate."),
    "SF-12 (1_01_004, 1_12_004)",
)
def check_digit_of_certificate(facts: Facts) -> Iterable[Place]:
    return _wrong_check_digit(facts, of_certificate=True)


@rule(
    "P-04",
    Severity.WARNING,
    _("There is no ID number. Enter it, or say why there is none yet."),
    "SF-12 (4_01_003)",
)
def no_number(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if not person.member.id_number and not person.member.no_id_reason:
            yield person.at("id_number")


@enforced(
    "P-07",
    _("The birth date is no day between 1900 and today. Correct it, or the number it is part of."),
    "FK",
)
def birth_date_is_possible(facts: Facts) -> Iterable[Place]:
    yield from _wrong(facts, "birth_date")
    for person in facts.people:
        if person.born and person.born > facts.today:
            yield person.at("birth_date")


@rule(
    "P-08",
    Severity.WARNING,
    _("The first six digits were never a county's. Check the number against the document."),
    "FK, SF-64",
)
def known_county(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.good_number and not first_county(person.good_number.person):
            yield person.at("id_number")


@enforced(
    "P-09",
    _("The ID number gives another birth date. Correct the birth date or the number."),
    "FK",
)
def birth_date_of_number(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        number = person.good_number
        if number and person.born != number.birth_date:
            yield person.at("birth_date")


@enforced("P-10", _("The ID number gives the other sex. Correct the sex or the number."), "FK")
def sex_of_number(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        number = person.good_number
        if number and person.member.sex not in ("", number.sex):
            yield person.at("sex")


@rule(
    "P-11",
    Severity.WARNING,
    _("This is an old number of 15 digits. Ask for the new card and enter its 18 characters."),
    "FK",
)
def old_number(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.good_number and person.good_number.is_old:
            yield person.at("id_number")


@enforced(
    "P-16",
    _("The number is not one of this kind of document. Choose the other document."),
    "SF-12, FK",
)
def document_of_number(facts: Facts) -> Iterable[Place]:
    readable = (Document.ID_CARD, Document.DISABILITY_CERTIFICATE)
    for person in facts.people:
        kind, number = person.member.document_kind, person.good_number
        if number and kind in readable and kind != number.document:
            yield person.at("document_kind")


@enforced(
    "P-17",
    _(
        "Digit 19 of a disability certificate is 1 to 7, digit 20 is 1 to 4. "
        "Check the number against the certificate."
    ),
    "SF-12 (4_01_007)",
)
def certificate_of_disability(facts: Facts) -> Iterable[Place]:
    return _wrong(facts, "disability_kind", "disability_level", "disability_again")


RULES = (
    readable_number,
    check_digit,
    check_digit_of_certificate,
    no_number,
    birth_date_is_possible,
    known_county,
    birth_date_of_number,
    sex_of_number,
    old_number,
    document_of_number,
    certificate_of_disability,
)
