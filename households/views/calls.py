"""Calls to a meeting: calling it, its page, and calling it off."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from households import calls
from households.forms.calls import CallForm
from households.http import REFUSED, require_right, show_refusal
from households.models import MeetingCall
from households.requests import sent_text
from households.rules import quorum
from povertyreg.pages import UserRequest, render_page

CALL = "households.call_meeting"

may_see = permission_required("households.view_case", raise_exception=True)
may_call = permission_required(CALL, raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@may_call
def call_create(request: UserRequest) -> HttpResponse:
    """Village, round, hour, place and agenda."""
    form = CallForm(request.POST or None, by=request.user)
    if form.is_valid():
        try:
            called = calls.call(form.instance, by=request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("rounds:call-detail", called.pk)
    response = render_page(request, "households/call_form.html", {"form": form})
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


@require_safe
@may_see
def call_detail(request: UserRequest, pk: int) -> HttpResponse:
    """When and where, who is entitled, how many households wait; from here it is recorded."""
    called = _find(request, pk)
    roster = list(calls.entitled(called))
    user = request.user
    context = {
        "call": called,
        "roster": roster,
        "needed": quorum(len(roster), called.round.quorum_share) if roster else 0,
        "waiting": calls.agenda_of(called).count(),
        "meeting": called.held.first(),
        "may_call": user.has_perm(CALL, called),
        "may_record": user.has_perm("households.nominate", called),
    }
    return render_page(request, "households/call_detail.html", context)


@require_POST
@may_call
def call_cancel(request: UserRequest, pk: int) -> HttpResponse:
    """Called off with a reason."""
    called = _find(request, pk)
    require_right(request, CALL, called)
    try:
        calls.call_off(called, sent_text(request, "because"), by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("rounds:call-detail", called.pk)


def _find(request: UserRequest, pk: int) -> MeetingCall:
    found = MeetingCall.objects.visible_to(request.user).select_related(
        "village__township", "round", "called_by"
    )
    called: MeetingCall = get_object_or_404(found, pk=pk)
    return called
