"""Who is paired with whom, who waits for a cadre, and the pages that pair, change and end."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from assistance import listed, pairing
from assistance.coverage import coverage, waiting
from assistance.filters import PairingFilter
from assistance.forms.fields import show_refusal
from assistance.forms.pairings import ChangeForm, EndForm, PairForm
from assistance.models import Pairing
from assistance.tables import PairingTable, WaitingTable
from assistance.views import choosing
from assistance.views.entries import form_page, require_right, when_shown
from assistance.views.sections import sections
from households.models import Household
from povertyreg import clock
from povertyreg.lists import list_page
from povertyreg.pages import UserRequest
from villages.http import working_area, working_year

VIEW, MANAGE = "assistance.view_pairing", "assistance.manage_pairing"


@permission_required(VIEW, raise_exception=True)
def pairing_list(request: UserRequest) -> HttpResponse:
    """`?ended=1`: the history instead of the pairings in force."""
    today, year, area = clock.today(), working_year(request), working_area(request)
    ended = "ended" in request.GET
    return list_page(
        request,
        "assistance/pairing_list.html",
        rows=listed.pairings(request.user, area, year).with_names(),
        table=partial(PairingTable, exclude=_hidden(request, ended=ended)),
        filters=PairingFilter,
        context={
            "figures": when_shown(lambda: coverage(request.user, year, today, area)),
            "ended": ended,
            "today": today,
            "year": year,
            **sections(request),
        },
    )


def _hidden(request: UserRequest, *, ended: bool) -> tuple[str, ...]:
    if ended:
        return ("act",)
    return ("ends_on", "ended_because", *(() if request.user.has_perm(MANAGE) else ("act",)))


@permission_required(VIEW, raise_exception=True)
def waiting_list(request: UserRequest) -> HttpResponse:
    year, area = working_year(request), working_area(request)
    rows = waiting(request.user, year, clock.today(), area).with_year(year)
    return list_page(
        request,
        "assistance/waiting_list.html",
        rows=rows.select_related("householder", "village", "group"),
        table=partial(WaitingTable, exclude=() if request.user.has_perm(MANAGE) else ("act",)),
        context={"year": year, **sections(request)},
    )


@permission_required(MANAGE, raise_exception=True)
def pairing_create(request: UserRequest, number: str) -> HttpResponse:
    household = get_object_or_404(
        Household.objects.visible_to(request.user).select_related("householder"), number=number
    )
    require_right(request, MANAGE, household)
    form = choosing.form(PairForm, request, household.village_id)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            pairing.pair(household, given["cadre"], by=request.user, on=given["on"])
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return _told(request, household, _("%(cadre)s answers for this household now."), given)
    context = {"household": household, "form": form, **choosing.shown(request, form)}
    return form_page(request, "assistance/pairing_create.html", context, form)


@permission_required(MANAGE, raise_exception=True)
def pairing_change(request: UserRequest, pk: int) -> HttpResponse:
    old = _found(request, pk)
    form = choosing.form(ChangeForm, request, old.village_id)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            pairing.change(
                old, to=given["cadre"], because=given["because"], by=request.user, on=given["on"]
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return _told(request, old.household, _("%(cadre)s takes over."), given)
    context = {"pairing": old, "form": form, **choosing.shown(request, form)}
    return form_page(request, "assistance/pairing_change.html", context, form)


@permission_required(MANAGE, raise_exception=True)
def pairing_end(request: UserRequest, pk: int) -> HttpResponse:
    old = _found(request, pk)
    form = EndForm(request.POST or None, today=clock.today())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            pairing.end(old, given["because"], by=request.user, on=given["on"])
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return _told(request, old.household, _("The pairing ends on %(on)s."), given)
    return form_page(request, "assistance/pairing_end.html", {"pairing": old, "form": form}, form)


def _found(request: UserRequest, pk: int) -> Pairing:
    rows = Pairing.objects.visible_to(request.user).with_names()
    found: Pairing = get_object_or_404(rows, pk=pk)
    require_right(request, MANAGE, found)
    return found


def _told(
    request: UserRequest, household: Household, sentence: str, given: dict[str, Any]
) -> HttpResponse:
    messages.success(request, sentence % given)
    return HttpResponseRedirect(household.get_absolute_url())
