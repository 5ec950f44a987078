"""Imports as jobs: read, written and taken back by a worker, one at a time in an area."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.importing import committing, rehearsal, small, undoing
from povertyreg.exchange.models import Import
from povertyreg.exchange.rowkinds import KINDS
from povertyreg.jobs import lease, queue
from povertyreg.jobs.kinds import Busy, Kind, Progress, Result
from povertyreg.jobs.models import Job
from povertyreg.scoping import COUNTY_DIGITS
from villages.models import User

_LOCKS: Final = 5201
"""The class of our advisory locks: imports by area."""


def ask(kind: str, import_: Import, *, by: User) -> Job:
    """A job for the import; its page shows how far it is."""
    with transaction.atomic():
        is_reading = kind == "rehearse_import"
        if is_reading and import_.job:
            lease.cancel(import_.job)  # what it would read is no longer wanted
        job = queue.ask(kind, by=by, area=import_.area_code, **{"import": import_.pk})
        import_.job = job
        if is_reading:
            import_.state = Import.State.READING
        import_.save()
    return job


@contextmanager
def alone(import_: Import) -> Iterator[bool]:
    """Whether no other import writes in the area, nor in one that holds it or lies in it."""
    county, area = import_.area_code[:COUNTY_DIGITS], import_.area_code
    is_whole = len(area) == COUNTY_DIGITS
    shared = "" if is_whole else "_shared"
    got = _try(f"pg_try_advisory_lock{shared}", county)
    if got and not is_whole and not _try("pg_try_advisory_lock", area):
        _try(f"pg_advisory_unlock{shared}", county)
        got = False
    try:
        yield got
    finally:
        if got:
            _try(f"pg_advisory_unlock{shared}", county)
            if not is_whole:
                _try("pg_advisory_unlock", area)


def _try(function: str, code: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, hashtext(%s))", [_LOCKS, code])
        return bool(cursor.fetchone()[0])


def _import_of(job: Job) -> Import:
    return Import.objects.get(pk=job.params["import"])


def _allows(job: Job) -> bool:
    """The rights of the moment: whoever asked must still see the import and hold the right."""
    found = Import.objects.visible_to(job.requested_by).filter(pk=job.params["import"]).first()
    rights = ("households.import_households", "households.confirm_import")
    return found is not None and any(job.requested_by.has_perm(r, found) for r in rights)


def _title(job: Job) -> str:
    return _("Import of %(file)s") % {"file": _import_of(job).file_name}


def _page(job: Job) -> str:
    return reverse("households:import-detail", args=[job.params["import"]])


def rehearse(import_: Import, tell: Progress | None = None) -> None:
    """By households, or row by row."""
    if import_.kind in KINDS:
        small.rehearse(import_)
    else:
        rehearsal.rehearse(import_, tell)


def write(import_: Import, tell: Progress | None = None) -> None:
    """Likewise; what cannot be written as wanted goes back to be looked at, with a sentence."""
    try:
        if import_.kind in KINDS:
            small.write(import_)
        else:
            committing.write(import_, tell)
    except ValidationError as refusal:
        import_.refresh_from_db()
        import_.state, import_.message = Import.State.READY, " ".join(refusal.messages)
        import_.save()


def undo(import_: Import, by: User, tell: Progress | None = None) -> None:
    if import_.kind in KINDS:
        small.undo(import_, by)
    else:
        undoing.undo(import_, by=by, tell=tell)


def _rehearse(job: Job, tell: Progress) -> Result:
    """Only what still waits to be read: another job may have read it, and it is being written."""
    import_ = _import_of(job)
    if import_.state == Import.State.READING and import_.job_id == job.pk:
        rehearse(import_, tell)
    return Result()


def _write(job: Job, tell: Progress) -> Result:
    import_ = _import_of(job)
    with alone(import_) as is_alone:
        if not is_alone:
            raise Busy(_("waiting for another import of this area"))
        write(import_, tell)
    queue.wake_waiting("write_import", import_.county_code)
    return Result()


def _undo(job: Job, tell: Progress) -> Result:
    import_ = _import_of(job)
    with alone(import_) as is_alone:
        if not is_alone:
            raise Busy(_("waiting for another import of this area"))
        undo(import_, job.requested_by, tell)
    queue.wake_waiting("write_import", import_.county_code)
    return Result()


def _households() -> str:
    return str(gettext_lazy("households"))


REHEARSE_JOB: Final = Kind(_allows, _title, _households, _rehearse, _page)
WRITE_JOB: Final = Kind(_allows, _title, _households, _write, _page)
UNDO_JOB: Final = Kind(_allows, _title, _households, _undo, _page)
