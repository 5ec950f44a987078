"""Jobs whose worker was killed are begun again or given up loudly; files that were for once go."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from povertyreg.jobs import handing_out, lease
from povertyreg.jobs.models import MAX_ATTEMPTS, Job
from povertyreg.jobs.queue import wake

LEASES_TO_BE_FORGOTTEN = 10


@transaction.atomic
def sweep() -> int:
    """Tend to the jobs that nobody works on though somebody should; how many there were.

    Several sweepers do not meet: each passes over the rows that another one holds.
    """
    patience = timedelta(seconds=settings.JOB_LEASE_SECONDS * LEASES_TO_BE_FORGOTTEN)
    abandoned = list(Job.objects.abandoned().select_for_update(skip_locked=True))
    forgotten = list(Job.objects.forgotten(patience).select_for_update(skip_locked=True))
    handing_out.remove_spent()
    for job in abandoned:
        _begin_again(job)
    for job in forgotten:
        wake(job)
    return len(abandoned) + len(forgotten)


def _begin_again(job: Job) -> None:
    if job.attempts >= MAX_ATTEMPTS:
        with translation.override(job.params.get("language")):
            lease.fail(job, _given_up())
        return
    job.state = Job.State.WAITING
    job.save(update_fields=["state"])
    wake(job)


def _given_up() -> str:
    return _(
        "The work was cut off %(attempts)d times and is not begun again. Ask for a smaller area, "
        "and if that is cut off too, tell those who run this server the job's number."
    ) % {"attempts": MAX_ATTEMPTS}
