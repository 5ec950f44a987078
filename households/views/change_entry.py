"""Recording a change in a household: its kind, then one short form, or two for relations."""

from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households import requests
from households.changes import closing, frame, members, regrouping, succession
from households.changes.frame import Said
from households.choices import JOINING, LEAVING, ChangeKind
from households.forms import changes as forms
from households.forms import regrouping as steps
from households.http import REFUSED, show_refusal
from households.models import Household
from households.refusals import StaleVersion
from households.views.files import may_see
from povertyreg import clock
from povertyreg.pages import UserRequest, render_page

CONFLICT = 409
OF_THE_HOUSEHOLD: Final = (
    ChangeKind.SUCCESSION, ChangeKind.SPLIT, ChangeKind.MERGE, ChangeKind.TRANSFER,
    ChangeKind.CLOSE,
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@may_see
def change_create(request: UserRequest, number: str) -> HttpResponse:
    """First the kind, then its form; a second press of the same form records nothing more."""
    household = requests.found(request, number)
    kinds = frame.kinds_open_to(request.user, household)
    if not kinds:
        raise PermissionDenied
    asked = request.GET.get("kind", "")
    if not asked:
        return _choose(request, household, kinds)
    if asked not in ChangeKind.values:
        raise Http404
    if asked not in kinds:
        raise PermissionDenied
    if request.method == "POST" and requests.answered(request):
        return redirect("households:change-list", number)
    return _form_of(request, household, ChangeKind(asked))


def _choose(request: UserRequest, household: Household, kinds: list[ChangeKind]) -> HttpResponse:
    groups = [
        (_("Somebody joins"), [kind for kind in kinds if kind in JOINING]),
        (_("Somebody leaves"), [kind for kind in kinds if kind in LEAVING]),
        (_("The whole household"), [kind for kind in kinds if kind in OF_THE_HOUSEHOLD]),
    ]
    context = {
        "household": household,
        "groups": [group for group in groups if group[1]],
        "waits": _refusal(household),
    }
    return render_page(request, "households/change_choose.html", context)


def _refusal(household: Household) -> str:
    """Why most changes have to wait, or an empty text."""
    try:
        frame.require_recordable(household)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def _form_of(request: UserRequest, household: Household, kind: ChangeKind) -> HttpResponse:
    form = _made(request, household, kind, request.POST or None)
    if not form.is_bound or not form.is_valid():
        return _show(request, form)
    if kind in LEAVING and (on := _leading_on(request, form)):
        return _show(request, on)
    if isinstance(form, steps.TwoStepForm) and not form.is_second:
        form.suggest()
        return _show(request, form)
    try:
        requests.once(request, lambda request_id: _act(form, form.said(request_id)))
    except StaleVersion as stale:
        return _stale(request, household, kind, stale)
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return _show(request, form)
    messages.success(request, _("Recorded: %(what)s.") % {"what": kind.label})
    return redirect("households:change-list", household.number)


def _made(
    request: UserRequest,
    household: Household,
    kind: ChangeKind,
    data: Any = None,
    **initial: Any,
) -> forms.ChangeForm:
    return FORMS[kind](
        data, request.FILES or None, household=household, kind=kind, user=request.user,
        rows=succession.rows_of(household), today=clock.today(), initial=initial,
    )  # fmt: skip


def _leading_on(request: UserRequest, form: forms.ChangeForm) -> forms.ChangeForm | None:
    """Of the householder it is asked who follows; with the last one the household is closed."""
    household, given = form.household, form.cleaned_data
    said = {"on": given["on"], "reason": given["reason"]}
    if len(form.rows) == 1:
        return _made(request, household, ChangeKind.CLOSE, because=form.kind, **said)
    if int(given["member"]) == household.householder_id:
        return _made(request, household, ChangeKind.SUCCESSION, leaving=form.kind, **said)
    return None


def _stale(
    request: UserRequest, household: Household, kind: ChangeKind, stale: StaleVersion
) -> HttpResponse:
    """Nothing typed is lost: pressed again, it is recorded on top of the other's work."""
    fresh = requests.found(request, household.number)
    data = request.POST.copy()
    data["version"] = str(fresh.version)
    form = _made(request, fresh, kind, data)
    if form.is_valid():
        form.add_error(None, stale)
    return _show(request, form, CONFLICT)


def _show(request: UserRequest, form: forms.ChangeForm, status: int = 0) -> HttpResponse:
    in_second = isinstance(form, steps.TwoStepForm) and form.shows_relations
    template = "change_relations" if in_second else "change_form"
    context = {
        "form": form,
        "household": form.household,
        "kind": form.kind,
        "led_on": bool(form.initial.get("leaving") or form.initial.get("because")),
        "two_steps": isinstance(form, steps.TwoStepForm),
        "request_id": request.POST.get("request_id") or uuid4(),
    }
    response = render_page(request, f"households/{template}.html", context)
    response.status_code = status or (REFUSED if form.errors else 200)
    return response


def _act(form: Any, said: Said) -> Household:
    _ACTS[form.kind](form, said)
    household: Household = form.household
    return household


def _join(form: Any, said: Said) -> None:
    members.join(form.household, form.person(), form.kind, said)


def _leave(form: Any, said: Said) -> None:
    member = members.require_member(form.household, int(form.cleaned_data["member"]))
    members.leave(form.household, member, form.kind, said)


def _hand_over(form: Any, said: Said) -> None:
    succession.hand_over(form.household, form.heir, form.relations(), said, form.leaving)


def _split(form: Any, said: Said) -> None:
    regrouping.split(form.household, form.relations(), said)


def _merge(form: Any, said: Said) -> None:
    regrouping.merge(form.household, form.cleaned_data["other"], form.relations(), said)


def _transfer(form: Any, said: Said) -> None:
    given = form.cleaned_data
    regrouping.transfer(form.household, given["village"], given["group"], said)


def _close(form: Any, said: Said) -> None:
    closing.close(form.household, ChangeKind(form.cleaned_data["because"]), said)


FORMS: Final[dict[ChangeKind, type[forms.ChangeForm]]] = {
    **dict.fromkeys(JOINING, forms.JoinForm),
    **dict.fromkeys(LEAVING, forms.LeaveForm),
    ChangeKind.SUCCESSION: steps.SuccessionForm,
    ChangeKind.SPLIT: steps.SplitForm,
    ChangeKind.MERGE: steps.MergeForm,
    ChangeKind.TRANSFER: forms.TransferForm,
    ChangeKind.CLOSE: forms.CloseForm,
}
_ACTS: Final[dict[ChangeKind, Callable[[Any, Said], None]]] = {
    **dict.fromkeys(JOINING, _join),
    **dict.fromkeys(LEAVING, _leave),
    ChangeKind.SUCCESSION: _hand_over,
    ChangeKind.SPLIT: _split,
    ChangeKind.MERGE: _merge,
    ChangeKind.TRANSFER: _transfer,
    ChangeKind.CLOSE: _close,
}
