"""How an acting module says no: a sentence for the person, never a code."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.functional import lazy

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


@contextmanager
def constraints_in_words() -> Iterator[None]:
    """What a constraint of the database refuses is said with the constraint's own sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        sentence = _sentence(getattr(error.__cause__, "diag", None))
        if sentence is None:
            raise
        raise ValidationError(sentence) from error


def _sentence(diagnosis: Any) -> Any:
    name = getattr(diagnosis, "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if name and constraint.name == name:
                return lazy(constraint.get_violation_error_message, str)()
    return None


def require(fact: object, otherwise: "StrOrPromise", *, field: str = "") -> None:
    """Refuse with the sentence unless the fact holds; `field`: where a form shows it."""
    if not fact:
        raise ValidationError({field: otherwise} if field else otherwise)
