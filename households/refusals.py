"""How an acting module says no: a sentence for the person, never a code."""

from itertools import chain
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class StaleVersion(ValidationError):
    """Somebody else saved the file after this form was opened; nothing was written."""


class RowErrors(ValidationError):
    """Messages for single rows of the form: row (from 0) → field → messages."""

    def __init__(self, by_row: dict[int, dict[str, list[str]]]) -> None:
        rows = [chain.from_iterable(row.values()) for row in by_row.values()]
        super().__init__(list(chain.from_iterable(rows)))
        self.by_row = by_row


def require(fact: object, otherwise: "StrOrPromise", *, field: str = "") -> None:
    """Refuse with the sentence unless the fact holds; `field`: where a form shows it."""
    if not fact:
        raise ValidationError({field: otherwise} if field else otherwise)
