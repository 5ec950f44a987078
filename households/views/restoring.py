"""The page that brings an earlier version of a file back, with what it would change."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households import requests, restoring
from households.forms.restoring import RestoreForm
from households.http import REFUSED, require_right, show_refusal
from households.models import Household
from households.refusals import RowErrors
from households.restoring import Restoration
from households.views.entry import ENTER, refused
from povertyreg.pages import UserRequest, render_page
from villages.http import working_year


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(ENTER, raise_exception=True)
def household_restore(request: UserRequest, number: str, version: int) -> HttpResponse:
    """What changes, old and new; and (POST) the new version, with a reason."""
    household = requests.found(request, number)
    require_right(request, ENTER, household)
    if request.method == "POST" and requests.answered(request):
        return redirect("households:household-history", number)
    form = RestoreForm(request.POST or None)
    try:
        plan = _plan(request, household, version)
        if form.is_valid():
            if _restored(request, plan, form):
                return _done(request, number, version)
            household = requests.found(request, number)
            plan = _plan(request, household, version)
    except ValidationError as refusal:
        return refused(request, household, refusal)
    return _shown(request, household, plan, form)


def _plan(request: UserRequest, household: Household, version: int) -> Restoration:
    plan = restoring.prepared(household, version, working_year(request), by=request.user)
    if plan is None:
        raise Http404
    return plan


def _restored(request: UserRequest, plan: Restoration, form: RestoreForm) -> bool:
    given = form.cleaned_data

    def act(request_id: str) -> Household:
        return restoring.restore(
            plan, version=given["version"], by=request.user, reason=given["reason"],
            request_id=request_id,
        )  # fmt: skip

    try:
        requests.once(request, act)
    except ValidationError as refusal:
        show_refusal(form, ValidationError(_sentences(refusal, plan)))
        return False
    return True


def _sentences(refusal: ValidationError, plan: Restoration) -> list[str]:
    """What concerns one member begins with the name: this page has no rows to show it at."""
    if not isinstance(refusal, RowErrors):
        return refusal.messages
    return [
        _("%(name)s: %(problem)s")
        % {"name": plan.file.people[row].member.shown_name, "problem": problem}
        for row, by_field in refusal.by_row.items()
        for problems in by_field.values()
        for problem in problems
    ]


def _done(request: UserRequest, number: str, version: int) -> HttpResponse:
    said = _("The file holds the values of version %(number)d again, as a new version.")
    messages.success(request, said % {"number": version})
    return redirect("households:household-history", number)


def _shown(
    request: UserRequest, household: Household, plan: Restoration, form: RestoreForm
) -> HttpResponse:
    context = {
        "form": form,
        "household": household,
        "plan": plan,
        "year": plan.file.year.year,
        "request_id": request.POST.get("request_id") or uuid4(),
    }
    response = render_page(request, "households/household_restore.html", context)
    response.status_code = REFUSED if form.errors else response.status_code
    return response
