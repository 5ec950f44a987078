"""Meetings of representatives: the list, taking one down, and its record."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from households import approval, lineup, listed, meetings, reach
from households.choices import Stage
from households.filters.cases import MeetingFilter
from households.forms.meetings import MeetingForm
from households.http import REFUSED, find_round, find_village, require_right, show_refusal
from households.models import Case, MeetingCall, MeetingOfRepresentatives, Representative, Round
from households.rules import is_carried
from households.tables.cases import MeetingTable
from households.views import photos
from povertyreg import clock
from povertyreg.audit.models import Entry
from povertyreg.lists import list_page
from povertyreg.pages import UserRequest, render_page
from villages.http import working_area
from villages.models import Village

MOST_CALLS = 20

may_see = permission_required("households.view_case", raise_exception=True)
may_record = permission_required("households.nominate", raise_exception=True)


@require_safe
@may_see
def meeting_list(request: UserRequest) -> HttpResponse:
    rows = listed.meetings(request.user, working_area(request))
    return list_page(
        request,
        "households/meeting_list.html",
        rows=rows.select_related("village", "round"),
        table=MeetingTable,
        filters=MeetingFilter,
        context={
            "calls": _standing_calls(request),
            "may_record": request.user.has_perm("households.nominate"),
            "may_call": request.user.has_perm("households.call_meeting"),
        },
    )


def _standing_calls(request: UserRequest) -> list[MeetingCall]:
    """The next ones; a page of a county need not show each of its villages' calls."""
    called = MeetingCall.objects.visible_to(request.user).in_area(working_area(request)).standing()
    return list(called.select_related("village", "round").order_by("meets_at")[:MOST_CALLS])


@require_http_methods(["GET", "HEAD", "POST"])
@may_record
def meeting_create(request: UserRequest) -> HttpResponse:
    """`?village=&round=`: votes on the surveyed households; without them, where some wait.

    `&appraisal=2`: the second meeting, on the households that the county has compared.
    `&call=`: date and place as the meeting was called.
    """
    if "village" not in request.GET:
        return _choose_list(request)
    village = find_village(request, request.GET["village"])
    round_ = find_round(request, _id(request.GET.get("round", "")))
    require_right(request, "households.nominate", village)
    form = _form(request, village, round_)
    if form.is_valid():
        try:
            entry = _record(request, form)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("rounds:receipt-detail", entry.pk)
    filled = reach.of_village(round_, village)
    context = {"form": form, "village": village, "round": round_, "reach": filled}
    response = render_page(request, "households/meeting_form.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


def _record(request: UserRequest, form: MeetingForm) -> Entry:
    request_id = form.cleaned_data["request_id"]
    return approval.record_meeting(
        form.instance, form.votes, request_id=request_id, by=request.user, signed=form.signed
    )


def _id(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _form(request: UserRequest, village: Village, round_: Round) -> MeetingForm:
    appraisal = meetings.SECOND if request.GET.get("appraisal") == "2" else 1
    stage = Stage.COMPARED if appraisal == meetings.SECOND else Stage.SURVEYED
    waiting = Case.objects.visible_to(request.user).filter(
        village=village, round=round_, stage=stage
    )
    call = _call(request, village, round_)
    roster = Representative.objects.visible_to(request.user).filter(village=village)
    current = list(roster.current(localdate(call.meets_at) if call else clock.today()))
    usual = _usual(request, village) | ({"entitled": len(current)} if current else {})
    usual |= {"held_on": localdate(call.meets_at), "place": call.place} if call else {}
    return MeetingForm(
        request.POST or None,
        instance=MeetingOfRepresentatives(
            village=village, round=round_, appraisal=appraisal, call=call
        ),
        lines=lineup.lines(waiting, round_),
        roster=current,
        initial={"request_id": uuid4(), "held_on": clock.today(), **usual},
    )


def _call(request: UserRequest, village: Village, round_: Round) -> MeetingCall | None:
    """`?call=`: 404 unless it called this village for this round."""
    if "call" not in request.GET:
        return None
    called = MeetingCall.objects.visible_to(request.user).filter(village=village, round=round_)
    return get_object_or_404(called, pk=_id(request.GET["call"]))


def _usual(request: UserRequest, village: Village) -> dict[str, Any]:
    """What stays the same from one meeting to the next."""
    meetings = MeetingOfRepresentatives.objects.visible_to(request.user).filter(village=village)
    last = meetings.order_by("-held_on").values("place", "chair", "recorder", "entitled").first()
    return dict(last or {})


def _choose_list(request: UserRequest) -> HttpResponse:
    """Villages with surveyed households; straight to the form when there is only one."""
    surveyed = Case.objects.visible_to(request.user).filter(stage=Stage.SURVEYED)
    groups = list(
        surveyed.order_by("village_id", "round_id")
        .values("village_id", "village__name_zh", "village__name_en", "round_id")
        .annotate(count=Count("pk"))
    )
    rounds = Round.objects.visible_to(request.user).in_bulk([g["round_id"] for g in groups])
    villages = Village.objects.visible_to(request.user).in_bulk([g["village_id"] for g in groups])
    lists = [
        {
            "village": villages[group["village_id"]],
            "round": rounds[group["round_id"]],
            "count": group["count"],
        }
        for group in groups
    ]
    return render_page(request, "households/meeting_choose.html", {"lists": lists})


@require_safe
@may_see
def meeting_detail(request: UserRequest, pk: int) -> HttpResponse:
    """The record: who was there, and how they voted on each household."""
    found = MeetingOfRepresentatives.objects.visible_to(request.user).select_related(
        "village__township", "round", "recorded_by"
    )
    meeting = get_object_or_404(found, pk=pk)
    ballots = meeting.ballots.select_related(
        "case__household__group", "case__household__householder"
    ).order_by("case__household__number")
    share = meeting.round.majority_share
    lines = [(ballot, is_carried(ballot.votes_for, meeting.present, share)) for ballot in ballots]
    context = {
        "meeting": meeting,
        "lines": lines,
        "carried": sum(carried for _ballot, carried in lines),
        "photos": photos.shown(request, meeting),
    }
    return render_page(request, "households/meeting_detail.html", context)
