"""The list of places: the townships of a county, the villages of a township."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from povertyreg.pages import UserRequest, render_page
from povertyreg.scoping import COUNTY_DIGITS
from villages import overview
from villages.http import working_area, working_year
from villages.models import path_to
from villages.tables import TownshipTable, VillageTable


@require_safe
@permission_required("villages.view_village", raise_exception=True)
def village_list(request: UserRequest) -> HttpResponse:
    """Everything on one page: a county has some forty townships, a township some forty villages."""
    area, year = working_area(request), working_year(request)
    if len(area) == COUNTY_DIGITS:
        table = TownshipTable(overview.townships(request.user, area, year))
    else:
        table = VillageTable(overview.villages(request.user, area, year))
    RequestConfig(request, paginate=False).configure(table)
    context = {"table": table, "year": year, "places": path_to(area)}
    return render_page(request, "villages/village_list.html", context, part="list")
