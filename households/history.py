"""The versions of a file in words: who changed what, when, why and from where, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from households import snapshots
from households.differences import Line, compared, place_of
from households.models import Household, HouseholdYear, Member, MemberYear
from povertyreg.audit.models import Entry
from villages.models import User, VillageGroup

RESTORED = "restore_file"
"""The act in the audit trail that names the version which was brought back."""

_NOT_TOLD = {
    *("id", "county_code", "village", "household", "household_year", "member", "version"),
    *("pinyin", "id_digest", "id_tail_digest", "position", "size", "householder"),
    *("changed_by", "changed_at", "entered_by", "entered_at"),
}
"""Columns that say nothing to a reader, or say again what another one says."""

_SAVING = (
    "create_file",
    "change_file",
    "import_file",
    "confirm_year",
    "record_change",
    "undo_change",
    RESTORED,
)
"""The acts that count the version up; a paper names a version too, but makes none."""


@dataclass
class Version:
    """What one transaction changed; `number` is None when the form's version stayed the same."""

    at: datetime
    number: int | None
    who: str
    why: str
    source: str
    lines: list[Line] = field(default_factory=list)
    restored: int | None = None
    """The earlier version that this one brought back."""


@dataclass
class History:
    """All versions, and of whom and of which years they tell."""

    versions: list[Version]
    members: dict[int, str]
    years: list[int]

    def narrowed(self, member: int | None, year: int | None) -> list[Version]:
        """Versions that say something of the member and of the year, and only those lines."""
        if member is None and year is None:
            return self.versions
        kept = []
        for version in self.versions:
            lines = [
                line
                for line in version.lines
                if member in (None, line.member) and year in (None, line.year)
            ]
            kept += [replace(version, lines=lines)] if lines else []
        return kept


@dataclass
class _Known:
    """What the lines are told with: names of members, years of records, groups."""

    members: dict[int, str]
    years: dict[int, int]
    groups: dict[int, str]


_Change = tuple[Any, Any]
"""An event, and the event of the same row before it (None: there was none)."""


def of(household: Household) -> History:
    """All of it, newest first: seven questions, however many versions there are.

    Of a person only what happened while he belonged to this household.
    """
    own = {"household_id": household.pk}
    years, members = _changes(HouseholdYear, **own), _changes(Member, **own)
    known = _Known(
        {e.pgh_obj_id: snapshots.as_row(Member, e).shown_name for e, _last in members},
        {e.pgh_obj_id: e.year for e, _last in years},
        groups_of(household),
    )
    rows = _changes(MemberYear, household_year__in=list(known.years))
    found = [*_changes(Household, pgh_obj=household.pk), *years, *members, *rows]
    found.sort(key=_moment)
    told = [_version(list(group), known) for _key, group in groupby(found, _moment)]
    _add_people(told, household, found)
    kept = [v for v in reversed(told) if v.lines or v.number]
    return History(kept, known.members, sorted(set(known.years.values()), reverse=True))


def versions(household: Household) -> list[Version]:
    """All versions of the file, newest first."""
    return of(household).versions


def groups_of(household: Household) -> dict[int, str]:
    """The names of the villagers' groups that its file may name."""
    groups = VillageGroup.objects.filter(village=household.village_id)
    return {group.pk: str(group) for group in groups}


def _changes(model: type[models.Model], **rows: Any) -> list[_Change]:
    events = snapshots.events(model).filter(**rows).select_related("pgh_context")
    found = []
    for _row, of_row in groupby(events.order_by("pgh_obj_id", "pgh_id"), lambda e: e.pgh_obj_id):
        last = None
        for event in of_row:
            found.append((event, last))
            last = event
    return found


def _moment(change: _Change) -> tuple[datetime, str]:
    event = change[0]
    return event.pgh_created_at, str(event.pgh_context_id or "")


def _version(changes: list[_Change], known: _Known) -> Version:
    first = changes[0][0]
    numbers = [e.version for e, last in changes if _is_new_version(e, last)]
    said: dict[str, Any] = getattr(first.pgh_context, "metadata", None) or {}
    told = _without_parts(changes)
    lines = [line for event, last in told for line in _lines(event, last, known)]
    number = max(numbers, default=None)
    source = _source(said)
    return Version(first.pgh_created_at, number, "", str(said.get("reason", "")), source, lines)


def _without_parts(changes: list[_Change]) -> list[_Change]:
    """Who enters a member or a year enters the rows of both: they are not told one by one."""
    new = [event for event, last in changes if last is None]
    whole = {(event.pgh_tracked_model, event.pgh_obj_id) for event in new}
    return [
        (event, last)
        for event, last in changes
        if last is not None
        or event.pgh_tracked_model is not MemberYear
        or not {(HouseholdYear, event.household_year_id), (Member, event.member_id)} & whole
    ]


def _is_new_version(event: Any, last: Any) -> bool:
    return hasattr(event, "version") and (last is None or last.version != event.version)


def _source(said: dict[str, Any]) -> str:
    """From where: the context of the history names the job or the address, or it has none."""
    if "import" in said:
        return _("import")
    if "job" in said:
        return _("job")
    if "url" not in said:
        return _("command")
    return _("API") if str(said["url"]).startswith("/api/") else _("screen")


def _add_people(told: list[Version], household: Household, found: list[_Change]) -> None:
    """Who and why stand in the audit trail with the version's number, or else on the row."""
    entries = Entry.objects.about(household).filter(action__in=_SAVING).select_related("by")
    by_number = {e.details.get("version"): e for e in entries.order_by("pk")}
    on_row = {_moment(c): c[0].changed_by_id for c in found}
    names = {u.pk: u.name for u in User.objects.filter(pk__in=set(on_row.values()) - {None})}
    for version, writer in zip(told, on_row.values(), strict=True):
        entry = by_number.get(version.number) if version.number else None
        version.who = entry.by.name if entry else names.get(writer, "")
        version.why = (entry.reason if entry else "") or version.why
        version.restored = entry.details.get("restored") if entry else None


def _lines(event: Any, last: Any, known: _Known) -> Iterable[Line]:
    place = _place(event, known)
    if event.pgh_label == snapshots.DELETED:
        return [replace(place, label=_("Record of the year"), old=_("on file"), new=_("taken out"))]
    if last is None:
        return [replace(place, label=_whole(event), new=_("entered"))]
    columns = [f for f in event._meta.concrete_fields if not f.name.startswith("pgh_")]
    fields = [f for f in columns if f.name not in _NOT_TOLD]
    return compared(place, fields, (last, event), known.groups)


def _whole(event: Any) -> str:
    return capfirst(str(event.pgh_tracked_model._meta.verbose_name))


def _place(event: Any, known: _Known) -> Line:
    """A member's name, the year, or both; nothing for the household itself."""
    model = event.pgh_tracked_model
    member = {Member: event.pgh_obj_id, MemberYear: getattr(event, "member_id", None)}.get(model)
    record = {HouseholdYear: event.pgh_obj_id}.get(model, getattr(event, "household_year_id", None))
    return place_of(known.members, member, known.years.get(record or 0))
