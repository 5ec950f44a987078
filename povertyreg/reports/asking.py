"""What an address or a form asks a report for; anything outside the area is not found."""

from django.http import Http404, QueryDict

from povertyreg.figures import EVERY_STATE, POOR_ONLY, Report, Scope
from povertyreg.pages import UserRequest
from povertyreg.reports import scopes
from villages.http import FIRST_YEAR, KEPT_YEAR, LAST_YEAR, working_year
from villages.models import Division, User, parts_of, path_to

STATES = (EVERY_STATE, POOR_ONLY)


def asked_scope(request: UserRequest, report: Report) -> Scope:
    state = request.GET.get("state") or EVERY_STATE
    if state not in STATES:
        raise Http404
    return scopes.scope_for(
        report,
        request.user,
        area=asked_area(request.user, request.GET),
        year=_report_year(request),
        state=state if report.states else EVERY_STATE,
    )


def _report_year(request: UserRequest) -> int | None:
    """The year asked for or chosen before; None leaves it to the report."""
    if request.GET.get("year") or request.session.get(KEPT_YEAR):
        return asked_year(request, request.GET)
    return None


def asked_area(user: User, asked: QueryDict) -> Division:
    try:
        return scopes.area_for(user, asked.get("area", ""))
    except scopes.OutsideTheArea as outside:
        raise Http404 from outside


def asked_year(request: UserRequest, asked: QueryDict) -> int:
    """A year of four digits and nothing else; without one, the year in which the officer works."""
    year = asked.get("year", "")
    if not year:
        return working_year(request)
    if not (year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR):
        raise Http404
    return int(year)


def areas_to_choose(user: User, area: str) -> list[Division]:
    """From the county down to the area as far as it is one's own, then the parts of it."""
    own = tuple(user.area_codes())
    above = [place for place in path_to(area) if place.pk.startswith(own)]
    others = [code for code in own if not area.startswith(code)]
    return [*above, *parts_of(area), *(p for code in others for p in path_to(code)[-1:])]
