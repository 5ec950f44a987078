"""Years of the register: closed and reopened by the county, confirmed by the clerk."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from households import yearly
from households.models import Household, HouseholdYear, YearLock
from households.refusals import StaleVersion, require
from povertyreg import clock, locks
from povertyreg.audit import trail
from villages.models import User

MANAGE, CORRECT = "households.manage_years", "households.correct_locked_year"


def lock_on(village_code: str, year: int) -> YearLock | None:
    """The lock that holds the village's year: the widest, where there are several."""
    holding = YearLock.objects.holding(village_code, year).select_related("locked_by")
    return holding.order_by("area_code").first()


def require_open(village_code: str, year: int) -> None:
    """Raises ValidationError, with who closed the year and when."""
    if found := lock_on(village_code, year):
        raise ValidationError(_closed(found))


def require_open_throughout(area_code: str, year: int) -> None:
    """As `require_open`, and no part of the area has closed the year for itself."""
    require_open(area_code, year)
    parts = YearLock.objects.filter(area_code__startswith=area_code, year=year, reopened_at=None)
    require(
        not parts.exists(),
        _closed_in_part(year),
    )


def require_writer(village_code: str, year: int, *, by: User) -> YearLock | None:
    """An open year is written by whoever may write, a closed one by the county.

    Answers with the lock, if there is one that the person may write behind.
    """
    found = lock_on(village_code, year)
    if found and not by.has_perm(CORRECT, found):
        raise ValidationError(_closed(found))
    return found


def require_writable(
    village_code: str, year: int, *, by: User, reason: str = ""
) -> YearLock | None:
    """As `require_writer`; and who writes behind a lock says why."""
    found = require_writer(village_code, year, by=by)
    require(
        found is None or reason.strip(),
        _("The year %(year)d is closed. Say why its record is corrected.") % {"year": year},
        field="reason",
    )
    return found


def lock(area_code: str, year: int, *, by: User) -> YearLock:
    """Close a year for a county or a township of one's own."""
    closing = YearLock(
        county_code=area_code[:6], area_code=area_code, year=year, locked_by=by,
        locked_at=timezone.now(),
    )  # fmt: skip
    allow(closing, by)
    with transaction.atomic():
        hold(area_code, year)
        require_open(area_code, year)
        closing.save()
        trail.record(by, "lock_year", closing, area=area_code, year=year)
    return closing


def reopen(closed: YearLock, reason: str, *, by: User) -> None:
    """Open a year again; the reason stays with the lock."""
    allow(closed, by)
    reason = reason.strip()
    require(reason, _("Say why the year is opened again."), field="reason")
    require(len(reason) <= 200, _("Say it in at most 200 characters."), field="reason")
    with transaction.atomic():
        closed.refresh_from_db(from_queryset=YearLock.objects.select_for_update())
        require(closed.reopened_at is None, _("This year is open again already."))
        closed.reopened_at, closed.reopened_by = timezone.now(), by
        closed.reopened_because = reason
        closed.save()
        trail.record(
            by, "reopen_year", closed, area=closed.area_code, reason=reason, year=closed.year
        )


def confirm(household: Household, year: int, *, by: User, version: int | None = None) -> None:
    """Nothing has changed since the last year: date the record. A second time does nothing.

    `version`: of the file as it was read. Raises StaleVersion when it was written since.
    """
    if not by.has_perm("households.enter_household", household):
        raise PermissionDenied
    with transaction.atomic():
        current = Household.objects.select_for_update().get(pk=household.pk)
        record = yearly.of(current, year)
        if record and record.confirmed_on:
            return
        _require_confirmable(current, record, year)
        _require_version(current, version)
        today = clock.today()
        HouseholdYear.objects.filter(household=current, year=year).update(
            confirmed_on=today, changed_by=by, changed_at=timezone.now()
        )
        Household.objects.filter(pk=current.pk).update(version=F("version") + 1)
        area, saved = current.village_id, current.version + 1
        trail.record(by, "confirm_year", current, area=area, year=year, version=saved)


def _require_confirmable(household: Household, record: HouseholdYear | None, year: int) -> None:
    require(household.closed_on is None, _("This file is closed and cannot be changed."))
    require(record, _("There is no record of %(year)d yet. Begin the year first.") % {"year": year})
    require_open(household.village_id, year)
    require(
        not household.years.filter(year__gt=year).exists(),
        _("The record of %(year)d is closed: a later year is on file.") % {"year": year},
    )


def _require_version(household: Household, version: int | None) -> None:
    if version is not None and version != household.version:
        raise StaleVersion(
            _("Somebody saved this file since you opened it. Read it again, then confirm it.")
        )


def hold(area_code: str, year: int) -> None:
    """Closing a year of the county and beginning it wait for each other."""
    locks.hold(f"year {year} of {area_code[:6]}")


def allow(place: YearLock, by: User) -> None:
    """Who manages years does so in the area of his own duty."""
    if not by.has_perm(MANAGE, place):
        raise PermissionDenied


def _say_part(year: int) -> str:
    said = _("A township of this area has closed %(year)d. Take the other townships one by one.")
    return said % {"year": year}


def _say_whole(found: YearLock) -> str:
    return _(
        "The year %(year)d was closed on %(day)s by %(who)s. What is wrong in it is corrected by "
        "the county, with a reason."
    ) % {
        "year": found.year,
        "day": date_format(timezone.localtime(found.locked_at), "DATE_FORMAT"),
        "who": found.locked_by.name,
    }


_closed, _closed_in_part = lazy(_say_whole, str), lazy(_say_part, str)
"""In the language of whoever reads them, which is not always the one who met the closed year."""
