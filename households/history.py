"""The versions of a file in words: who changed what, when, why and from where, newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from households import snapshots
from households.codes import CodeField
from households.models import Household, HouseholdYear, Member, MemberYear
from povertyreg.audit.models import Entry
from povertyreg.privacy import EncryptedField, mask_account, mask_id_number, mask_phone
from villages.models import User, VillageGroup

_NOT_TOLD = {
    *("id", "county_code", "village", "household", "household_year", "member", "version"),
    *("pinyin", "id_digest", "id_tail_digest", "position", "size", "householder"),
    *("changed_by", "changed_at", "entered_by", "entered_at"),
}
"""Columns that say nothing to a reader, or say again what another one says."""

_MASKS = {"member.id_number": mask_id_number, "household.bank_account": mask_account}


@dataclass(frozen=True)
class Line:
    """One field: where it stands, and what it was and became (or that a row came or went)."""

    where: str
    label: str
    old: str
    new: str


@dataclass
class Version:
    """What one transaction changed; `number` is None when the form's version stayed the same."""

    at: datetime
    number: int | None
    who: str
    why: str
    source: str
    lines: list[Line] = field(default_factory=list)


@dataclass
class _Known:
    """What the lines are told with: names of members, years of records, groups."""

    members: dict[int, str]
    years: dict[int, int]
    groups: dict[int, str]


def versions(household: Household) -> list[Version]:
    """All versions, newest first; the number of questions does not depend on how many."""
    years, members = list(household.years.all()), list(household.members.all())
    groups = VillageGroup.objects.filter(village=household.village_id)
    known = _Known(
        {m.pk: m.shown_name for m in members},
        {y.pk: y.year for y in years},
        {g.pk: str(g) for g in groups},
    )
    found = [
        *_changes(Household, pgh_obj=household.pk),
        *_changes(HouseholdYear, pgh_obj__in=list(known.years)),
        *_changes(Member, pgh_obj__in=list(known.members)),
        *_changes(MemberYear, household_year__in=list(known.years)),
    ]
    found.sort(key=_moment)
    told = [_version(list(group), known) for _key, group in groupby(found, _moment)]
    _add_people(told, household, found)
    return [v for v in reversed(told) if v.lines or v.number]


_Change = tuple[Any, Any]
"""An event, and the event of the same row before it (None: there was none)."""


def _changes(model: type[models.Model], **rows: Any) -> Iterator[_Change]:
    events = snapshots.events(model).filter(**rows).select_related("pgh_context")
    for _row, of_row in groupby(events.order_by("pgh_obj_id", "pgh_id"), lambda e: e.pgh_obj_id):
        last = None
        for event in of_row:
            yield event, last
            last = event


def _moment(change: _Change) -> tuple[datetime, str]:
    event = change[0]
    return event.pgh_created_at, str(event.pgh_context_id or "")


def _version(changes: list[_Change], known: _Known) -> Version:
    first = changes[0][0]
    numbers = [e.version for e, last in changes if _is_new_version(e, last)]
    said: dict[str, Any] = getattr(first.pgh_context, "metadata", None) or {}
    lines = [line for event, last in changes for line in _lines(event, last, known)]
    number = max(numbers, default=None)
    source = _source(said)
    return Version(first.pgh_created_at, number, "", str(said.get("reason", "")), source, lines)


def _is_new_version(event: Any, last: Any) -> bool:
    return hasattr(event, "version") and (last is None or last.version != event.version)


def _source(said: dict[str, Any]) -> str:
    """From where: the context of the history names the job or the address, or it has none."""
    if "job" in said:
        return _("job")
    if "url" not in said:
        return _("command")
    return _("API") if str(said["url"]).startswith("/api/") else _("screen")


def _add_people(told: list[Version], household: Household, found: list[_Change]) -> None:
    """Who and why stand in the audit trail with the version's number, or else on the row."""
    entries = Entry.objects.about(household).filter(details__has_key="version")
    by_number = {e.details["version"]: e for e in entries.select_related("by")}
    on_row = {_moment(c): c[0].changed_by_id for c in found}
    names = {u.pk: u.name for u in User.objects.filter(pk__in=set(on_row.values()) - {None})}
    for version, writer in zip(told, on_row.values(), strict=True):
        entry = by_number.get(version.number)
        version.who = entry.by.name if entry else names.get(writer, "")
        version.why = (entry.reason if entry else "") or version.why


def _lines(event: Any, last: Any, known: _Known) -> Iterable[Line]:
    where = _where(event, known)
    if event.pgh_label == "delete":
        return [Line(where, _("Record of the year"), _("on file"), _("taken out"))]
    if last is None:
        return [Line(where, _whole(event), "", _("entered"))]
    fields = event._meta.concrete_fields
    told = [f for f in fields if f.name not in _NOT_TOLD and not f.name.startswith("pgh_")]
    changed = [f for f in told if getattr(event, f.attname) != getattr(last, f.attname)]
    return [
        Line(where, capfirst(str(f.verbose_name)), _shown(f, last, known), _shown(f, event, known))
        for f in changed
    ]


def _whole(event: Any) -> str:
    return capfirst(str(event.pgh_tracked_model._meta.verbose_name))


def _where(event: Any, known: _Known) -> str:
    """A member's name, the year, or both; nothing for the household itself."""
    model = event.pgh_tracked_model
    member = {Member: event.pgh_obj_id, MemberYear: getattr(event, "member_id", None)}.get(model)
    year = {HouseholdYear: event.pgh_obj_id}.get(model, getattr(event, "household_year_id", None))
    parts = [known.members.get(member, ""), str(known.years.get(year, ""))]
    return " · ".join(filter(None, parts))


def _shown(told: Any, row: Any, known: _Known) -> str:
    value = getattr(row, told.attname)
    if value is None or value == "":
        return ""
    if isinstance(told, EncryptedField):
        return _MASKS.get(told.context, mask_phone)(value)
    if isinstance(told, CodeField):
        return told.code_list.label(value)
    return known.groups.get(value, "") if told.name == "group" else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return number_format(value, use_l10n=True, force_grouping=True)
    return date_format(value, "Y-m-d") if isinstance(value, date) else str(value)
