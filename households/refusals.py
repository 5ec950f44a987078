"""How an acting module says no: a sentence for the person, never a code."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class StaleVersion(ValidationError):
    """Somebody else saved the file after this form was opened; nothing was written."""


def require(fact: object, otherwise: "StrOrPromise") -> None:
    """Refuse with the sentence unless the fact holds."""
    if not fact:
        raise ValidationError(otherwise)
