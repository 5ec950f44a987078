"""The rounds, and the board of one of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from households import board, exit_candidates, rounds
from households.choices import RoundKind, Stage
from households.forms.rounds import RoundForm
from households.http import REFUSED, find_round, require_right, show_refusal
from households.models import Case, Objection, Round
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
    """The county opens a round for the county or one township."""
    initial = {"year": working_year(request), "kind": RoundKind.IDENTIFICATION}
    form = RoundForm(request.POST or None, user=request.user, initial=initial)
    if form.is_valid():
        try:
            opened = rounds.open_round(form.instance, by=request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The round is open. Households may apply from today."))
            return redirect("rounds:round-board", opened.pk)
    response = render_page(request, "households/round_form.html", {"form": form})
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


@require_safe
@may_see
def round_board(request: UserRequest, pk: int) -> HttpResponse:
    """Villages by stages; a county sees its townships, and looks into one of them."""
    round_, today, area = find_round(request, pk), clock.today(), working_area(request)
    objections = Objection.objects.visible_to(request.user).in_area(area).open()
    context = {
        "round": round_,
        "others": Round.objects.visible_to(request.user).exclude(pk=pk)[:8],
        "board": board.read(round_, request.user, area, today),
        "columns": board.COLUMNS,
        "today": today,
        "objections": objections.filter(case__round=round_)
        .select_related("village", "case__household__householder")
        .order_by("received_on", "pk")[:OBJECTIONS_SHOWN],
        "may_propose": round_.is_open
        and round_.kind in exit_candidates.PROPOSED_FROM
        and request.user.has_perm("households.apply"),
        "may_close": round_.is_open and request.user.has_perm("households.open_round", round_),
    }
    return render_page(request, "households/round_board.html", context, part="board")


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
