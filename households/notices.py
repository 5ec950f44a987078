"""A list made into a sealed notice: frozen lines, serial number, chained fingerprint."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from households.choices import Level
from households.models import Case, HouseholdYear, Member, Notice, NoticeEntry
from households.rules import last_day_of_publicity
from povertyreg import locks


def seal(notice: Notice, cases: Sequence[Case]) -> Notice:
    """Give the notice its last day, serial number and fingerprint, and write it with its lines.

    The cases come with their household, its group and householder.
    """
    locks.hold(f"notices of {notice.village_id}")
    notice.ends_on = last_day_of_publicity(notice.starts_on, notice.days)
    earlier = Notice.objects.filter(village=notice.village_id)
    notice.serial = earlier.filter(round=notice.round, level=notice.level).count() + 1
    last = earlier.order_by("-id").values_list("sha256", flat=True).first()
    notice.previous_sha256 = last or ""
    entries = lines(notice, cases)
    notice.sha256 = fingerprint(notice, entries)
    notice.save()
    for entry in entries:
        entry.notice = notice
    NoticeEntry.objects.bulk_create(entries)
    return notice


def lines(notice: Notice, cases: Sequence[Case]) -> list[NoticeEntry]:
    """One line a household, by group and number: what the board shows and nothing more."""
    records = {
        record.household_id: record
        for record in HouseholdYear.objects.filter(
            household__in=[case.household_id for case in cases], year=notice.round.year
        )
    }
    in_order = sorted(cases, key=_by_group_and_number)
    return [
        _line(position, case, notice, records[case.household_id])
        for position, case in enumerate(in_order, start=1)
    ]


def _by_group_and_number(case: Case) -> tuple[int, str]:
    group = case.household.group
    return (group.number if group else 0, case.household.number)


def _line(position: int, case: Case, notice: Notice, record: HouseholdYear) -> NoticeEntry:
    household, householder = case.household, _householder(case)
    return NoticeEntry(
        county_code=notice.village_id[:6],
        village_id=notice.village_id,
        case=case,
        position=position,
        householder=householder.name,
        householder_pinyin=householder.pinyin,
        group_number=household.group.number if household.group else None,
        size=record.size,
        category=case.category if notice.level == Level.COUNTY else record.proposed_category,
        cause=record.main_cause,
    )


def _householder(case: Case) -> Member:
    householder: Member | None = case.household.householder
    if householder is None:
        raise ValidationError(
            _("Household %(number)s has no householder. Give one member the relation 01.")
            % {"number": case.household.number}
        )
    return householder


def canonical(notice: Notice, entries: Iterable[NoticeEntry]) -> str:
    """What was posted, as JSON with sorted keys and no blanks: the same list, the same text."""
    posted: dict[str, Any] = {
        "village": notice.village_id,
        "level": str(notice.level),
        "round": notice.round_id,
        "serial": notice.serial,
        "starts_on": notice.starts_on.isoformat(),
        "days": notice.days,
        "complaint_phone": notice.complaint_phone,
        "previous": notice.previous_sha256,
        "entries": [
            [e.position, e.householder, e.group_number, e.size, e.category, e.cause]
            for e in sorted(entries, key=lambda entry: entry.position)
        ],
    }
    return json.dumps(posted, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(notice: Notice, entries: Iterable[NoticeEntry]) -> str:
    """Hexadecimal SHA-256 of the canonical form, which names the village's notice before it."""
    return hashlib.sha256(canonical(notice, entries).encode()).hexdigest()
