"""The households that a figure of a report counts, one by one."""

from django.contrib.auth.decorators import permission_required
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from households.models import Case
from households.tables.files import HouseholdTable
from povertyreg.figures import Column, Report
from povertyreg.lists import list_page
from povertyreg.pages import UserRequest
from povertyreg.reports import asking, scopes
from povertyreg.reports.catalogue import REPORTS


@require_safe
@permission_required(scopes.VIEW, raise_exception=True)
@permission_required("households.view_household", raise_exception=True)
def figure_detail(request: UserRequest, slug: str, figure: str) -> HttpResponse:
    report, column = _found(slug, figure)
    scope = asking.asked_scope(request, report)
    open_cases = Case.objects.visible_to(request.user).open().order_by("-pk")
    households = column.counted(scope).with_record(scope.year)
    return list_page(
        request,
        "reports/figure_detail.html",
        rows=households.select_related("village", "group", "householder").prefetch_related(
            Prefetch("cases", open_cases, to_attr="open_cases")
        ),
        table=HouseholdTable,
        context={"report": report, "scope": scope, "heading": scope.dated(column.group)},
    )


def _found(slug: str, figure: str) -> tuple[Report, Column]:
    if slug in REPORTS:
        for column in REPORTS[slug].columns:
            if column.name == figure and column.households:
                return REPORTS[slug], column
    raise Http404
