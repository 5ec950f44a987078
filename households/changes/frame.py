"""What every change has in common: who may, when, once, over nobody else's work, and noted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from households import yearly
from households.changes import evidence
from households.choices import ChangeKind
from households.models import Change, Household, HouseholdYear, MemberYear, YearLock
from households.refusals import StaleVersion, require
from households.steps import SEALED
from povertyreg import clock, sealed
from povertyreg.audit import trail
from villages.models import User

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

REGROUPING: Final = (ChangeKind.SPLIT, ChangeKind.MERGE, ChangeKind.TRANSFER)
"""What the township approves by recording it itself; the clerk records all other changes."""

AT_ANY_TIME: Final = frozenset({ChangeKind.BIRTH, ChangeKind.DIED})
"""What happens while a list hangs; the list itself keeps what was posted."""

ENTER, APPROVE = "households.enter_household", "households.approve_change"


@dataclass(frozen=True)
class Said:
    """What the form says of every change; `version`: of the file that the form showed."""

    on: date
    reason: str
    version: int
    by: User
    request_id: str = ""
    evidence: "UploadedFile[Any] | None" = None


def permission_for(kind: str) -> str:
    return APPROVE if kind in REGROUPING else ENTER


def kinds_open_to(user: User, household: Household) -> list[ChangeKind]:
    """What this person may record of the household, whatever its state."""
    return [kind for kind in ChangeKind if user.has_perm(permission_for(kind), household)]


def require_right(by: User, kind: str, household: Household) -> None:
    """Raises PermissionDenied unless the person may record such a change there."""
    if not by.has_perm(permission_for(kind), household):
        raise PermissionDenied


@contextmanager
def changing(
    household: Household, said: Said, *kinds: ChangeKind, reopening: bool = False
) -> Iterator[None]:
    """Hold the file, refuse what may not be recorded, and count its version up.

    Raises PermissionDenied, StaleVersion and ValidationError; all is written, or nothing.
    """
    for kind in kinds:
        require_right(said.by, kind, household)
    with sealed.kept_if_all_goes_well(), transaction.atomic():
        household.refresh_from_db(from_queryset=Household.objects.select_for_update())
        _require_version(household, said.version)
        require_recordable(household, *kinds, reopening=reopening)
        _require_said(said)
        yield
        write(household, said)


def write(household: Household, said: Said) -> None:
    """Save the file under its next version, so that nobody saves an older one over it."""
    household.version, household.changed_by = household.version + 1, said.by
    household.save()


def _require_version(household: Household, version: int) -> None:
    if household.version != version:
        raise StaleVersion(
            _(
                "Somebody changed this file after you opened the form, and nothing of yours is "
                "written. Look at the file again and record what is still missing."
            )
        )


def require_recordable(household: Household, *kinds: ChangeKind, reopening: bool = False) -> None:
    """A closed file rests; one in a posted list waits, except for births and deaths."""
    if reopening:
        require(household.closed_on, _("This file is open already."))
        return
    require(household.closed_on is None, _("This file is closed. Reopen it first."))
    require(
        AT_ANY_TIME & set(kinds) or not household.cases.filter(stage__in=SEALED).exists(),
        _(
            "This household stands in a posted list. A birth or a death can be recorded now, "
            "every other change after the round."
        ),
    )


def require_no_case(household: Household) -> None:
    """Who is judged in a round stays together, in one place, until the round is over for him."""
    case = household.cases.open().select_related("round").first()
    require(
        case is None,
        _(
            "Household %(number)s has an open case (%(round)s, %(stage)s). Record this after the "
            "round, or withdraw the case first."
        )
        % {
            "number": household.number,
            "round": case.round if case else "",
            "stage": case.get_stage_display() if case else "",
        },
    )


def _require_said(said: Said) -> None:
    require(said.reason.strip(), _("Say why: the reason is missing."), field="reason")
    require(
        said.on <= clock.today(),
        _("This day lies ahead. A change is recorded on its day or afterwards."),
        field="on",
    )


def record_for(household: Household, day: date, by: User) -> HouseholdYear:
    """The record that a change of the day is written to: the last one, or its own year's.

    Years that are over keep who was counted in them. A new year begins as a copy, unconfirmed.
    """
    last = household.years.order_by("-year").first()
    if last is None:
        require(last, _("The file has no yearly record yet. Enter it first."))
        raise AssertionError
    year = max(last.year, day.year)
    if _is_locked(household, year):
        year = max(year, clock.today().year)
        require(
            not _is_locked(household, year),
            _("The year %(year)d is locked. Ask the county to reopen it.") % {"year": year},
        )
    return last if last.year == year else _begun(household, year, by)


def _is_locked(household: Household, year: int) -> bool:
    return YearLock.objects.holding(household.village_id, year).exists()


def _begun(household: Household, year: int, by: User) -> HouseholdYear:
    record, people = yearly.start(household, year), yearly.start_people(household, year)
    record.size, record.changed_by = len(people), by
    record.save()
    for row in people:
        row.household_year, row.changed_by = record, by
    MemberYear.objects.bulk_create(people)
    return record


def recount(record: HouseholdYear, by: User) -> None:
    """The size is the number of people in the record."""
    record.size, record.changed_by = record.members.count(), by
    record.save(update_fields=["size", "changed_by", "changed_at"])


def note(household: Household, kind: str, said: Said, year: int, **facts: Any) -> Change:
    """Write the change, its trace in the audit trail, and its paper."""
    area = household.village_id
    change = Change.objects.create(
        household=household, village_id=area, kind=kind, on=said.on, year=year,
        reason=said.reason.strip(), recorded_by=said.by, **facts,
    )  # fmt: skip
    details: dict[str, Any] = {"version": household.version + 1}  # as `write` counts it up
    if said.request_id:
        details["request_id"] = said.request_id
    trail.record(
        said.by, "undo_change" if change.counters_id else "record_change", household,
        area=area, reason=change.reason, change=str(kind), on=said.on.isoformat(), **details,
    )  # fmt: skip
    if said.evidence:
        evidence.keep(change, said.evidence, by=said.by)
    return change
