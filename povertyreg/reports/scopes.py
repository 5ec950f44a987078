"""What a person may ask a report for: an area of one's own, and a year."""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import PermissionDenied

from households.models import Round
from povertyreg import clock
from povertyreg.figures import EVERY_STATE, Report, Scope
from villages.models import Division, User, path_to

VIEW = "households.view_report"
EXPORT = "households.export_households"
EXPORT_WHOLE = "households.export_unmasked"
APPROVE = "households.approve_export"


class OutsideTheArea(LookupError):
    """There is no such area, or it is not the reader's: nobody is told which."""


def require(user: User, permission: str) -> None:
    if not user.has_perm(permission):
        raise PermissionDenied


def area_for(user: User, asked: str = "") -> Division:
    """The area asked for, or else the reader's own; raises OutsideTheArea."""
    own = user.area_codes()
    area = asked or next(iter(own), "")
    if not area.startswith(tuple(own)):
        raise OutsideTheArea
    return place(area)


def place(area: str) -> Division:
    """The division of a code; raises OutsideTheArea when there is none."""
    if path := path_to(area):
        return path[-1]
    raise OutsideTheArea


def scope_for(
    report: Report, user: User, *, area: Division, year: int | None, state: str = EVERY_STATE
) -> Scope:
    """Without a year, the latest finished one; figures stand as of its last day, or of today."""
    known = report.years(user, area.pk)
    today = clock.today()
    chosen = year or _finished(user, known) or today.year
    return Scope(
        user=user,
        area=area.pk,
        area_name=area.name,
        year=chosen,
        previous=next((known_year for known_year in known if known_year < chosen), chosen - 1),
        on=min(today, date(chosen, 12, 31)),
        state=state,
    )


def _finished(user: User, known: list[int]) -> int | None:
    """The latest year on file in which no round is running: its figures no longer move."""
    running = set(Round.objects.visible_to(user).running().values_list("year", flat=True))
    return next((year for year in known if year not in running), next(iter(known), None))


def year_for(user: User, area: str, years: Callable[[User, str], list[int]]) -> int:
    """The latest year on file, or the one that we write."""
    return next(iter(years(user, area)), clock.today().year)
