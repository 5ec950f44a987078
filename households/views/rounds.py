"""The rounds, and the board of one of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from households import (
    board,
    exit_candidates,
    reach,
    reminders,
    results,
    round_history,
    rounds,
    standing,
    taking_out,
)
from households.choices import RoundKind, Stage
from households.forms.rounds import CalendarForm, RoundForm
from households.http import REFUSED, find_round, require_right, show_refusal
from households.models import Case, Objection, Round
from households.proposals import PROPOSING
from households.tables.cases import RoundTable
from povertyreg import clock
from povertyreg.pages import UserRequest, render_page
from villages.http import working_area, working_year
from villages.models import County, Township, Village

may_see = permission_required("households.view_case", raise_exception=True)
may_open = permission_required("households.open_round", raise_exception=True)
OBJECTIONS_SHOWN = 5


@require_safe
@may_see
def round_list(request: UserRequest) -> HttpResponse:
    """Every round of the reader's area with how far it has come."""
    found = list(Round.objects.visible_to(request.user).order_by("-year", "-starts_on"))
    table = RoundTable(
        found, places=_places(request, found), counts=_counts(request, found), request=request
    )
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    context = {"table": table, "may_open": request.user.has_perm("households.open_round")}
    return render_page(request, "households/round_list.html", context, part="list")


def _counts(request: UserRequest, found: list[Round]) -> dict[int, tuple[int, int]]:
    """Round → households of the reader's area, and how many of them are on their way."""
    cases = Case.objects.visible_to(request.user).filter(round__in=found).order_by()
    on_the_way = Count("pk", filter=Q(stage__in=Stage.open()))
    counted = cases.values_list("round_id").annotate(everybody=Count("pk"), waiting=on_the_way)
    return {pk: (everybody, waiting) for pk, everybody, waiting in counted}


def _places(request: UserRequest, found: list[Round]) -> dict[str, Any]:
    codes = {round_.area_code for round_ in found}
    places: dict[str, Any] = {}
    for kind in (County, Township, Village):
        places |= kind.objects.visible_to(request.user).in_bulk(codes)
    return places


@require_http_methods(["GET", "HEAD", "POST"])
@may_open
def round_create(request: UserRequest) -> HttpResponse:
    """The county opens a round for the county or one township; `?kind=` proposes what is usual."""
    form = RoundForm(request.POST or None, user=request.user, initial=_proposed(request))
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            opened = rounds.open_round(form.instance, by=request.user, reason=reason)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The round is open. Households may apply from today."))
            return redirect("rounds:round-detail", opened.pk)
    context = {"form": form, "kinds": RoundKind.choices}
    response = render_page(request, "households/round_form.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


def _proposed(request: UserRequest) -> dict[str, Any]:
    asked = request.GET.get("kind", "")
    kind = asked if asked in RoundKind.values else RoundKind.IDENTIFICATION
    return {"year": working_year(request), "kind": kind}


@require_safe
@may_see
def round_detail(request: UserRequest, pk: int) -> HttpResponse:
    """How the round is held: its steps with those who are at them, and its parameters."""
    round_ = find_round(request, pk)
    return _procedure_page(request, round_, CalendarForm(instance=round_))


@require_POST
@may_open
def round_calendar(request: UserRequest, pk: int) -> HttpResponse:
    """Days of the calendar are moved, with a reason; nothing else of an open round changes."""
    round_ = find_round(request, pk)
    require_right(request, "households.open_round", round_)
    form = CalendarForm(request.POST, instance=round_)
    if form.is_valid():
        try:
            form.act(find_round(request, pk), request.user)
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The calendar is moved."))
            return redirect("rounds:round-detail", pk)
    return _procedure_page(request, find_round(request, pk), form)


def _procedure_page(request: UserRequest, round_: Round, form: CalendarForm) -> HttpResponse:
    may_move = round_.is_open and request.user.has_perm("households.open_round", round_)
    context = {
        "round": round_,
        "place": _places(request, [round_]).get(round_.area_code, round_.area_code),
        "steps": standing.steps_of(round_, request.user, clock.today(), working_area(request)),
        "form": form if may_move else None,
        "lines": round_history.lines(round_, request.user),
    }
    response = render_page(request, "households/round_detail.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


@require_safe
@may_see
def round_board(request: UserRequest, pk: int) -> HttpResponse:
    """Villages by stages; a county sees its townships, and looks into one of them."""
    round_, today, area = find_round(request, pk), clock.today(), working_area(request)
    found = board.read(round_, request.user, area, today)
    due = reminders.reminders(found, round_) if len(found.rows) > 1 else []
    context = {
        "round": round_,
        "others": Round.objects.visible_to(request.user).exclude(pk=pk)[:8],
        "board": found,
        "told": results.told(round_.kind, found.announced),
        "over_scale": reach.above(
            round_, request.user, {row.place: board.listed(row) for row in found.rows}
        ),
        "reminders": due,
        "reminder_text": reminders.together(due),
        "objections": _oldest_objections(request, round_, area),
        "may_propose": round_.is_open
        and round_.kind in exit_candidates.PROPOSED_FROM
        and request.user.has_perm("households.apply"),
        "may_suspect": round_.is_open
        and round_.kind in PROPOSING
        and request.user.has_perm("households.apply"),
        "may_close": round_.is_open and request.user.has_perm("households.open_round", round_),
        "may_take_out": request.user.has_perm(taking_out.PERMISSION),
        "area": area,
    }
    return render_page(request, "households/round_board.html", context, part="board")


def _oldest_objections(request: UserRequest, round_: Round, area: str) -> Any:
    waiting = Objection.objects.visible_to(request.user).in_area(area).open()
    return (
        waiting.filter(case__round=round_)
        .select_related("village", "case__household__householder")
        .order_by("received_on", "pk")[:OBJECTIONS_SHOWN]
    )


@require_safe
@permission_required(taking_out.PERMISSION, raise_exception=True)
def round_workbook(request: UserRequest, pk: int) -> FileResponse:
    """What the board shows, as a workbook."""
    round_, area = find_round(request, pk), working_area(request)
    found = board.read(round_, request.user, area, clock.today())
    file = taking_out.board_as_workbook(found, round_, area=area, by=request.user)
    name = f"{round_} {clock.today():%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name)


@require_POST
@may_open
def round_close(request: UserRequest, pk: int) -> HttpResponse:
    """A round in which nobody is on the way any more is closed."""
    round_ = find_round(request, pk)
    require_right(request, "households.open_round", round_)
    try:
        rounds.close_round(round_, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The round is closed."))
    return redirect("rounds:round-board", pk)
