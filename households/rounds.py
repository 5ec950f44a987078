"""Rounds opened, moved in their calendar, and closed by the county."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from households.choices import RoundKind
from households.deadlines import CALENDAR, calendar_of
from households.models import Round
from households.refusals import StaleVersion, require
from households.ways import Variant
from povertyreg import clock
from povertyreg.audit import trail
from villages.models import User

SHORTEST, LONGEST = 1, 60
"""Days that a list may hang."""

_WHOLE: Final = 100
_SHARES: Final = (
    "quorum_percent",
    "majority_percent",
    "spot_check_percent",
    "county_check_percent",
    "float_percent",
)
_TWO_LISTS: Final = (RoundKind.IDENTIFICATION, RoundKind.LOOK_BACK)


def usual_variant(kind: str) -> Variant:
    """How rounds of this kind are run, unless the county chooses otherwise (2.1, 2.8, 2.9)."""
    return Variant.TWO_PUBLICITIES if kind in _TWO_LISTS else Variant.ONE_PUBLICITY


def open_round(round_: Round, *, by: User, reason: str = "") -> Round:
    """Open a round for an area of one's own county.

    `reason`: why one person may hold several duties in it, where they are not separated.
    """
    _allow(round_, by)
    round_.county_code = round_.area_code[:6]
    require_possible(round_)
    require_reason(round_, reason)
    with transaction.atomic():
        round_.full_clean()
        round_.save()
        trail.record(by, "open_round", round_, area=round_.area_code, reason=reason.strip())
    return round_


def require_possible(round_: Round) -> None:
    """Its days follow each other, its lists hang, and it was not held yet; refused by field."""
    require(
        round_.starts_on <= round_.ends_on,
        _("The round ends before it starts. Correct a date."),
        field="ends_on",
    )
    require_in_order(round_)
    require(
        SHORTEST <= round_.publicity_days <= LONGEST,
        _("A list hangs for at least one day, and not longer than 60. Correct the number."),
        field="publicity_days",
    )
    _require_shares(round_)
    known = Round.objects.filter(
        area_code=round_.area_code, kind=round_.kind, year=round_.year
    ).exists()
    require(not known, _("This round is open already, or was held this year."), field="kind")


def _require_shares(round_: Round) -> None:
    """A quorum is more than nobody, a majority less than everybody."""
    for name in _SHARES:
        require(
            0 <= getattr(round_, name) <= _WHOLE,
            _("A share lies between 0 and 100 per cent. Correct it."),
            field=name,
        )
    require(
        round_.quorum_percent > 0,
        _("Without a quorum no meeting would be valid. Give a share above 0."),
        field="quorum_percent",
    )
    require(
        round_.majority_percent < _WHOLE,
        _("More than everybody cannot vote for a household. Give a share below 100."),
        field="majority_percent",
    )


def require_in_order(round_: Round) -> None:
    """Each day of the calendar that is set lies in the round, not before the one above it."""
    before = round_.starts_on
    for name in CALENDAR:
        day: date | None = getattr(round_, name)
        if day is None:
            continue
        require(
            before <= day <= round_.ends_on,
            _("This day lies outside the round, or before the day above it. Correct it."),
            field=name,
        )
        before = day


def require_reason(round_: Round, reason: str) -> None:
    """Duties in one hand are a decision that somebody answers for; refused by field."""
    require(
        round_.separates_duties or reason.strip(),
        _("Say why the duties are not separated; the reason is kept."),
        field="reason",
    )


def reschedule(
    round_: Round,
    days: Mapping[str, date | None],
    *,
    because: str,
    by: User,
    seen: str | None = None,
) -> Round:
    """Move days of the calendar of an open round; nothing else of a round changes once it is open.

    `days`: by the names of CALENDAR. `seen`: the calendar that the form showed; StaleVersion if
    it is another one by now.
    """
    _allow(round_, by)
    require(because.strip(), _("Say why the calendar is moved."), field="because")
    with transaction.atomic():
        round_.refresh_from_db(from_queryset=Round.objects.select_for_update())
        require(round_.is_open, _("This round is closed already."))
        before = calendar_of(round_)
        _require_seen(before, seen)
        for name in CALENDAR:
            setattr(round_, name, days.get(name))
        _require_moved(round_, before)
        round_.save()
        trail.record(
            by,
            "move_calendar",
            round_,
            area=round_.area_code,
            reason=because.strip(),
            calendar_before=before,
            calendar=calendar_of(round_),
        )
    return round_


def _require_seen(now: str, seen: str | None) -> None:
    if seen not in (None, now):
        raise StaleVersion(_("Somebody has moved this calendar meanwhile. Look at it again."))


def _require_moved(round_: Round, before: str) -> None:
    if round_.ends_on is None:
        raise ValidationError({"ends_on": _("A round has a last day.")})
    require_in_order(round_)
    require(calendar_of(round_) != before, _("The calendar is as it was: no day has been moved."))


def close_round(round_: Round, *, by: User) -> Round:
    """Close a round in which no household is on its way any more."""
    _allow(round_, by)
    with transaction.atomic():
        round_.refresh_from_db(from_queryset=Round.objects.select_for_update())
        require(round_.is_open, _("This round is closed already."))
        waiting = round_.cases.open().count()
        require(
            not waiting,
            ngettext(
                "%(count)d household is still on its way. Bring it to an end first.",
                "%(count)d households are still on their way. Bring them to an end first.",
                waiting,
            )
            % {"count": waiting},
        )
        round_.closed_on = clock.today()
        round_.save()
        trail.record(by, "close_round", round_, area=round_.area_code)
    return round_


def _allow(round_: Round, by: User) -> None:
    if not by.has_perm("households.open_round", round_):
        raise PermissionDenied
