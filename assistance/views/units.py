"""Helping units and work teams."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from assistance import roster
from assistance.filters import UnitFilter
from assistance.forms.people import UnitForm
from assistance.models import Cadre, HelpingUnit, WorkTeam
from assistance.tables import TeamTable, UnitTable
from assistance.views.entries import area_for_new, entry_page, require_right
from assistance.views.sections import sections
from povertyreg import clock
from povertyreg.lists import list_page
from povertyreg.pages import UserRequest
from villages.http import working_area

VIEW, MANAGE = "assistance.view_pairing", "assistance.manage_pairing"
FORM = "assistance/unit_form.html"


@permission_required(VIEW, raise_exception=True)
def unit_list(request: UserRequest) -> HttpResponse:
    units = HelpingUnit.objects.visible_to(request.user).in_area(working_area(request))
    return list_page(
        request,
        "assistance/unit_list.html",
        rows=units.with_cadres(clock.today()),
        table=partial(UnitTable, exclude=() if request.user.has_perm(MANAGE) else ("act",)),
        filters=UnitFilter,
        context=sections(request),
    )


@permission_required(MANAGE, raise_exception=True)
def unit_create(request: UserRequest) -> HttpResponse:
    form = UnitForm(request.POST or None, user=request.user, area=area_for_new(request))
    return entry_page(request, FORM, form, roster.save_unit, _list)


@permission_required(MANAGE, raise_exception=True)
def unit_update(request: UserRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(HelpingUnit.objects.visible_to(request.user), pk=pk)
    require_right(request, MANAGE, unit)
    form = UnitForm(request.POST or None, instance=unit, user=request.user, area=unit.area_code)
    return entry_page(request, FORM, form, roster.save_unit, _list)


@permission_required(VIEW, raise_exception=True)
def team_list(request: UserRequest) -> HttpResponse:
    teams = WorkTeam.objects.visible_to(request.user).in_area(working_area(request))
    members = Prefetch("members", Cadre.objects.visible_to(request.user).defer("phone"))
    return list_page(
        request,
        "assistance/team_list.html",
        rows=teams.prefetch_related("villages", members),
        table=TeamTable,
        context=sections(request),
    )


def _list(_unit: Any) -> str:
    return reverse("assistance:unit-list")
