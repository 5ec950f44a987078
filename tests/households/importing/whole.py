"""All that an import wrote, to be compared with what another one wrote elsewhere or again.

Every column of every table, but for surrogate keys and moments; a reference is told by what it
refers to. Ciphertexts are compared by what they say.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from households.models import (
    Finding,
    Household,
    HouseholdYear,
    IdentityClaim,
    Member,
    MemberYear,
)
from povertyreg.audit.models import Entry
from povertyreg.exchange.models import Import, ImportEntry

TABLES = (Household, HouseholdYear, Member, MemberYear, IdentityClaim, Finding)
_OF_THIS_RUN = {"file", "job", "of_import"}

Row = tuple[Any, ...]
Found = dict[str, Counter[Row]]


def everything(import_: Import) -> Found:
    """The rows of each table, the receipt, the entries, and what the trail says of it."""
    names = _names()
    found = {model.__name__: _rows(model, model._default_manager.all(), names) for model in TABLES}
    entries = ImportEntry.objects.filter(of_import=import_)
    found["ImportEntry"] = _rows(ImportEntry, entries, names)
    found["Import"] = _rows(Import, Import.objects.filter(pk=import_.pk), names)
    found["Entry"] = _trail(import_)
    return found


def difference(one: Found, other: Found) -> dict[str, tuple[list[Row], list[Row]]]:
    """By table a few rows that only one of the two has."""
    return {
        table: (list(one[table] - other[table])[:3], list(other[table] - one[table])[:3])
        for table in one
        if one[table] != other[table]
    }


Names = dict[type[models.Model], dict[int, Any]]


def _names() -> Names:
    """By what the rows are known that others refer to."""
    households = dict(Household.objects.values_list("pk", "number"))
    return {
        Household: households,
        Member: {
            pk: (households[household], position)
            for pk, household, position in Member.objects.values_list(
                "pk", "household_id", "position"
            )
        },
        HouseholdYear: {
            pk: (households[household], year)
            for pk, household, year in HouseholdYear.objects.values_list(
                "pk", "household_id", "year"
            )
        },
    }


def _rows(model: type[models.Model], rows: Iterable[Any], names: Names) -> Counter[Row]:
    told = [(f.attname, _teller(f, names)) for f in model._meta.concrete_fields if _is_told(f)]
    return Counter(tuple(tell(row.__dict__[name]) for name, tell in told) for row in rows)


def _is_told(field: Any) -> bool:
    is_key = isinstance(field, models.AutoField)
    return not (is_key or isinstance(field, models.DateTimeField) or field.name in _OF_THIS_RUN)


def _teller(field: Any, names: Names) -> Callable[[Any], Any]:
    known = names.get(field.related_model) if field.related_model else None
    return (lambda key: None if key is None else known[key]) if known is not None else _plain


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, list | dict | memoryview) else value


def _trail(import_: Import) -> Counter[Row]:
    """Which act of whom, and what stands beside it; the files are told by their versions."""
    entries = Entry.objects.filter(details__import=import_.pk) | Entry.objects.filter(
        subject="exchange.import", subject_id=import_.pk
    )
    return Counter(
        (one.action, one.area_code, one.by_id, one.reason, str(_without_keys(one.details)))
        for one in entries
    )


def _without_keys(details: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sorted(details.items()) if name != "import"}
