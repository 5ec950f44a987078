"""The import as a person drives it: brought, read, named, put right, confirmed, dropped, undone."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import PurePath
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from households.importing import entries, queueing
from households.importing.row import MINE, THEIRS
from households.importing.settings import threshold_of
from households.importing.tables import LEFT_OUT
from households.refusals import require
from povertyreg import locks, sealed
from povertyreg.audit import trail
from povertyreg.exchange.columns import Problem
from povertyreg.exchange.models import ColumnMemory, Fate, Import, ImportEntry
from povertyreg.exchange.preflight import require_safe
from povertyreg.exchange.rowkinds import KINDS
from povertyreg.jobs.models import Job
from villages.models import User

IMPORT, CONFIRM = "households.import_households", "households.confirm_import"
OF_HOUSEHOLDS: Final = ("households", "comparison")
SMALL: Final = 200_000
"""Bytes up to which a file is read at once; some five hundred rows."""

SMALL_OF_ROWS: Final = 20_000

_LONGEST_NAME: Final = 255
_OPEN: Final = (Import.State.MAPPING, Import.State.READY, Import.State.REFUSED)


def receive(content: bytes, name: str, *, kind: str, area: str, year: int, by: User) -> Import:
    """Keep the file, encrypted, after a look that no parser takes part in.

    Raises PermissionDenied, and ValidationError for a file that is refused.
    """
    brought = Import(
        county_code=area[:6],
        area_code=area,
        kind=kind,
        year=year,
        requested_by=by,
        file_name=PurePath(name).name[:_LONGEST_NAME],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )
    _allow(brought, by)
    require(kind in (*OF_HOUSEHOLDS, *KINDS), _("Choose what is imported."), field="kind")
    require_safe(content, name)
    with sealed.kept_if_all_goes_well(), transaction.atomic():
        sealed.seal(brought.file, content)
        brought.save()
        trail.record(
            by, "bring_workbook", brought, area=area, file=brought.file_name, sha256=brought.sha256
        )
    return brought


def start(import_: Import) -> Job | None:
    """Read it: at once when it is small, else by a worker."""
    if _is_long(import_):
        return queueing.ask("rehearse_import", import_, by=import_.requested_by)
    queueing.rehearse(import_)
    return None


def name_columns(import_: Import, mapping: Mapping[str, Mapping[str, str]], *, by: User) -> None:
    """Take a person's naming of the columns, remember it for such a layout, and read again."""
    _allow(import_, by)
    _require_open(import_)
    import_.mapping = {
        sheet: {heading: key or LEFT_OUT for heading, key in named.items()}
        for sheet, named in mapping.items()
    }
    import_.save()
    for sheet in import_.reading.get("sheets", []):
        if named := import_.mapping.get(sheet["name"]):
            _remember(by, import_.kind, sheet.get("signature", ""), named)
    start(import_)


def _remember(by: User, kind: str, signature: str, mapping: dict[str, str]) -> None:
    if signature:
        ColumnMemory.objects.update_or_create(
            user=by, kind=kind, signature=signature, defaults={"mapping": mapping}
        )


def correct(import_: Import, corrections: Sequence[tuple[str, int, int, str]], *, by: User) -> None:
    """Cells put right on the screen: (sheet, row, place of the column, text); then read again."""
    _allow(import_, by)
    _require_open(import_)
    known = {(s, r, p): text for s, r, p, text in json.loads(import_.corrections or "[]")}
    known |= {(sheet, row, place): text for sheet, row, place, text in corrections}
    import_.corrections = json.dumps(
        [[*at, text] for at, text in known.items()], ensure_ascii=False
    )
    import_.save()
    start(import_)


def resolve(import_: Import, entry: ImportEntry, field: str, take: str, *, by: User) -> None:
    """Choose a side of a conflict: "mine" (the workbook's) or "theirs" (the register's)."""
    for one in entries.problems_of(entry):
        if one.code == "conflict" and _key_of(import_, one) == field and one.place is not None:
            side = MINE if take == "mine" else THEIRS
            correct(import_, [(one.sheet, one.row, one.place, side)], by=by)
            return
    require(None, _("There is no such conflict any more. Read the list again."))


def _key_of(import_: Import, problem: Problem) -> str:
    """The fact of the column in which the problem stands."""
    sheets = import_.reading.get("sheets", [])
    columns: list[Any] = next((s["columns"] for s in sheets if s["name"] == problem.sheet), [])
    return next((str(c["key"]) for c in columns if c["place"] == problem.place), "")


def needs_second_person(import_: Import) -> bool:
    """More rows would be written than one person may answer for in this county."""
    most = threshold_of(import_.county_code)
    return most is not None and import_.created + import_.updated > most


def may_confirm(import_: Import, user: User) -> bool:
    """Who brought it, or above the county's threshold somebody else with the right to it."""
    if import_.state == Import.State.WAITING:
        return user.pk != import_.requested_by_id and user.has_perm(CONFIRM, import_)
    right = KINDS[import_.kind].permission if import_.kind in KINDS else IMPORT
    return import_.state == Import.State.READY and user.has_perm(right, import_)


def confirm(import_: Import, choice: str, *, by: User) -> Job | None:
    """Write it, or lay it before a second person. Raises PermissionDenied, ValidationError."""
    mark_confirmed(import_, choice, by=by)
    return _write(import_, by) if import_.state == Import.State.WRITING else None


def mark_confirmed(import_: Import, choice: str, *, by: User) -> None:
    """The state says what comes next: it is to be written, or waits for a second person."""
    with transaction.atomic():
        locks.hold(f"import {import_.pk}")
        import_.refresh_from_db()
        _require_confirmable(import_, by)
        if import_.state == Import.State.READY:
            import_.choice = choice
            _require_all(import_)
            if needs_second_person(import_):
                import_.state = Import.State.WAITING
                import_.save()
                trail.record(by, "submit_import", import_, area=import_.area_code)
                return
        import_.confirmed_by, import_.state = by, Import.State.WRITING
        import_.save()
        trail.record(by, "confirm_import", import_, area=import_.area_code, choice=import_.choice)


def resume(import_: Import, *, by: User) -> Job | None:
    """Go on with a writing that was stopped. Raises PermissionDenied, ValidationError."""
    require(import_.state == Import.State.WRITING, _("This import is not being written."))
    if by.pk != import_.confirmed_by_id:
        _allow(import_, by)
    return _write(import_, by)


def _write(import_: Import, by: User) -> Job | None:
    if _is_long(import_):
        return queueing.ask("write_import", import_, by=by)
    with queueing.alone(import_) as is_alone:
        if not is_alone:
            return queueing.ask("write_import", import_, by=by)
        queueing.write(import_)
    return None


def _require_confirmable(import_: Import, by: User) -> None:
    require(import_.kind != "comparison", _("A comparison is only looked at, never written."))
    if import_.state in (Import.State.WRITING, Import.State.WRITTEN):
        require(None, _("This import is being written or has been written already."))
    if not may_confirm(import_, by):
        raise PermissionDenied


def _require_all(import_: Import) -> None:
    require(
        import_.choice != Import.Choice.ALL or not import_.held,
        _("%(count)d rows are held. Put them right, or take the good rows only.")
        % {"count": import_.held},
    )
    require(import_.created or import_.updated, _("There is nothing new or changed to write."))


def drop(import_: Import, *, by: User) -> None:
    """Not wanted: what was read of it is deleted, the file too; the line in the list stays."""
    _allow(import_, by)
    with transaction.atomic():
        locks.hold(f"import {import_.pk}")
        import_.refresh_from_db()
        require(
            import_.state not in (Import.State.WRITING, Import.State.WRITTEN, Import.State.UNDONE),
            _("It is written already. Take it back instead."),
        )
        import_.entries.all().delete()
        import_.state, import_.corrections = Import.State.DROPPED, ""
        for fate in Fate:
            setattr(import_, fate.value, 0)
        import_.rows_read, import_.households = 0, {}
        name, import_.file = import_.file.name, ""
        import_.save()
        trail.record(by, "drop_import", import_, area=import_.area_code)
        if name:
            transaction.on_commit(partial(default_storage.delete, name))


def undo(import_: Import, *, by: User) -> Job | None:
    """Take back what it wrote: at once when it is small, else by a worker."""
    if _is_long(import_):
        require(import_.state == Import.State.WRITTEN, _("Only a written import is taken back."))
        _allow(import_, by)
        return queueing.ask("undo_import", import_, by=by)
    queueing.undo(import_, by)
    return None


def _is_long(import_: Import) -> bool:
    """Rows of small lists are tried one by one, and take longer."""
    return import_.size > (SMALL if import_.kind in OF_HOUSEHOLDS else SMALL_OF_ROWS)


def _allow(import_: Import, by: User) -> None:
    """Of a small list it is the right of its screen."""
    right = KINDS[import_.kind].permission if import_.kind in KINDS else IMPORT
    if not by.has_perm(right, import_):
        raise PermissionDenied


def _require_open(import_: Import) -> None:
    require(import_.state in _OPEN, _("This import can no longer be changed."))
