"""What the number of a document says about a person, and what to tell when it is wrong."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from households.choices import Document
from households.idnumbers import IdNumber, IdNumberError, normalise_id_number, read_id_number

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from households.models import Member

_MESSAGES = {
    "placeholder": _(
        "Numbers that begin with 999999 are nobody's. Leave it empty and say why there is none yet."
    ),
    "length": _(
        "An ID number has 18 characters (15 of old), a disability certificate 20 or 22; "
        "this one has %(length)d. Check the document."
    ),
    "old_characters": _("An old ID number has 15 digits. Check the ID card."),
    "characters": _("An ID number has 17 digits and then a digit or X. Check the ID card."),
    "check_digit": _("Digit 18 should be %(expected)s, not %(found)s. Check the ID card."),
    "birth_date": _("Digits 7 to 14 (%(digits)s) are not a date of birth. Check the ID card."),
    "disability_kind": _(
        "Digit 19 of a disability certificate is 1 to 7, not %(found)s. Check the certificate."
    ),
    "disability_level": _(
        "Digit 20 of a disability certificate is 1 to 4, not %(found)s. Check the certificate."
    ),
    "disability_again": _(
        "A disability certificate that was issued again ends in B and a digit, not in %(found)s. "
        "Check the certificate."
    ),
}
_READABLE = (Document.ID_CARD, Document.DISABILITY_CERTIFICATE)


def read(number: str) -> IdNumber:
    """Raises ValidationError in the reader's language (rules P-01 to P-04, P-07, P-17)."""
    try:
        return read_id_number(number)
    except IdNumberError as wrong:
        raise ValidationError(_MESSAGES[wrong.code], wrong.code, wrong.details) from None


def sentence(wrong: IdNumberError) -> "StrOrPromise":
    """What to tell of a number that cannot be read; its details fill it."""
    return _MESSAGES[wrong.code]


def person_of(number: str, document: str) -> str:
    """By what a person is known, whichever of the documents the number stands on (rule P-06)."""
    if document in _READABLE:
        return read_id_number(number).person
    return f"{document}:{number}"


def derive(member: "Member") -> None:
    """Fill document, sex and birth date from the number; a contradiction is said, not overwritten.

    Raises ValidationError by field (rules P-09, P-10, P-16).
    """
    if member.document_kind == Document.OFFICER_CARD:
        member.id_number = normalise_id_number(member.id_number)
        _require_facts(member)
        return
    try:
        identity = read(member.id_number)
    except ValidationError as wrong:
        raise ValidationError({"id_number": wrong}) from None
    _agree(member, identity)
    if member.id_number != identity.number:  # the same number keeps its ciphertext: no new history
        member.id_number = identity.number
    member.document_kind = identity.document
    member.birth_date = identity.birth_date
    member.sex = identity.sex


def require_typed(member: "Member") -> None:
    """Somebody without a number: why, and what the number would have said (rule P-04)."""
    if not member.no_id_reason:
        raise ValidationError(
            {"id_number": _("Enter the ID number, or say why there is none yet.")}
        )
    member.document_kind = Document.NONE
    _require_facts(member)


def _require_facts(member: "Member") -> None:
    errors = {}
    born: date | None = member.birth_date
    if not born:
        errors["birth_date"] = _("Enter the birth date: there is no ID number to take it from.")
    if not member.sex:
        errors["sex"] = _("Choose the sex: there is no ID number to take it from.")
    if errors:
        raise ValidationError(errors)


def _agree(member: "Member", identity: IdNumber) -> None:
    errors: dict[str, ValidationError] = {}
    entered: date | None = member.birth_date  # empty until the number gives it
    if entered and entered != identity.birth_date:
        errors["birth_date"] = ValidationError(
            _("The ID number says %(date)s. Correct the birth date or the number."),
            "birth_date_contradicts",
            {"date": identity.birth_date.isoformat()},
        )
    if member.sex and member.sex != identity.sex:
        errors["sex"] = ValidationError(
            _("The ID number says otherwise. Correct the sex or the number."), "sex_contradicts"
        )
    if member.document_kind in _READABLE and member.document_kind != identity.document:
        errors["document_kind"] = ValidationError(
            _("A disability certificate has 20 or 22 characters, an ID card 18. Choose the other."),
            "document_contradicts",
        )
    if errors:
        raise ValidationError(errors)
