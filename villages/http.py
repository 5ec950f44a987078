"""The year and the area that an officer works in: of the address, or else kept or his own."""

from django.http import HttpRequest

from povertyreg import clock
from povertyreg.pages import UserRequest
from villages.models import VillageYear

KEPT_YEAR = "working_year"
FIRST_YEAR, LAST_YEAR = 2000, 2100
AREA_DIGITS = (6, 9, 12)


def working_years(request: UserRequest) -> list[int]:
    """The years with village files, newest first; this year where there are none."""
    known: list[int] | None = getattr(request, "_working_years", None)
    if known is None:
        known = VillageYear.objects.years_for(request.user) or [clock.today().year]
        request._working_years = known  # type: ignore[attr-defined]
    return known


def working_year(request: UserRequest) -> int:
    """`?year=`, or the year of the preferences, or the newest."""
    year = _asked_year(request) or request.session.get(KEPT_YEAR)
    return int(year) if year else working_years(request)[0]


def _asked_year(request: HttpRequest) -> int | None:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def working_area(request: UserRequest) -> str:
    """`?area=` within the officer's own, or his own area itself; "" when he has several."""
    own = request.user.area_codes()
    asked = request.GET.get("area", "")
    if len(asked) in AREA_DIGITS and any(asked.startswith(code) for code in own):
        return asked
    return own[0] if len(own) == 1 else ""
