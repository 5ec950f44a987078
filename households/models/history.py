"""Row history of the registry's tables: every change, bulk and raw SQL included."""

from collections.abc import Sequence
from typing import Any

import pghistory
from django.db import models
from pghistory.models import Event


class History(Event):
    """A row as it was after (or, deleted, before) a change."""

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True


def tracked(*exclude: str, indexes: Sequence[models.Index] = ()) -> Any:
    """Insert, update and delete events by statement triggers, into an append-only table."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude),
        base_model=History,
        meta={"indexes": list(indexes)} if indexes else None,
    )
