"""The papers of a meeting: the sheet to sign before it, the minutes after it."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from households.http import find_round, find_village
from households.models import MeetingCall, MeetingOfRepresentatives, Representative, Round
from povertyreg import clock
from povertyreg.pages import UserRequest
from povertyreg.papers import printing
from povertyreg.papers.minutes import minutes, sign_in_sheet
from villages.models import Village

may_see = permission_required("households.view_case", raise_exception=True)
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_GET
@may_see
def meeting_minutes(request: UserRequest, pk: int, form: str) -> HttpResponse:
    """As PDF to sign, or as Word to edit first."""
    if form not in TYPES:
        raise Http404
    found = MeetingOfRepresentatives.objects.visible_to(request.user).select_related(
        "village__township__county", "round"
    )
    meeting = get_object_or_404(found, pk=pk)
    paper = minutes(meeting, reader=request.user)
    made = printing.of_meeting(paper, meeting, form, by=request.user)
    return _file(made, f"{meeting.village_id}-{meeting.held_on}-minutes.{form}", TYPES[form])


@require_GET
@may_see
def meeting_sheet(request: UserRequest, village: str, round_pk: int) -> HttpResponse:
    """The list of representatives to sign on, and the households to be voted on."""
    place, round_ = find_village(request, village), find_round(request, round_pk)
    call = _call(request, place, round_)
    day = localdate(call.meets_at) if call else clock.today()
    roster = Representative.objects.visible_to(request.user).filter(village=place)
    current = list(roster.current(day))
    paper = sign_in_sheet(place, round_, current, reader=request.user, call=call)
    made = printing.of_list(paper, place, "print_sign_in", by=request.user)
    return _file(made, f"{place.pk}-attendance.pdf", TYPES["pdf"])


def _call(request: UserRequest, village: Village, round_: Round) -> MeetingCall | None:
    """`?call=`: the sheet then says when and where; 404 for a call of another list."""
    asked = request.GET.get("call", "")
    if not asked:
        return None
    called = MeetingCall.objects.visible_to(request.user).filter(village=village, round=round_)
    return get_object_or_404(called, pk=int(asked) if asked.isdecimal() and len(asked) < 19 else 0)


def _file(made: bytes, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made, content_type=content_type, headers=headers)
