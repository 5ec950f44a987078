"""The rehearsed rows written: part by part, each with its entries and counts in one transaction."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import pghistory
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households import years
from households.importing import assembling, entries, meanwhile, standing, writing
from households.importing.rehearsal import Counts
from households.importing.row import problem
from households.refusals import constraints_in_words
from povertyreg import clock, locks
from povertyreg.audit import trail
from povertyreg.exchange import bulk
from povertyreg.exchange.garbage import seldom_collected
from povertyreg.exchange.models import Fate, Import, ImportEntry
from povertyreg.jobs.kinds import Progress

_AT_ONCE: Final = 500
_LONG_HOLD: Final = 30 * 60
"""Seconds for which a job is left alone while it writes all of a file in one transaction."""

_WRITTEN: Final = (Fate.CREATED, Fate.UPDATED)
_STALE: Final = _(
    "Somebody saved this file after the preview. Nothing of this row was written: import it again."
)
_NOT_ALL: Final = _(
    "A file was changed after the preview, and all rows or none were wanted: nothing was written. "
    "Read the file again."
)


@seldom_collected()
def write(import_: Import, tell: Progress | None = None) -> None:
    """Write what the rehearsal found new or changed; begun twice, it goes on where it stood.

    One that is written already, or was sent back, is left alone. Raises ValidationError when all
    rows were wanted and one can no longer be written.
    """
    import_.refresh_from_db()
    if import_.state != Import.State.WRITING:
        return
    waiting = list(_waiting(import_))
    if import_.choice == Import.Choice.ALL:
        if tell:
            tell(0, len(waiting), hold=_LONG_HOLD)
        with transaction.atomic():
            import_.refresh_from_db()
            _write_part(import_, waiting)
            _finish(import_)
        return
    for start in range(0, len(waiting), _AT_ONCE):
        if tell:
            tell(start, len(waiting))
        with transaction.atomic():
            _write_part(import_, waiting[start : start + _AT_ONCE])
    with transaction.atomic():
        _finish(import_)
    if tell:
        tell(len(waiting), len(waiting))


def _waiting(import_: Import) -> Iterator[int]:
    rows = ImportEntry.objects.filter(of_import=import_, fate__in=_WRITTEN, is_written=False)
    return iter(rows.order_by("position").values_list("pk", flat=True))


def _write_part(import_: Import, keys: Sequence[int]) -> None:
    """Those whose file nobody saved since the preview; the others are held, and say so."""
    by = import_.confirmed_by or import_.requested_by
    locks.hold(f"import {import_.pk}")
    found = ImportEntry.objects.filter(pk__in=keys, is_written=False).order_by("position")
    part = list(found)
    if closed := _closed(import_):
        return _mark(import_, part, [], {entry.pk: closed for entry in part})
    known = standing.of([e.household_id for e in part if e.household_id], import_.year)
    entered = meanwhile.entered(import_, part)
    good = [entry for entry in part if _is_fresh(entry, known) and entry.pk not in entered]
    fresh = {entry.pk for entry in good}
    stale = [entry for entry in part if entry.pk not in fresh]
    if stale and import_.choice == Import.Choice.ALL:
        raise ValidationError(_NOT_ALL)
    context = {"import": import_.pk, "user": by.pk}
    with pghistory.context(**context):
        refused = _write_good(import_, good, known)
    return _mark(import_, part, stale, refused)


def _closed(import_: Import) -> ValidationError | None:
    """Why the year takes nothing any more; what is written already stays, and can be undone."""
    try:
        years.require_open_throughout(import_.area_code, import_.year)
    except ValidationError as closed:
        has_begun = import_.entries.filter(is_written=True).exists()
        if import_.choice == Import.Choice.ALL or not has_begun:
            raise
        return closed
    return None


def _is_fresh(entry: ImportEntry, known: standing.Standing) -> bool:
    if entry.household_id is None:
        return True
    household = known.households.get(entry.household_id)
    return (
        household is not None
        and household.version == entry.base_version
        and household.closed_on is None
        and household.pk not in known.sealed
        and household.pk not in known.unwritable
    )


Refused = dict[int, ValidationError]


def _write_good(import_: Import, good: Sequence[ImportEntry], known: standing.Standing) -> Refused:
    """All together; if the database refuses that, one by one, to find which it refuses."""
    if not good:
        return {}
    try:
        _write_together(import_, good, known)
    except (DataError, IntegrityError, ValidationError) as refusal:
        if import_.choice == Import.Choice.ALL or len(good) == 1:
            raise_or_tell = _in_words(refusal)
            if import_.choice == Import.Choice.ALL:
                raise raise_or_tell from refusal
            return {good[0].pk: raise_or_tell}
        refused: Refused = {}
        middle = len(good) // 2
        for half in (good[:middle], good[middle:]):
            pks = [entry.household_id for entry in half if entry.household_id]
            refused |= _write_good(import_, half, standing.of(pks, import_.year))
        return refused
    return {}


def _in_words(refusal: Exception) -> ValidationError:
    if isinstance(refusal, ValidationError):
        return refusal
    return ValidationError(_("The database refused this household. Check it on the screen."))


def _write_together(import_: Import, good: Sequence[ImportEntry], known: standing.Standing) -> None:
    by = import_.confirmed_by or import_.requested_by
    assembled = assembling.of(good, known, import_.year)
    with constraints_in_words():
        writing.write(assembled, import_, by=by, at=timezone.now(), today=clock.today())
        _check_deferred()
    for one in assembled:
        household = one.file.household
        one.entry.household_id, one.entry.number = household.pk, household.number
        one.entry.written_version, one.entry.is_written = household.version, True


def _check_deferred() -> None:
    """Keys that the database looks at last are looked at now, where the refusal can be told."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _mark(
    import_: Import, part: Sequence[ImportEntry], stale: Sequence[ImportEntry], refused: Refused
) -> None:
    """The entries say what became of them, and the counts still add up."""
    is_stale = {entry.pk for entry in stale}
    for entry in part:
        if entry.pk in is_stale:
            _hold(entry, "stale", _STALE)
        elif entry.pk in refused:
            _hold(entry, "refused", partial(_told, refused[entry.pk]))
    bulk.update(
        part,
        ["household", "number", "written_version", "is_written", "fate", "rows", "problems"],
    )
    if stale or refused:
        Counts.of(import_).write(import_)
        import_.save()


def _hold(entry: ImportEntry, code: str, text: object) -> None:
    sheet, row = (entry.rows[0][0], entry.rows[0][1]) if entry.rows else ("", 0)
    entry.fate, entry.is_written = Fate.HELD, False
    entry.rows = [[sheet, row, Fate.HELD.value] for sheet, row, _fate in entry.rows]
    entry.problems = entries.told([problem(sheet, row, ("", None), code, text)])


def _told(refusal: ValidationError) -> str:
    return " ".join(refusal.messages)


def _finish(import_: Import) -> None:
    import_.state, import_.written_at = Import.State.WRITTEN, timezone.now()
    import_.save()
    trail.record(
        import_.confirmed_by or import_.requested_by,
        "import_workbook",
        import_,
        area=import_.area_code,
        file=import_.file_name,
        sha256=import_.sha256,
        year=import_.year,
        rows=import_.rows_read,
        counts=import_.counts,
    )
