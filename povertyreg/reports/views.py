"""The catalogue, the page of a report, and the page of a full list."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from households.http import REFUSED
from households.requests import KEPT, is_private, remember_search, remembered_search
from povertyreg.charts import chart_data, has_many_bars
from povertyreg.exchange.onscreen import Choices
from povertyreg.exchange.resources import ColumnGroup, FullList, Taken
from povertyreg.figures import POOR_ONLY
from povertyreg.pages import UserRequest, render_page
from povertyreg.reports import asking, catalogue, chosen, lists, orders, releases, scopes, shown
from povertyreg.reports.data import as_data
from povertyreg.reports.deciding import may_see_requests
from povertyreg.reports.drawing import Drawn, drawn
from povertyreg.reports.exports import send_list, send_report
from povertyreg.wording import about
from villages.models import User
from villages.reports import years_of_villages


@require_safe
@permission_required(scopes.VIEW, raise_exception=True)
def report_list(request: UserRequest) -> HttpResponse:
    context = {
        "groups": catalogue.GROUPS,
        "lists": catalogue.FULL_LISTS if request.user.has_perm(scopes.EXPORT) else (),
        "list_group": catalogue.LIST_GROUP,
        "shows_requests": may_see_requests(request.user),
    }
    return render_page(request, "reports/report_list.html", context)


@require_safe
@permission_required(scopes.VIEW, raise_exception=True)
def report_detail(request: UserRequest, slug: str) -> HttpResponseBase:
    if slug not in catalogue.REPORTS:
        raise Http404
    report = catalogue.REPORTS[slug]
    one = drawn(report, asking.asked_scope(request, report))
    match request.GET.get("format", "html"):
        case "json":
            return JsonResponse(as_data(one), json_dumps_params={"ensure_ascii": False})
        case "xlsx":
            return send_report(one, by=request.user)
        case "html":
            return render_page(request, "reports/report_detail.html", _context(request, one))
    raise Http404


def _context(request: UserRequest, one: Drawn) -> dict[str, Any]:
    above, below = shown.headings(one.table)
    chart = chart_data(one.table)
    return {
        "one": one,
        "group": catalogue.group_of(one.report),
        "above": above,
        "below": below,
        "lines": shown.lines(one.table, request.path),
        "total": shown.total(one.table),
        "chart": chart,
        "tall": has_many_bars(chart),
        "differences": shown.differences(one.comparisons),
        "years": sorted({*one.report.years(request.user, one.scope.area), one.scope.year})[::-1],
        "areas": asking.areas_to_choose(request.user, one.scope.area),
        "poor": POOR_ONLY,
        "excel": _as(one, "xlsx"),
        "json": _as(one, "json"),
    }


def _as(one: Drawn, format_: str) -> str:
    """The same figures in another form, whatever the address left open."""
    scope = one.scope
    return "?" + urlencode(
        {"area": scope.area, "year": scope.year, "state": scope.state, "format": format_}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(scopes.EXPORT, raise_exception=True)
def list_detail(request: UserRequest, slug: str) -> HttpResponseBase:
    """A short list is handed out at once, a long one is made by a worker."""
    asked = request.POST if request.method == "POST" else request.GET
    one = _order(request, slug, asked)
    if one.is_private and "q" in request.GET:
        return _without_the_number(request)
    rows = one.resource.count()
    if request.method == "POST":
        return _handed_out(request, one, rows)
    if asked.get("format") == "xlsx":
        if rows <= lists.AT_ONCE or one.is_private:
            return send_list(one, by=request.user)
        messages.info(request, _too_long(rows))
    return render_page(request, "reports/list_detail.html", _list_context(request, one, rows))


def _handed_out(request: UserRequest, one: orders.Order, rows: int) -> HttpResponseBase:
    """What was chosen is remembered; whole numbers are handed out for a reason only."""
    chosen.remember(request.user, one.wanted, one.taken.columns)
    try:
        orders.require_few(one, rows)
        if "unmasked" in request.POST:
            one = orders.unmasked(one, request.POST.get("because", ""), by=request.user)
        if releases.needs_second_person(one, rows):
            return redirect(releases.ask(one, rows, by=request.user))
    except ValidationError as refusal:
        context = _list_context(request, one, rows) | {"refused": refusal.messages}
        response = render_page(request, "reports/list_detail.html", context)
        response.status_code = REFUSED
        return response
    if rows <= lists.AT_ONCE or one.is_private or one.taken.unmasked:
        return send_list(one, by=request.user)
    return redirect("jobs:job-detail", lists.ask(one, by=request.user).pk)


def _order(request: UserRequest, slug: str, asked: QueryDict) -> orders.Order:
    year = asking.asked_year(request, asked)
    area, wanted = asked.get("area", ""), catalogue.LISTS[slug]
    choices = _choices(request, wanted, asked)
    taken = Taken(
        columns=tuple(asked.getlist("column")) or chosen.columns_for(request.user, wanted),
        layout=asked.get("layout", ""),
        offline="offline" in asked,
    )
    try:
        return orders.order(slug, request.user, area=area, year=year, choices=choices, taken=taken)
    except scopes.OutsideTheArea as outside:
        raise Http404 from outside


def _choices(request: UserRequest, wanted: FullList, asked: QueryDict) -> Choices:
    """A search that may be an ID number is remembered: nothing carries it."""
    choices = wanted.page.chosen(asked) if wanted.page else {}
    if KEPT in asked:
        choices["q"] = remembered_search(request)
    elif is_private(choices.get("q", "")):
        remember_search(request, choices["q"])
    return choices


def _without_the_number(request: UserRequest) -> HttpResponse:
    """The same page, at an address that says only that something is searched for."""
    address = request.GET.copy()
    del address["q"]
    address[KEPT] = "1"
    return redirect(f"{request.path}?{address.urlencode()}")


def _too_long(rows: int) -> str:
    return ngettext(
        "The list has %(rows)s row and is made as a job. Press the button to begin.",
        "The list has %(rows)s rows and is made as a job. Press the button to begin.",
        rows,
    ) % {"rows": f"{rows:,}"}


def _list_context(request: UserRequest, one: orders.Order, rows: int) -> dict[str, Any]:
    narrowed = one.narrowed
    return {
        "one": one,
        "words": [about(name, word) for name, word in one.words],
        "rows": rows,
        "at_once": rows <= lists.AT_ONCE,
        "headings": [column.heading for column in one.resource.columns()],
        "groups": _groups(one),
        "layouts": one.wanted.layouts.items(),
        "layout": one.layout,
        "may_unmask": one.wanted.holds_private and request.user.has_perm(scopes.EXPORT_WHOLE),
        "second_person": rows >= releases.SECOND_PERSON_FROM,
        "choices": one.carried,
        "years": _years(request.user, one),
        "areas": asking.areas_to_choose(request.user, narrowed.area),
        "heading": _("Full lists"),
    }


def _years(user: User, one: orders.Order) -> list[int]:
    """To choose from, newest first; none for a list that is of no year."""
    if not one.year:
        return []
    return sorted({*years_of_villages(user, one.narrowed.area), one.year}, reverse=True)


def _groups(one: orders.Order) -> list[tuple[Any, list[tuple[str, str, bool]]]]:
    """All columns that are offered: under which heading, their names, and which are chosen."""
    resource, taken = one.wanted.resource, set(one.taken.columns)
    if one.wanted.layouts:
        return []
    offered = resource.offered()
    groups = [ColumnGroup(_("Usual columns"), resource.usual()), *resource.groups]
    return [
        (group.title, [(name, offered[name].heading, name in taken) for name in group.names])
        for group in groups
    ]
