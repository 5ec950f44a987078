"""Exit and return: households proposed, held against the exit standard, and confirmed."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from households import exit_candidates, exit_checklist, exits
from households.choices import RoundKind
from households.exit_checklist import Checklist
from households.forms.exits import AssessForm, ConfirmForm, ProposeForm
from households.http import REFUSED, find_round, find_village, require_right, show_refusal
from households.models import Case, HouseholdYear, Round
from households.sheets import Sheet
from households.steps import APPLY_PERMISSION
from povertyreg.pages import UserRequest, render_page
from villages.http import working_area
from villages.models import Village

may_see = permission_required("households.view_case", raise_exception=True)
may_apply = permission_required(APPLY_PERMISSION, raise_exception=True)
Kind = type[AssessForm] | type[ConfirmForm]
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@may_apply
def exit_propose(request: UserRequest, round_pk: int) -> HttpResponse:
    """The villages of the round; with `?village=`, the households that may be proposed there."""
    round_ = find_round(request, round_pk)
    if round_.kind not in exit_candidates.PROPOSED_FROM:
        raise Http404
    villages = _villages(request, round_)
    asked = request.GET.get("village") or (villages[0].pk if len(villages) == 1 else "")
    if not asked:
        counted = _counted(request, round_)
        rows = [(village, counted.get(village.pk, 0)) for village in villages]
        context = {"round": round_, "villages": rows}
        return render_page(request, "households/exit_villages.html", context)
    village = find_village(request, asked)
    require_right(request, APPLY_PERMISSION, village)
    return _propose(request, village, round_)


def _villages(request: UserRequest, round_: Round) -> list[Village]:
    places = Village.objects.visible_to(request.user).filter(code__startswith=round_.area_code)
    area = working_area(request)
    return list(places.filter(code__startswith=area).order_by("code"))


def _counted(request: UserRequest, round_: Round) -> dict[str, int]:
    """Village → households of the states that the round is for."""
    states = exit_candidates.PROPOSED_FROM[RoundKind(round_.kind)]
    records = HouseholdYear.objects.visible_to(request.user).in_area(working_area(request))
    wanted = records.filter(year=round_.year, household__closed_on=None, state__in=states)
    return dict(wanted.order_by().values_list("village_id").annotate(Count("pk")))


def _propose(request: UserRequest, village: Village, round_: Round) -> HttpResponse:
    form = ProposeForm(request.POST or None, initial={"request_id": uuid4()})
    if form.is_valid():
        given = form.cleaned_data
        try:
            entry = exits.propose(
                Sheet(village, round_, given["request_id"], given["chosen"]), by=request.user
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("rounds:receipt-detail", entry.pk)
    candidates = exit_candidates.of_village(village, round_)
    context = {
        "round": round_,
        "village": village,
        "form": form,
        "ticked": request.POST.getlist("chosen"),
        "candidates": candidates,
        "likely": sum(candidate.is_likely for candidate in candidates),
    }
    response = render_page(request, "households/exit_propose.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


@get_or_post
@may_see
def exit_assessment(request: UserRequest, pk: int) -> HttpResponse:
    """The checklist of a case; whoever assesses fills it in."""
    case = _find(request, pk)
    if request.method != "POST":
        return _show(request, case)
    require_right(request, exits.ASSESS, case)
    return _acted(request, case, AssessForm, _("The assessment of %(name)s is on file."))


@require_POST
@may_see
def exit_confirm(request: UserRequest, pk: int) -> HttpResponse:
    """The householder's signature under the assessment."""
    case = _find(request, pk)
    require_right(request, exits.ASSESS, case)
    return _acted(request, case, ConfirmForm, _("The signature of %(name)s is noted."))


def _find(request: UserRequest, pk: int) -> Case:
    """A case of an exit round; the others are not held against this standard."""
    cases = Case.objects.visible_to(request.user).filter(round__kind=RoundKind.EXIT)
    related = ("round", "village", "household__householder", "household__group")
    return get_object_or_404(cases.select_related(*related), pk=pk)


def _checklist(case: Case) -> Checklist | None:
    """None where no standard holds: the page says so."""
    try:
        return exit_checklist.of_case(case)
    except ValidationError:
        return None


def _acted(request: UserRequest, case: Case, kind: Kind, done: str) -> HttpResponse:
    checklist = _checklist(case)
    form = kind(request.POST, checklist=checklist) if checklist else None
    if form and form.is_valid():
        try:
            form.act(request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, done % {"name": case.household.householder_name})
            return redirect("rounds:exit-assessment", case.pk)
    case = _find(request, case.pk)
    response = _show(request, case, form)
    response.status_code = REFUSED
    return response


def _show(request: UserRequest, case: Case, refused: forms.Form | None = None) -> HttpResponse:
    checklist = _checklist(case)
    context: dict[str, Any] = {"case": case, "checklist": checklist, "refused": refused}
    if checklist and checklist.is_open and request.user.has_perm(exits.ASSESS, case):
        context["form"] = _kept(refused, AssessForm) or AssessForm(checklist=checklist)
        if checklist.may_exit:
            context["confirm"] = _kept(refused, ConfirmForm) or ConfirmForm(checklist=checklist)
    return render_page(request, "households/exit_assessment.html", context, part="checklist")


def _kept(refused: forms.Form | None, kind: type[forms.Form]) -> forms.Form | None:
    return refused if isinstance(refused, kind) else None
