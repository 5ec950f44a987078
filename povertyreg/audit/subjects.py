"""What entries of the trail are about. The trail stands below those it speaks of: by name only."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

from povertyreg.audit.models import Entry


class Subject(NamedTuple):
    """The kind of thing, its name, and the address of its page if it has one."""

    kind: str
    name: str = ""
    url: str = ""


def subjects(entries: Iterable[Entry]) -> dict[tuple[str, int | None], Subject]:
    """For entries of one page: a query for each kind of thing, not for each thing."""
    wanted: dict[str, set[int]] = {}
    for entry in entries:
        wanted.setdefault(entry.subject, set()).add(entry.subject_id or 0)
    return {
        (label, key): subject
        for label, keys in wanted.items()
        for key, subject in _of_one_kind(label, keys).items()
    }


def _of_one_kind(label: str, keys: set[int]) -> dict[int, Subject]:
    try:
        model = apps.get_model(label)
    except LookupError:  # a kind that a later version no longer has
        return {key: Subject(label) for key in keys}
    kind = str(model._meta.verbose_name)
    found = _rows(model).in_bulk(keys)
    return {key: _subject(kind, found.get(key)) for key in keys}


def _rows(model: type[models.Model]) -> Any:
    """A case is known by its household."""
    rows: Any = model._default_manager.all()
    names = {field.name for field in model._meta.get_fields()}
    return rows.select_related("household") if "household" in names else rows


def _subject(kind: str, row: Any) -> Subject:
    known_by = getattr(row, "household", row)
    if known_by is None:
        return Subject(kind)
    address = getattr(known_by, "get_absolute_url", lambda: "")
    return Subject(kind, str(known_by), address())


def places(codes: Iterable[str]) -> dict[str, str]:
    """The names of areas, by division code."""
    wanted = set(codes)
    return {
        place.pk: place.name
        for name in ("County", "Township", "Village")
        for place in _divisions(name).filter(pk__in=wanted)
    }


def _divisions(name: str) -> Any:
    return apps.get_model("villages", name)._default_manager
