"""What an ID number says about a person, and what to tell when it is wrong."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from households.rules import IdNumber, IdNumberError, read_id_number

if TYPE_CHECKING:
    from households.models import Member

_MESSAGES = {
    "length": _("An ID number has 18 characters; this one has %(length)d. Check the ID card."),
    "characters": _("An ID number has 17 digits and then a digit or X. Check the ID card."),
    "check_digit": _("Digit 18 should be %(expected)s, not %(found)s. Check the ID card."),
    "birth_date": _("Digits 7 to 14 (%(digits)s) are not a date of birth. Check the ID card."),
}


def read(number: str) -> IdNumber:
    """Raises ValidationError in the reader's language (rules P-01, P-02, P-07)."""
    try:
        return read_id_number(number)
    except IdNumberError as wrong:
        raise ValidationError(_MESSAGES[wrong.code], wrong.code, wrong.details) from None


def derive(member: "Member") -> None:
    """Fill sex and birth date from the number; a contradiction is said, never overwritten.

    Raises ValidationError by field (rules P-09, P-10).
    """
    try:
        identity = read(member.id_number)
    except ValidationError as wrong:
        raise ValidationError({"id_number": wrong}) from None
    _agree(member, identity)
    if member.id_number != identity.number:  # the same number keeps its ciphertext: no new history
        member.id_number = identity.number
    member.birth_date = identity.birth_date
    member.sex = identity.sex


def require_typed(member: "Member") -> None:
    """Somebody without a number: why, and what the number would have said (rule P-04)."""
    errors = {}
    if not member.no_id_reason:
        errors["id_number"] = _("Enter the ID number, or say why there is none yet.")
    born: date | None = member.birth_date
    if member.no_id_reason and not born:
        errors["birth_date"] = _("Enter the birth date: there is no ID number to take it from.")
    if member.no_id_reason and not member.sex:
        errors["sex"] = _("Choose the sex: there is no ID number to take it from.")
    if errors:
        raise ValidationError(dict(errors))


def _agree(member: "Member", identity: IdNumber) -> None:
    errors = {}
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
    if errors:
        raise ValidationError(errors)
