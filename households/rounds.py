"""Rounds opened and closed by the county."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from households.models import Round
from households.refusals import require
from povertyreg import clock
from povertyreg.audit import trail
from villages.models import User


def open_round(round_: Round, *, by: User) -> Round:
    """Open a round for an area of one's own county."""
    _allow(round_, by)
    round_.county_code = round_.area_code[:6]
    require_possible(round_)
    with transaction.atomic():
        round_.full_clean()
        round_.save()
        trail.record(by, "open_round", round_, area=round_.area_code)
    return round_


def require_possible(round_: Round) -> None:
    """It ends after it starts, hangs its lists, and was not held yet; refused by field."""
    require(
        round_.starts_on <= round_.ends_on,
        _("The round ends before it starts. Correct a date."),
        field="ends_on",
    )
    require(
        round_.publicity_days >= 1,
        _("A list hangs for at least one day."),
        field="publicity_days",
    )
    known = Round.objects.filter(
        area_code=round_.area_code, kind=round_.kind, year=round_.year
    ).exists()
    require(not known, _("This round is open already, or was held this year."), field="kind")


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
