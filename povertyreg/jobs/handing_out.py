"""The result of a job is handed to its requester, if the rights are still there.

A file that is handed out once is kept for a day. The first fetch leaves it for some minutes more:
nobody can know whether a download arrived whole, and on a weak line it often does not.
"""

from datetime import timedelta
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Coalesce, Least, Now
from django.http import FileResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from povertyreg import sealed
from povertyreg.audit import trail
from povertyreg.jobs.kinds import kind_of
from povertyreg.jobs.models import Job

if TYPE_CHECKING:
    from villages.models import User

FETCHED_WITHIN: Final = timedelta(hours=24)
REPEATED_WITHIN: Final = timedelta(minutes=10)


class Gone(Exception):
    """The file was for once, and has had its time; the message says what to do."""


def last_moment() -> Any:
    """Until when a file that is ready now can be fetched."""
    return Now() + FETCHED_WITHIN


def hand_out(job: Job, *, by: "User") -> FileResponse:
    """The file as a download; the trail keeps who fetched it. Raises PermissionDenied, Gone."""
    job.requested_by = by
    if not kind_of(job).allows(job):
        raise PermissionDenied
    with transaction.atomic():
        # The sweeper passes over a locked row, and two fetches wait for each other.
        held = Job.objects.with_file_state().select_for_update().get(pk=job.pk)
        if not held.has_file:
            raise Gone(why_gone(held))
        content = BytesIO(sealed.unseal(held.result))
        again = held.fetched_at is not None
        if held.is_for_once and not again:
            _begin_last_minutes(held)
        trail.record(by, "fetch_result", held, area=held.area_code, **_told(held, again))
    return FileResponse(content, as_attachment=True, filename=held.result_name)


def _begin_last_minutes(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(
        fetched_at=Coalesce("fetched_at", Now()),
        keep_until=Least("keep_until", Now() + REPEATED_WITHIN),
    )


def _told(job: Job, again: bool) -> dict[str, Any]:
    return {"file": job.result_name, **({"again": True} if again else {})}


def why_gone(job: Job) -> str:
    """What to say instead of the file, and what to do."""
    if job.fetched_at is None:
        return _(
            "Nobody fetched this file within 24 hours, so it has been deleted. "
            "If it is still needed, ask for it again."
        )
    return _(
        "This file was handed out once, on %(time)s, and has been deleted. "
        "If it did not arrive or is needed again, ask for it again."
    ) % {"time": date_format(timezone.localtime(job.fetched_at), "DATETIME_FORMAT")}


def remove_spent() -> int:
    """Delete the files that were for once and have had their time; how many."""
    with transaction.atomic():
        spent = list(Job.objects.spent().select_for_update(skip_locked=True))
        for job in spent:
            delete, name = job.result.storage.delete, str(job.result.name)
            job.result = ""
            job.save(update_fields=["result"])
            transaction.on_commit(partial(delete, name))
    return len(spent)
