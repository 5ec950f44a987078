"""Columns that several lists have: codes and choices by their names, numbers, moments."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.timezone import localtime

from households.codes import code_lists
from households.facts import yes_or_no
from povertyreg.exchange.resources import ListField, Masked
from povertyreg.exchange.writing import DAY, MOMENT, TWO_PLACES, WHOLE, Cell
from povertyreg.privacy import mask_id_number, mask_phone


def coded(path: str, heading: str, codes: str, width: float = 14) -> ListField:
    """A code is written as its name."""

    def words() -> dict[str, str]:
        return {code: entry.name for code, entry in code_lists()[codes].codes.items()}

    return ListField(path, heading, words=words, width=width)


def chosen(
    path: str, heading: str, of: type[TextChoices] | Mapping[str, Any], width: float = 14
) -> ListField:
    """A choice is written as it is called; what is none of them stays as it was written."""

    def words() -> dict[str, str]:
        return {code: str(label) for code, label in _labels(of)}

    return ListField(path, heading, words=words, width=width)


def _labels(of: type[TextChoices] | Mapping[str, Any]) -> list[tuple[str, Any]]:
    return list(of.items()) if isinstance(of, Mapping) else of.choices


def amount(path: str, heading: str) -> ListField:
    return ListField(path, heading, format=TWO_PLACES, width=13)


def whole(path: str, heading: str, width: float = 9) -> ListField:
    return ListField(path, heading, format=WHOLE, width=width)


def a_year(path: str, heading: str) -> ListField:
    """Without the comma of the thousands."""
    return ListField(path, heading, format="0", width=8)


def day(path: str, heading: str) -> ListField:
    return ListField(path, heading, format=DAY)


def moment(path: str, heading: str) -> ListField:
    return ListField(path, heading, write=_local, format=MOMENT, width=17)


def _local(at: datetime | None) -> Cell:
    return at and localtime(at)


def flag(path: str, heading: str, width: float = 10) -> ListField:
    return ListField(path, heading, words=yes_or_no, width=width)


def id_number(path: str, heading: str) -> ListField:
    return ListField(path, heading, write=Masked(mask_id_number), width=20)


def phone(path: str, heading: str) -> ListField:
    return ListField(path, heading, write=Masked(mask_phone), width=13)
