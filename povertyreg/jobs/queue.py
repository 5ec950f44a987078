"""How a job comes about: its row is written, and a worker is woken when that is committed."""

from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from povertyreg.jobs import lease
from povertyreg.jobs.models import Job
from povertyreg.jobs.work import run_job


@transaction.atomic
def ask(kind: str, *, by: Any, area: str, **params: Any) -> Job:
    """Ask for work in one's own name; its file is written in the language of the asking."""
    job = Job.objects.create(
        kind=kind, requested_by=by, area_code=area, params={**params, "language": get_language()}
    )
    wake(job)
    return job


def wake(job: Job) -> None:
    """Put the job before the workers. Once too often does no harm: only one can take it."""
    Job.objects.filter(pk=job.pk).update(lease_until=lease.until())
    run_job.enqueue(job.pk)


def wake_waiting(kind: str, area: str) -> None:
    """Put before the workers what waited for work that has ended in the area."""
    for job in Job.objects.filter(kind=kind, state=Job.State.WAITING, area_code__startswith=area):
        wake(job)
