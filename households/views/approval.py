"""The page of a village's whole list: approved, accepted, posted, classified or announced."""

from typing import Any, NamedTuple
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from households import annex, lineup, notices, reach, spot_checks
from households.choices import Level
from households.forms.approval import (
    AcceptForm,
    AnnounceForm,
    ApproveForm,
    ClassifyForm,
    CompareForm,
    TownshipPostingForm,
)
from households.forms.sheets import SheetForm
from households.http import REFUSED, find_round, find_village, show_refusal
from households.models import Case, Notice, Round
from households.rules import last_day_of_publicity
from households.steps import LISTED
from households.ways import stage_before
from povertyreg import clock
from povertyreg.pages import UserRequest, render_page
from villages.models import Village

HOTLINE = "12317"
"""The national telephone for complaints, offered until a village has posted another one."""

FormClass = type[SheetForm]
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# A list of forty is a tenth of its size when packed. Nothing that a stranger could choose stands on
# such a page beside what he might guess, and Django varies the length.
@get_or_post
@gzip_page
def village_sheet(request: UserRequest, village: str, round_pk: int) -> HttpResponse:
    """The secretary's approval of the list that the meeting carried."""
    return _sheet_page(request, village, round_pk, [ApproveForm])


@get_or_post
@gzip_page
def township_sheet(request: UserRequest, village: str, round_pk: int) -> HttpResponse:
    """The township accepts the village's list, and then posts it."""
    return _sheet_page(request, village, round_pk, [AcceptForm, TownshipPostingForm])


@get_or_post
@gzip_page
def county_sheet(request: UserRequest, village: str, round_pk: int) -> HttpResponse:
    """The county classifies the village's list, and then announces it."""
    return _sheet_page(request, village, round_pk, [ClassifyForm, AnnounceForm])


@get_or_post
def comparison_sheet(request: UserRequest, village: str, round_pk: int) -> HttpResponse:
    """The county compares the nominated households with other offices' lists."""
    return _sheet_page(request, village, round_pk, [CompareForm])


class Place(NamedTuple):
    """Which village's list of which round, and how many households wait at each stage."""

    village: Village
    round: Round
    waiting: dict[str, int]

    def waiting_for(self, kind: FormClass) -> int:
        return self.waiting.get(self.stage_before(kind), 0)

    @property
    def listed(self) -> int:
        """Households of the village that count against its scale."""
        return sum(self.waiting.get(stage, 0) for stage in LISTED)

    def stage_before(self, kind: FormClass) -> str:
        """Where the households stand that the round takes this step with, or an empty text."""
        return stage_before(self.round.variant, kind.step) or ""


def _sheet_page(
    request: UserRequest, village: str, round_pk: int, kinds: list[FormClass]
) -> HttpResponse:
    place = _find(request, village, round_pk)
    kinds = [k for k in kinds if request.user.has_perm(k.permission(), place.village)]
    if not kinds:
        raise PermissionDenied
    kind = _chosen(request, kinds, place)
    form = _form(request, kind, place)
    if form.is_valid():
        try:
            entry = form.act(form.sheet(place.village, place.round), request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("rounds:receipt-detail", entry.pk)
    context = {"place": place, "form": form, "tabs": _tabs(kinds, kind, place)}
    context |= _what_follows(form, place)
    response = render_page(request, "households/notice_sheet.html", context, part="sheet")
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


def _find(request: UserRequest, code: str, round_pk: int) -> Place:
    village, round_ = find_village(request, code), find_round(request, round_pk)
    cases = Case.objects.visible_to(request.user).filter(village=village, round=round_)
    counted = cases.order_by().values_list("stage").annotate(Count("pk"))
    return Place(village, round_, dict(counted))


def _chosen(request: UserRequest, kinds: list[FormClass], place: Place) -> FormClass:
    """What the page was asked for, or else the first thing that there is something to do for."""
    by_name = {kind.step: kind for kind in kinds}
    if request.method == "POST":
        if (asked := request.POST.get("step", "")) not in by_name:
            raise PermissionDenied
        return by_name[asked]
    waiting = [kind for kind in kinds if place.waiting_for(kind)]
    return by_name.get(request.GET.get("step", "")) or (waiting or kinds)[0]


def _form(request: UserRequest, kind: FormClass, place: Place) -> SheetForm:
    cases = Case.objects.visible_to(request.user).filter(
        village=place.village, round=place.round, stage=place.stage_before(kind)
    )
    lines, draws = lineup.lines(cases, place.round), []
    if kind.is_review:
        lines = lineup.with_doubts(lines)
        draws = spot_checks.draws([line.case for line in lines], place.round, kind.level)
    shown: dict[str, Any] = {"round_": place.round, "lines": lines, "draws": draws}
    if request.method == "POST":
        return kind(request.POST, **shown)
    return kind(**shown, initial={"request_id": uuid4(), **_phone(request, kind, place)})


def _phone(request: UserRequest, kind: FormClass, place: Place) -> dict[str, str]:
    """The phone of the notice before, so that nobody types it twice."""
    if not kind.is_posting:
        return {}
    earlier = Notice.objects.visible_to(request.user).filter(village=place.village).order_by("-id")
    phone = earlier.values_list("complaint_phone", flat=True).first()
    return {"complaint_phone": phone or HOTLINE}


def _tabs(kinds: list[FormClass], chosen: FormClass, place: Place) -> list[dict[str, Any]]:
    return [
        {
            "step": kind.step,
            "title": kind.said(place.round.kind).title,
            "count": place.waiting_for(kind),
            "on": kind is chosen,
        }
        for kind in kinds
        if place.stage_before(kind)
    ]


def _what_follows(form: SheetForm, place: Place) -> dict[str, Any]:
    """What the line above the button says, and the notice of the village that hangs now."""
    today, days = clock.today(), place.round.publicity_days
    return {
        "today": today,
        "last_day": last_day_of_publicity(today, days),
        "needed": spot_checks.needed(len(form.lines), place.round, form.level),
        "share": (
            place.round.county_check_percent
            if form.level == Level.COUNTY
            else place.round.spot_check_percent
        ),
        "reach": reach.of_village(place.round, place.village, place.listed),
        "hanging": lineup.hanging_now(place.village, place.round, form.level, today),
        "annex": _annex(form, place),
    }


def _annex(form: SheetForm, place: Place) -> list[annex.Said]:
    """What the notice will say beside its list, before it is posted."""
    if not form.is_posting or form.level == Level.VILLAGE or not form.lines:
        return []
    cases = [line.case for line in form.lines]
    return annex.said(notices.annex_if_posted(form.level, place.round, cases))
