"""Whose job it is: taken by one worker, kept by a lease of the database's clock, given back."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Coalesce, Now

from povertyreg.jobs.models import Job


class LostLease(Exception):
    """The job was cancelled, or another worker has it: what is done here no longer counts."""


def until(seconds: int = 0) -> Any:
    """The end of a lease that begins now."""
    return Now() + timedelta(seconds=max(seconds, settings.JOB_LEASE_SECONDS))


def take(pk: int) -> Job | None:
    """The job, if it waits and nobody was faster."""
    taken = Job.objects.filter(pk=pk, state=Job.State.WAITING).update(
        state=Job.State.RUNNING,
        attempts=F("attempts") + 1,
        lease_until=until(),
        started_at=Now(),
        done=0,
        message="",
    )
    return Job.objects.select_related("requested_by").get(pk=pk) if taken else None


def renew(job: Job, done: int, total: int, *, hold: int = 0) -> None:
    """Write down how far it is; raises LostLease when the job is no longer this worker's.

    `hold`: seconds for which nothing will be heard of it.
    """
    _keep(job, done=done, total=total, lease_until=until(hold))
    job.done, job.total = done, total


def finish(job: Job, **result: Any) -> None:
    """Done, with its result."""
    _keep(job, state=Job.State.DONE, finished_at=Now(), lease_until=None, **result)


def fail(job: Job, message: str) -> None:
    """Failed, with what the person can do."""
    _keep(job, state=Job.State.FAILED, finished_at=Now(), lease_until=None, message=message)


def put_back(job: Job, message: str) -> None:
    """It waits again, and says for what; that was no attempt."""
    _keep(
        job,
        state=Job.State.WAITING,
        attempts=max(job.attempts - 1, 0),
        lease_until=until(),
        message=message,
    )


def cancel(job: Job) -> bool:
    """Ended by its requester; a running worker learns of it at its next step."""
    open_states = [Job.State.WAITING, Job.State.RUNNING]
    ended = Job.objects.filter(pk=job.pk, state__in=open_states).update(
        state=Job.State.CANCELLED, finished_at=Coalesce("finished_at", Now()), lease_until=None
    )
    return bool(ended)


def _keep(job: Job, **changes: Any) -> None:
    """Only the attempt that holds the lease writes; an earlier one that comes back does not."""
    mine = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)
    if not mine.update(**changes):
        raise LostLease
