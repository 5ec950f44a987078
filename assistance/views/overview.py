"""How far pairing reaches in the area, and a cadre's own households."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import F
from django.http import HttpResponse

from assistance.coverage import cadres_serving, coverage, waiting
from assistance.models import Pairing, Project, WorkTeam
from assistance.tables import MineTable
from assistance.views.sections import sections
from povertyreg import clock
from povertyreg.pages import UserRequest, render_page
from villages.http import working_area, working_year

WAITING_SHOWN, PROJECTS_SHOWN = 8, 8


@permission_required("assistance.view_pairing", raise_exception=True)
def overview(request: UserRequest) -> HttpResponse:
    context: dict[str, Any] = {"today": clock.today(), "year": working_year(request)}
    if request.user.area_codes():
        context |= _of_the_area(request, **context)
    if request.user.household_ids():
        context["mine"] = _my_households(request, **context)
    return render_page(request, "assistance/overview.html", context | sections(request))


def _of_the_area(request: UserRequest, today: Any, year: int) -> dict[str, Any]:
    area = working_area(request)
    waits = waiting(request.user, year, today, area).with_year(year).order_by("number")
    projects = Project.objects.visible_to(request.user).in_area(area).filter(year=year)
    projects = projects.with_money()
    return {
        "figures": coverage(request.user, year, today, area),
        "cadres": cadres_serving(request.user, today, area),
        "teams": WorkTeam.objects.visible_to(request.user).in_area(area).current(today).count(),
        "money": projects.totals(),
        "projects": projects.order_by(F("planned").desc(), "pk")[:PROJECTS_SHOWN],
        "waiting": waits.select_related("householder", "village", "group")[:WAITING_SHOWN],
    }


def _my_households(request: UserRequest, today: Any, year: int, **_: Any) -> MineTable:
    mine = Pairing.objects.visible_to(request.user).current(today)
    mine = mine.filter(cadre__user=request.user).order_by("household__number")
    return MineTable(mine.with_names().with_record(year).with_gifts(year))
