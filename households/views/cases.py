"""The list of cases, and the steps that are taken with one of them."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from households import exit_checklist, listed, stepping
from households.choices import RoundKind, Stage
from households.filters.cases import CaseFilter
from households.forms.cases import STEP_FORMS, StepForm
from households.http import REFUSED, require_right, show_refusal
from households.models import Case, Notice
from households.steps import HANGING, STEPS
from households.tables.cases import CaseTable
from povertyreg.lists import list_page
from povertyreg.pages import UserRequest, render_page
from villages.http import working_area

may_see = permission_required("households.view_case", raise_exception=True)

SHEETS = {
    "post_in_village": "notice-approve",
    "accept_in_township": "notice-township",
    "post_in_township": "notice-township",
    "classify": "notice-county",
    "announce": "notice-county",
}
"""Steps taken by whole lists, and the page where."""


class Actions(NamedTuple):
    """What the reader may do with a case: small forms, and pages of lists that it stands in."""

    case: Case
    forms: list[StepForm]
    links: list[tuple[str, Any]]


@require_safe
@may_see
def case_list(request: UserRequest) -> HttpResponse:
    rows = listed.cases(request.user, working_area(request))
    return list_page(
        request,
        "households/case_list.html",
        rows=rows.select_related("village", "round", "household__group", "household__householder"),
        table=CaseTable,
        filters=CaseFilter,
        context={"stages": Stage.choices},
    )


@require_safe
@may_see
def case_detail(request: UserRequest, pk: int) -> HttpResponse:
    """A case is shown on the page of its household."""
    return redirect(_find(request, pk).household)


@require_safe
@may_see
def case_actions(request: UserRequest, pk: int) -> HttpResponse:
    """The buttons that this reader may press, as a part of the household's page or by itself."""
    case = _find(request, pk)
    return _show(request, _actions(request, case))


@require_POST
@may_see
def case_step(request: UserRequest, pk: int, step: str) -> HttpResponse:
    """Take a step: back to the household, or the same form with the reason why not."""
    case = _find(request, pk)
    if step not in STEP_FORMS:
        raise Http404
    require_right(request, STEPS[step].permission, case)
    form = STEP_FORMS[step](request.POST, case=case)
    if form.is_valid():
        try:
            form.act(request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return _done(request, case)
    case.refresh_from_db()
    return _show(request, _actions(request, case, form), status=REFUSED)


def _find(request: UserRequest, pk: int) -> Case:
    cases = Case.objects.visible_to(request.user).select_related("round", "household", "village")
    return get_object_or_404(cases, pk=pk)


def _done(request: UserRequest, case: Case) -> HttpResponse:
    messages.success(
        request,
        _("%(name)s is now at “%(stage)s”.")
        % {"name": case.household.householder_name, "stage": case.get_stage_display()},
    )
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": case.household.get_absolute_url()})
    return redirect(case.household)


def _show(request: UserRequest, actions: Actions, *, status: int = 200) -> HttpResponse:
    context = {"case": actions.case, "actions": actions}
    response = render_page(request, "households/case_actions.html", context, part="actions")
    response.status_code = status
    return response


def _actions(request: UserRequest, case: Case, refused: StepForm | None = None) -> Actions:
    names = stepping.steps_open_to(request.user, case)
    if case.round.kind == RoundKind.EXIT and "survey" in names:
        names.remove("survey")  # the assessment is the visit
    forms = [
        refused if refused and refused.step == name else STEP_FORMS[name](case=case)
        for name in names
        if name in STEP_FORMS
    ]
    if refused and refused.step not in names:
        forms.insert(0, refused)
    return Actions(
        case,
        forms,
        [*_exit_links(request, case), *_list_links(case, names), *_objection_links(request, case)],
    )


def _exit_links(request: UserRequest, case: Case) -> list[tuple[str, Any]]:
    """To the checklist, while somebody may still fill it in; or to the cause of a return."""
    if _lacks_cause(request, case):
        url = reverse("households:household-update", args=[case.household.number])
        query = urlencode({"year": case.round.year})
        return [(f"{url}?{query}", _("Enter the cause of the return"))]
    if case.round.kind != RoundKind.EXIT or case.stage not in exit_checklist.ASSESSED:
        return []
    if not request.user.has_perm("households.assess_exit", case):
        return []
    url = reverse("rounds:exit-assessment", args=[case.pk])
    if case.stage == Stage.APPLIED:
        return [(url, _("Assess for the exit"))]
    return [(url, _("Assessment and signature"))]


def _lacks_cause(request: UserRequest, case: Case) -> bool:
    return (
        case.round.kind == RoundKind.RETURN
        and case.stage in (Stage.APPLIED, Stage.SURVEYED)
        and request.user.has_perm("households.enter_household", case)
        and case.household.years.filter(year=case.round.year, return_cause="").exists()
    )


def _list_links(case: Case, names: list[str]) -> list[tuple[str, Any]]:
    links = []
    place = [case.village_id, case.round_id]
    for name in names:
        if name in SHEETS:
            url = reverse(f"rounds:{SHEETS[name]}", args=place)
            links.append((f"{url}?{urlencode({'step': name})}", _("To the list of the village")))
        elif name == "nominate":
            query = f"village={case.village_id}&round={case.round_id}"
            links.append((f"{reverse('rounds:meeting-create')}?{query}", _("To the meeting")))
    return links


def _objection_links(request: UserRequest, case: Case) -> list[tuple[str, Any]]:
    """Against a household that hangs, or for one that was left out of the village's list."""
    if not request.user.has_perm("households.record_objection", case):
        return []
    notices = Notice.objects.visible_to(request.user).filter(
        village=case.village_id, round=case.round_id
    )
    if case.stage in HANGING.values():
        notices = notices.filter(entries__case=case)
    elif case.stage != Stage.REJECTED:
        return []
    if not (notice := notices.order_by("-pk").first()):
        return []
    query = urlencode({"notice": notice.pk, "case": case.pk})
    return [(f"{reverse('rounds:objection-create')}?{query}", _("Record an objection"))]
