"""Cadres: the list, one with his households, the entry, and handing over when one leaves."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assistance import listed, pairing, roster
from assistance.coverage import cadres_serving, coverage, quotas
from assistance.filters import CadreFilter
from assistance.forms.fields import show_refusal
from assistance.forms.pairings import HandOverForm
from assistance.forms.people import CadreForm
from assistance.models import Cadre, Pairing
from assistance.tables import CadreTable, EarlierTable, HelpedTable
from assistance.views import choosing
from assistance.views.entries import (
    area_for_new,
    entry_page,
    form_page,
    require_right,
    when_shown,
)
from assistance.views.sections import sections
from povertyreg import clock
from povertyreg.lists import list_page
from povertyreg.pages import UserRequest, render_page
from villages.http import working_area, working_year

VIEW, MANAGE = "assistance.view_pairing", "assistance.manage_pairing"
EARLIER_SHOWN = 50


@permission_required(VIEW, raise_exception=True)
def cadre_list(request: UserRequest) -> HttpResponse:
    """`?left=1`: those who have left instead of those in service."""
    today, year, area = clock.today(), working_year(request), working_area(request)
    return list_page(
        request,
        "assistance/cadre_list.html",
        rows=listed.cadres(request.user, area).select_related("unit"),
        table=partial(CadreTable, quotas=quotas(area_for_new(request), year)),
        filters=CadreFilter,
        context={
            "figures": when_shown(lambda: coverage(request.user, year, today, area)),
            "cadres": when_shown(lambda: cadres_serving(request.user, today, area)),
            "left": "left" in request.GET,
            "today": today,
            "year": year,
            **sections(request),
        },
    )


@permission_required(VIEW, raise_exception=True)
def cadre_detail(request: UserRequest, pk: int) -> HttpResponse:
    """Only the households that the reader may see; the cadre may have others."""
    cadre = _found(request, pk)
    today, year = clock.today(), working_year(request)
    pairings = Pairing.objects.visible_to(request.user).filter(cadre=cadre)
    current = pairings.current(today).with_names().with_record(year).order_by("household__number")
    earlier = pairings.ended(today).with_names().order_by("-ends_on", "-pk")
    may_manage = request.user.has_perm(MANAGE, cadre)
    context = {
        "cadre": cadre,
        "current": HelpedTable(current, exclude=() if may_manage else ("act",)),
        "earlier": EarlierTable(earlier[:EARLIER_SHOWN], prefix="earlier-"),
        "quota": quotas(cadre.county_code, year).get(cadre.rank),
        "teams": cadre.teams.all(),
        "may_manage": may_manage,
        "year": year,
    }
    return render_page(request, "assistance/cadre_detail.html", context)


@permission_required(MANAGE, raise_exception=True)
def cadre_create(request: UserRequest) -> HttpResponse:
    form = CadreForm(request.POST or None, user=request.user, area=area_for_new(request))
    return entry_page(request, "assistance/cadre_form.html", form, roster.save_cadre, _page_of)


@permission_required(MANAGE, raise_exception=True)
def cadre_update(request: UserRequest, pk: int) -> HttpResponse:
    cadre = _found(request, pk)
    require_right(request, MANAGE, cadre)
    form = CadreForm(request.POST or None, instance=cadre, user=request.user, area=cadre.area_code)
    return entry_page(request, "assistance/cadre_form.html", form, roster.save_cadre, _page_of)


@permission_required(MANAGE, raise_exception=True)
def cadre_hand_over(request: UserRequest, pk: int) -> HttpResponse:
    cadre = _found(request, pk)
    require_right(request, MANAGE, cadre)
    households = Pairing.objects.visible_to(request.user).filter(cadre=cadre).open().with_names()
    households = households.order_by("household__number")
    form = choosing.form(
        HandOverForm, request, cadre.area_code, has_households=bool(households), leaving=cadre
    )
    if request.method == "POST" and form.is_valid():
        try:
            moved = _hand_over(cadre, form.cleaned_data, request)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _moved(moved))
            return HttpResponseRedirect(_page_of(cadre))
    context = {"cadre": cadre, "households": households, "form": form}
    return form_page(
        request, "assistance/cadre_hand_over.html", context | choosing.shown(request, form), form
    )


def _found(request: UserRequest, pk: int) -> Cadre:
    rows = Cadre.objects.visible_to(request.user).select_related("unit")
    found: Cadre = get_object_or_404(rows, pk=pk)
    return found


def _page_of(cadre: Cadre) -> str:
    return reverse("assistance:cadre-detail", args=[cadre.pk])


def _hand_over(cadre: Cadre, given: dict[str, Any], request: UserRequest) -> int:
    if not given["cadre"]:
        pairing.leave(cadre, given["because"], by=request.user, on=given["on"])
        return 0
    return pairing.hand_over(
        cadre, given["cadre"], given["because"], by=request.user, on=given["on"]
    )


def _moved(count: int) -> str:
    if not count:
        return _("The cadre is no longer in service.")
    return ngettext(
        "%(count)d household was handed over.", "%(count)d households were handed over.", count
    ) % {"count": count}
