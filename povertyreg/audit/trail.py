"""The only door to the audit trail."""

from typing import TYPE_CHECKING, Any

from django.db import models

from povertyreg.audit.models import Entry

if TYPE_CHECKING:
    from villages.models import User


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
    return Entry.objects.create(
        county_code=area[:6],
        area_code=area,
        by=by,
        action=action,
        subject=subject._meta.label_lower,
        subject_id=subject.pk,
        reason=reason,
        details=details,
    )
