"""The list of households, the search of the top bar, and the page of one household."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch, Sum
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from households import listed, requests, workflow
from households.choices import Category
from households.codes import code_lists
from households.filters.files import REGISTERED, UNREGISTERED, HouseholdFilter
from households.models import Case, Household, HouseholdYear, Round
from households.querysets import HouseholdQuerySet, open_after
from households.record import page_of
from households.tables.files import HouseholdTable
from povertyreg.lists import list_page
from povertyreg.pages import UserRequest
from villages.http import working_area, working_year
from villages.models import Township

may_see = permission_required("households.view_household", raise_exception=True)


class Tab(NamedTuple):
    """A category with its households in the year and area shown."""

    code: str | None
    label: str
    households: int
    people: int


@may_see
def household_list(request: UserRequest) -> HttpResponse:
    """One year's households of the area, narrowed by what stands in the address."""
    if requests.is_private(request.GET.get("q", "")):
        return _list_of(request, request.GET["q"], request.GET.dict())
    year, area = working_year(request), working_area(request)
    return list_page(
        request,
        "households/household_list.html",
        rows=_rows(request, area, year),
        table=HouseholdTable,
        filters=HouseholdFilter,
        context={"tabs": _tabs(request, area, year), "year": year, "area": area},
    )


def _rows(request: UserRequest, area: str, year: int) -> HouseholdQuerySet[Household]:
    open_cases = Case.objects.visible_to(request.user).open().order_by("-pk")
    return (
        listed.households(request.user, area, year)
        .select_related("village", "group", "householder")
        .prefetch_related(Prefetch("cases", open_cases, to_attr="open_cases"))
    )


def _tabs(request: UserRequest, area: str, year: int) -> list[Tab]:
    """All of the year, then each category, then the files that are not registered in it."""
    records = HouseholdYear.objects.visible_to(request.user).in_area(area)
    rows = records.filter(open_after(year), year=year).values_list("category")
    counted = {code: (n, people) for code, n, people in rows.annotate(Count("pk"), Sum("size"))}
    labels = code_lists()["category"]
    others = sorted(set(counted) - {"", *Category.REGISTERED})
    registered, further = (
        [Tab(code, labels.label(code), *counted.get(code, (0, 0))) for code in codes]
        for codes in (Category.REGISTERED, others)
    )
    if "" in counted:
        further.append(Tab(UNREGISTERED, _("Not registered"), *counted[""]))
    tabs = [*registered, *further]
    if further:
        tabs.insert(0, Tab(REGISTERED, _("Registered"), *_sums(registered)))
    return [Tab(None, _("All"), *_sums([*registered, *further])), *tabs]


def _sums(tabs: list[Tab]) -> tuple[int, int]:
    return sum(tab.households for tab in tabs), sum(tab.people for tab in tabs)


@may_see
@require_POST
def household_search(request: UserRequest) -> HttpResponse:
    """Straight to the file when only one is meant, else to the list of what was found."""
    term = requests.sent_text(request, "q")
    townships = Township.objects.visible_to(request.user)
    own = Household.objects.visible_to(request.user)
    found = list(own.matching(term, [t.pk for t in townships])[:2]) if term else []
    if len(found) == 1:
        return redirect(found[0])
    return _list_of(request, term, request.GET.dict())


def _list_of(request: UserRequest, term: str, address: dict[str, str]) -> HttpResponse:
    """The list that searches for the term, which stays out of the address if it may be an ID."""
    address.pop("q", None)
    if requests.is_private(term):
        requests.remember_search(request, term)
        address[requests.KEPT] = "1"
    elif term:
        address["q"] = term
    return HttpResponseRedirect(f"{reverse('households:household-list')}?{urlencode(address)}")


@may_see
def household_detail(request: UserRequest, number: str) -> HttpResponse:
    """Who the household is, where its case stands, its years, and what happened to it."""
    household = requests.found(request, number)
    asked = working_year(request) if "year" in request.GET else None
    page = page_of(household, request.user, asked or working_year(request), strictly=bool(asked))
    return render(request, "households/household_detail.html", {"page": page})


@permission_required("households.apply", raise_exception=True)
@require_POST
def household_apply(request: UserRequest, number: str) -> HttpResponse:
    """Open a case in a running round."""
    household = requests.found(request, number)
    rounds = Round.objects.visible_to(request.user)
    chosen = requests.sent_text(request, "round")
    round_ = get_object_or_404(rounds, pk=chosen if chosen.isdecimal() else 0)
    try:
        workflow.apply(household, round_, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The case is open: %(round)s.") % {"round": round_})
    return redirect(household)
