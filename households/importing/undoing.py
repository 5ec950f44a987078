"""An import taken back: a counter-operation that leaves alone what somebody has touched since."""

from collections.abc import Sequence
from typing import Any, Final

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households import claims
from households.importing import assembling, entries, standing, writing
from households.models import Household
from households.refusals import require
from households.signals import household_closed
from povertyreg import clock, locks
from povertyreg.audit import trail
from povertyreg.exchange import bulk
from povertyreg.exchange.models import Fate, Import, ImportEntry
from povertyreg.jobs.kinds import Progress
from villages.models import User

_AT_ONCE: Final = 500
UNDONE, TOUCHED, SEALED, KEPT = "undone", "touched", "sealed", "kept"


def undo(import_: Import, *, by: User, tell: Progress | None = None) -> None:
    """Put back what the import changed, and close what it entered, part by part.

    Raises PermissionDenied, and ValidationError for an import that is not written.
    """
    if not by.has_perm("households.import_households", import_):
        raise PermissionDenied
    require(import_.state == Import.State.WRITTEN, _("Only a written import can be taken back."))
    written = import_.entries.filter(is_written=True, undoing="").order_by("position")
    keys = list(written.values_list("pk", flat=True))
    for start in range(0, len(keys), _AT_ONCE):
        with transaction.atomic():
            _undo_part(import_, keys[start : start + _AT_ONCE], by)
        if tell:
            tell(min(start + _AT_ONCE, len(keys)), len(keys))
    with transaction.atomic():
        _finish(import_, by)


def _undo_part(import_: Import, keys: Sequence[int], by: User) -> None:
    """Whoever comes second waits, and finds nothing left of it to take back."""
    locks.hold(f"import {import_.pk}")
    part = list(ImportEntry.objects.filter(pk__in=keys, undoing="").order_by("position"))
    known = standing.of([e.household_id for e in part if e.household_id], import_.year)
    for entry in part:
        entry.undoing = _may_be_undone(entry, known)
    with pghistory.context(**{"import": import_.pk, "user": by.pk, "undo": True}):
        good = [entry for entry in part if not entry.undoing]
        _take_out([entry for entry in good if entry.fate == Fate.CREATED], known, by)
        _put_back([entry for entry in good if entry.fate == Fate.UPDATED], known, import_, by)
    for entry in good:
        entry.undoing = entry.undoing or UNDONE
    bulk.update(part, ["undoing"])


def _may_be_undone(entry: ImportEntry, known: standing.Standing) -> str:
    household = known.households.get(entry.household_id or 0)
    if household is None or household.version != entry.written_version or household.closed_on:
        return TOUCHED
    return SEALED if household.pk in known.sealed else ""


def _take_out(created: Sequence[ImportEntry], known: standing.Standing, by: User) -> None:
    """A household that the import entered is closed; its people and its number are free again."""
    today, said = clock.today(), _("The import that entered it was taken back.")
    households, members = [], []
    for entry in created:
        file = known.files[entry.household_id or 0]
        household = file.household
        household.closed_on, household.closed_because = today, said
        household.national_number = ""
        household.version += 1
        household.changed_by, household.changed_at = by, timezone.now()
        households.append(household)
        for person in file.people:
            member = person.member
            member.left_on, member.left_because = today, said
            member.changed_by, member.changed_at = by, timezone.now()
            members.append(member)
    names = ["closed_on", "closed_because", "national_number", "version"]
    bulk.update(households, [*names, "changed_by", "changed_at"])
    bulk.update(members, ["left_on", "left_because", "changed_by", "changed_at"])
    claims.give_up_all(members)
    for household in households:
        household_closed.send(Household, household=household, on=today, by=by, reason=said)
    _note(households, by)


def _put_back(
    updated: Sequence[ImportEntry], known: standing.Standing, import_: Import, by: User
) -> None:
    """The cells as they were; a member whom the import added stays, and that is said."""
    turned = [_turned(entry) for entry in updated]
    for entry, (_cells, is_whole) in zip(updated, turned, strict=True):
        if not is_whole:
            entry.undoing = KEPT
    assembled = [
        assembling.assemble(entry, known, assembling.places_of([entry]), import_.year, cells=cells)
        for entry, (cells, _is_whole) in zip(updated, turned, strict=True)
    ]
    writing.write(assembled, import_, by=by, at=timezone.now(), today=clock.today())


def _turned(entry: ImportEntry) -> tuple[list[tuple[str, str, Any, Any]], bool]:
    """Each change the other way round; whether nothing of it has to stay."""
    cells = entries.changes_of(entry)
    of_new = {whose for whose, *_rest in cells if (at := entries.position_of(whose)) and not at[1]}
    back = [(whose, key, after, before) for whose, key, before, after in cells
            if whose not in of_new]  # fmt: skip
    return back, not of_new


def _note(households: Sequence[Household], by: User) -> None:
    trail.record_all(
        by, "undo_import", ((one, one.village_id, {"version": one.version}) for one in households)
    )


def _finish(import_: Import, by: User) -> None:
    locks.hold(f"import {import_.pk}")
    import_.refresh_from_db()
    if import_.state == Import.State.UNDONE:
        return
    import_.state, import_.undone_by = Import.State.UNDONE, by
    import_.undone_at = timezone.now()
    import_.save()
    left = import_.entries.filter(undoing__in=[TOUCHED, SEALED, KEPT]).count()
    trail.record(
        by, "undo_import", import_, area=import_.area_code, file=import_.file_name, left=left
    )
