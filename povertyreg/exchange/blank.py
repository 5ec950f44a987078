"""Rows that are not stored yet, made by the ten thousand."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)


def blank(model: type[Row]) -> Row:
    """What `model()` gives, by copying one that was made before: thirty times as fast.

    Nobody is told (`pre_init`, `post_init`): no model of the register listens to these.
    """
    values, made = _first(model)
    row = model.__new__(model)
    row.__dict__.update(values)
    for name, make in made:
        row.__dict__[name] = make()
    row._state = ModelState()
    return row


@cache
def _first(
    model: type[models.Model],
) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """The values of a new row; and those that each row has for itself, lists among them."""
    values = {name: value for name, value in model().__dict__.items() if name != "_state"}
    made = [
        (field.attname, field.default)
        for field in model._meta.concrete_fields
        if field.has_default() and callable(field.default)
    ]
    return values, made
