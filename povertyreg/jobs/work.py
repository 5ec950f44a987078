"""What a worker does with a job: take it, check the rights, do it, keep the result."""

import hashlib
import logging
from functools import partial

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from povertyreg import sealed
from povertyreg.jobs import handing_out, lease
from povertyreg.jobs.kinds import Busy, Result, kind_of
from povertyreg.jobs.models import Job

logger = logging.getLogger(__name__)


@task()
def run_job(pk: int) -> None:
    """A wake-up call; the job's row says whether there is anything to do."""
    if job := lease.take(pk):
        language = job.params.get("language")
        with translation.override(language), pghistory.context(user=job.requested_by_id, job=pk):
            _attempt(job)


def _attempt(job: Job) -> None:
    """Any end of it is written down; without a database it is left to the sweeper."""
    try:
        _do(job)
    except lease.LostLease:
        logger.info("job %s was cancelled or given to another worker", job.pk)
    except Busy as waiting:
        lease.put_back(job, str(waiting))
    except (InterfaceError, OperationalError):
        raise
    except PermissionDenied:
        _fail(job, _("You may no longer see this area, or no longer take out its files."))
    except ValidationError as refusal:
        _fail(job, " ".join(refusal.messages))
    except Exception:
        logger.exception("job %s failed", job.pk)
        _fail(
            job,
            _(
                "The work stopped at a fault of the software; nothing was handed out. Ask for it "
                "again, and if it stops again, tell those who run this server the job's number."
            ),
        )


def _fail(job: Job, message: str) -> None:
    try:
        lease.fail(job, message)
    except lease.LostLease:
        logger.info("job %s failed when it was no longer wanted", job.pk)


def _do(job: Job) -> None:
    kind = kind_of(job)
    if not kind.allows(job):
        raise PermissionDenied
    _keep(job, kind.run(job, partial(lease.renew, job)), is_for_once=kind.once(job))


def _keep(job: Job, result: Result, *, is_for_once: bool) -> None:
    """Store the file, encrypted, before the job counts as done; drop it if that is refused."""
    if result.file is None:
        lease.finish(job, message=result.message)
        return
    with result.file as file:
        file.seek(0)
        content = file.read()
    with sealed.kept_if_all_goes_well():
        sealed.seal(job.result, content)
        lease.finish(
            job,
            result=job.result.name,
            result_name=result.name,
            sha256=hashlib.sha256(content).hexdigest(),
            message=result.message,
            keep_until=handing_out.last_moment() if is_for_once else None,
        )
