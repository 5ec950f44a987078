"""A list made into a sealed notice: frozen lines, serial number, chained fingerprint."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from households import annex
from households.choices import Level, Outcome, RoundKind
from households.models import (
    Case,
    HouseholdYear,
    Member,
    Notice,
    NoticeEntry,
    NoticeRemark,
    Round,
)
from households.rules import last_day_of_publicity
from povertyreg import locks


def seal(notice: Notice, cases: Sequence[Case]) -> Notice:
    """Give the notice its last day, number and fingerprint, and write it with lines and annex.

    The cases come with their household, its group and householder.
    """
    locks.hold(f"notices of {notice.village_id}")
    notice.ends_on = last_day_of_publicity(notice.starts_on, notice.days)
    earlier = Notice.objects.filter(village=notice.village_id)
    notice.serial = _serial(notice)
    notice.corrects_because = notice.corrects_because if notice.corrects else ""
    last = earlier.order_by("-id").values_list("sha256", flat=True).first()
    notice.previous_sha256 = last or ""
    entries = lines(notice, cases)
    remarks = annex.remarks_for(notice, entries)
    notice.sha256 = fingerprint(notice, entries, remarks)
    notice.save()
    for entry in entries:
        entry.notice = notice
    for remark in remarks:
        remark.notice = notice
    NoticeEntry.objects.bulk_create(entries)
    NoticeRemark.objects.bulk_create(remarks)
    return notice


def _serial(notice: Notice) -> int:
    """The level counts its notices of the year through all rounds: no number is there twice."""
    of_the_year = Notice.objects.filter(village=notice.village_id, round__year=notice.round.year)
    return of_the_year.filter(level=notice.level).count() + 1


def annex_if_posted(level: Level, round_: Round, cases: Sequence[Case]) -> list[NoticeRemark]:
    """What the annex would say if these households of a village were posted now."""
    if not cases:
        return []
    notice = Notice(village_id=cases[0].village_id, round=round_, level=level)
    return annex.remarks_for(notice, lines(notice, cases))


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
        category=_category(case, notice, record),
        cause=record.main_cause,
        outcome=case.outcome if notice.level == Level.COUNTY else case.proposed_outcome,
    )


def _category(case: Case, notice: Notice, record: HouseholdYear) -> str:
    """What is proposed in the round, what the county gave, or what the household is called now."""
    if notice.level == Level.COUNTY and case.category:
        return case.category
    is_new = case.proposed_outcome in (Outcome.ADDED, Outcome.CORRECTED)
    if is_new or notice.round.kind == RoundKind.IDENTIFICATION:
        return record.proposed_category
    return record.category or record.proposed_category


def _householder(case: Case) -> Member:
    householder: Member | None = case.household.householder
    if householder is None:
        raise ValidationError(
            _("Household %(number)s has no householder. Give one member the relation 01.")
            % {"number": case.household.number}
        )
    return householder


def canonical(
    notice: Notice,
    entries: Iterable[NoticeEntry],
    remarks: Iterable[NoticeRemark] | None = None,
) -> str:
    """What was posted, as JSON with sorted keys and no blanks: the same list, the same text.

    Byte for byte as docs/handbook/notices.md has it. Without `remarks` those on file are read.
    """
    posted = _first_form(notice, entries)
    if notice.form >= 2:
        posted |= _second_form(
            notice, entries, notice.remarks.all() if remarks is None else remarks
        )
    return json.dumps(posted, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _first_form(notice: Notice, entries: Iterable[NoticeEntry]) -> dict[str, Any]:
    return {
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
            for e in _in_order(entries)
        ],
    }


def _second_form(
    notice: Notice, entries: Iterable[NoticeEntry], remarks: Iterable[NoticeRemark]
) -> dict[str, Any]:
    """What is said since annexes, outcomes and corrections are: the lines are longer by one."""
    return {
        "form": notice.form,
        "kind": str(notice.round.kind),
        "year": notice.round.year,
        "ends_on": notice.ends_on.isoformat(),
        "corrects": notice.corrects.sha256 if notice.corrects else "",
        "corrects_because": notice.corrects_because,
        "entries": [
            [e.position, e.householder, e.group_number, e.size, e.category, e.cause, str(e.outcome)]
            for e in _in_order(entries)
        ],
        "annex": [
            [r.position, str(r.kind), r.householder, r.group_number, r.detail]
            for r in _in_order(remarks)
        ],
    }


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: row.position)


def fingerprint(
    notice: Notice,
    entries: Iterable[NoticeEntry],
    remarks: Iterable[NoticeRemark] | None = None,
) -> str:
    """Hexadecimal SHA-256 of the canonical form, which names the village's notice before it."""
    return hashlib.sha256(canonical(notice, entries, remarks).encode()).hexdigest()


def public_path(notice: Notice) -> str:
    """The page that everybody may read without signing in, by the token that nobody can guess."""
    return reverse("rounds:public-notice", args=[notice.token])
