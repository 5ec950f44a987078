"""Changes in a household: what was recorded, and undoing a wrong entry."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from households import happenings, requests
from households.changes import frame, undoing
from households.forms.changes import UndoForm
from households.http import REFUSED, show_refusal
from households.models import Change, Household
from households.views.files import may_see
from povertyreg import clock
from povertyreg.pages import UserRequest, render_page


@require_safe
@may_see
def change_list(request: UserRequest, number: str) -> HttpResponse:
    """Newest first, each with its undoing where it can be undone."""
    household = requests.found(request, number)
    rows = happenings.of(household, request.user)
    for change in rows:
        change.text = happenings.sentence(change)  # type: ignore[attr-defined]
        change.elsewhere = _elsewhere(change, household)  # type: ignore[attr-defined]
        change.is_undone = bool(change.countered.all())  # type: ignore[attr-defined]
        change.may_undo = _may_undo(request, change, household)  # type: ignore[attr-defined]
    context = {
        "household": household,
        "changes": rows,
        "may_record": household.closed_on is None
        and bool(frame.kinds_open_to(request.user, household)),
    }
    return render_page(request, "households/change_list.html", context)


def _elsewhere(change: Change, household: Household) -> Household | None:
    """The other household of a split or a merger, seen from this one."""
    found: Household | None = change.other_household
    return change.household if found == household else found


def _may_undo(request: UserRequest, change: Change, household: Household) -> bool:
    """A succession that a departure brought is undone with the departure."""
    standing = change.counters_id is None and not change.countered.all()
    standing = standing and "with" not in change.details
    mine = change.household_id == household.pk
    return standing and mine and request.user.has_perm(frame.permission_for(change.kind), household)


@require_http_methods(["GET", "HEAD", "POST"])
@may_see
def change_undo(request: UserRequest, number: str, pk: int) -> HttpResponse:
    """A wrong entry, countered with a reason; both stay in the history."""
    household = requests.found(request, number)
    own = Change.objects.visible_to(request.user).select_related("member", "counters")
    change = get_object_or_404(own, pk=pk, household=household)
    frame.require_right(request.user, change.kind, household)
    if request.method == "POST" and requests.answered(request):
        return redirect("households:change-list", number)
    form = UndoForm(request.POST or None, initial={"version": household.version})
    if form.is_valid() and _undone(request, change, form):
        messages.success(request, _("Undone: %(what)s.") % {"what": change.get_kind_display()})
        return redirect("households:change-list", number)
    context = {
        "form": form, "change": change, "household": household,
        "sentence": happenings.sentence(change),
        "request_id": request.POST.get("request_id") or uuid4(),
    }  # fmt: skip
    response = render_page(request, "households/change_undo.html", context)
    response.status_code = REFUSED if form.errors else 200
    return response


def _undone(request: UserRequest, change: Change, form: UndoForm) -> bool:
    given, version = form.cleaned_data, form.cleaned_data["version"]

    def act(request_id: str) -> Household:
        said = frame.Said(clock.today(), given["reason"], version, request.user, request_id)
        household: Household = undoing.undo(change, said).household
        return household

    try:
        requests.once(request, act)
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return False
    return True
