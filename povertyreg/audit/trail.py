"""The only door to the audit trail."""

from typing import TYPE_CHECKING, Any

from django.db import connection, models

from povertyreg.audit.models import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from villages.models import User


def reserve() -> int:
    """The number of an entry that will be written: a file carries it as its serial."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [Entry._meta.db_table])
        number: int = cursor.fetchone()[0]
    return number


def record(
    by: "User",
    action: str,
    subject: models.Model,
    *,
    area: str,
    reason: str = "",
    **details: Any,
) -> Entry:
    """Note that `by` did `action` to `subject`, in the transaction that does it."""
    entry = _entry(by, action, subject, area, details)
    entry.reason = reason
    entry.save(force_insert=True)
    return entry


def record_as(
    number: int,
    by: "User",
    action: str,
    subject: models.Model,
    *,
    area: str,
    reason: str = "",
    **details: Any,
) -> Entry:
    """As `record`, under a number that was reserved for it."""
    entry = _entry(by, action, subject, area, details)
    entry.pk, entry.reason = number, reason
    entry.save(force_insert=True)
    return entry


def record_all(
    by: "User", action: str, subjects: "Iterable[tuple[models.Model, str, dict[str, Any]]]"
) -> None:
    """As `record`, of many subjects of one act: (subject, area, details), one statement."""
    Entry.objects.bulk_create(
        _entry(by, action, subject, area, details) for subject, area, details in subjects
    )


def _entry(
    by: "User", action: str, subject: models.Model, area: str, details: dict[str, Any]
) -> Entry:
    return Entry(
        county_code=area[:6],
        area_code=area,
        by=by,
        action=action,
        subject=subject._meta.label_lower,
        subject_id=subject.pk,
        details=details,
    )
