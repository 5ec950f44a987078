"""Notices: the list of all, one as it was posted, and taking it down."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from households import annex, approval, listed, mastheads, notices, publicity, waiting
from households.choices import Level
from households.filters.cases import CLOSED, READY, RUNNING, NoticeFilter
from households.http import require_right
from households.models import Notice, NoticeEntry, Objection
from households.requests import sent_text
from households.rules import day_of_publicity
from households.steps import HANGING, STEPS
from households.tables.cases import NoticeTable
from households.views import photos
from povertyreg import clock
from povertyreg.lists import list_page
from povertyreg.pages import UserRequest, render_page
from villages.http import working_area

may_see = permission_required("households.view_notice", raise_exception=True)


@require_safe
@may_see
def notice_list(request: UserRequest) -> HttpResponse:
    """Notices by state, and above them the lists that wait for this reader."""
    area = working_area(request)
    own = Notice.objects.visible_to(request.user).in_area(area)
    return list_page(
        request,
        "households/notice_list.html",
        rows=listed.notices(request.user, area).select_related("village"),
        table=NoticeTable,
        filters=NoticeFilter,
        context={"tabs": _tabs(own), "lists": _lists(request)},
    )


def _tabs(own: Any) -> list[tuple[str, str, int]]:
    today = clock.today()
    standing = own.hanging().order_by().values("pk")
    counted = own.order_by().aggregate(
        everything=Count("pk"),
        running=Count("pk", Q(pk__in=standing, ends_on__gt=today)),
        ready=Count("pk", Q(pk__in=standing, ends_on__lte=today)),
    )
    return [
        ("", _("All"), counted["everything"]),
        (RUNNING, _("Running"), counted["running"]),
        (READY, _("Ready to close"), counted["ready"]),
        (
            CLOSED,
            _("Closed and announced"),
            counted["everything"] - counted["running"] - counted["ready"],
        ),
    ]


def _lists(request: UserRequest) -> list[waiting.WaitingItem]:
    """Lists to approve, accept, post, classify or announce, by village."""
    kinds = {"approve", "accept", "post", "classify", "announce"}
    return [item for item in waiting.lists_for(request.user) if item.kind in kinds]


@require_safe
@may_see
def notice_detail(request: UserRequest, pk: int) -> HttpResponse:
    """The list as it was posted, how long it hangs, and what was objected."""
    notice = _find(request, pk)
    entries, remarks = list(_entries(request, notice)), list(notice.remarks.all())
    context = {
        "notice": notice,
        "number": mastheads.number(notice),
        "entries": entries,
        "remarks": annex.said(remarks),
        "people": sum(entry.size for entry in entries),
        "objections": notice.objections.select_related("case__household__householder"),
        "may_object": request.user.has_perm("households.record_objection", notice),
        "is_unchanged": notices.fingerprint(notice, entries, remarks) == notice.sha256,
        "photos": photos.shown(request, notice),
        **_correction(request, notice),
        **_countdown(request, notice, entries),
    }
    return render_page(request, "households/notice_detail.html", context)


def _correction(request: UserRequest, notice: Notice) -> dict[str, Any]:
    """By which notice this one is replaced, and whether the reader may replace it."""
    newer = notice.corrected_by.first()
    posts = STEPS[publicity.POSTING[Level(notice.level)]].permission
    return {
        "newer": newer,
        "may_correct": newer is None
        and request.user.has_perm(posts, notice)
        and notice.entries.correctable().exists(),
    }


def _countdown(request: UserRequest, notice: Notice, entries: list[Any]) -> dict[str, Any]:
    """Which day of how many it is, who waits for the last one, and who may close then."""
    today = clock.today()
    waits = [entry for entry in entries if entry.is_standing]
    closing = STEPS[f"close_in_{notice.level}"].permission if notice.level in HANGING else ""
    return {
        "is_hanging": bool(waits),
        "held": [entry for entry in waits if entry.is_held],
        "day": min(day_of_publicity(notice.starts_on, today), notice.days),
        "days_left": (notice.ends_on - today).days,
        "now": clock.now(),
        "is_over": today >= notice.ends_on,
        "may_close": bool(waits) and request.user.has_perm(closing, notice),
        "photo_count": publicity.photos_on_file(notice),
        "photos_needed": publicity.PHOTOS_NEEDED,
        "request_id": uuid4(),
    }


def _find(request: UserRequest, pk: int) -> Notice:
    found = Notice.objects.visible_to(request.user).select_related(
        "village__township__county", "round", "posted_by", "corrects"
    )
    return get_object_or_404(found, pk=pk)


def _entries(request: UserRequest, notice: Notice) -> "QuerySet[Any]":
    """Its lines, each with whether its household still waits on it, and whether it is held."""
    lines = NoticeEntry.objects.visible_to(request.user).filter(notice=notice)
    objections = Objection.objects.visible_to(request.user).open().filter(case=OuterRef("case"))
    return (
        lines.select_related("case__household")
        .annotate(
            is_standing=Exists(lines.standing().filter(pk=OuterRef("pk"))),
            is_held=Exists(objections),
        )
        .order_by("position")
    )


@require_POST
@may_see
def notice_close(request: UserRequest, pk: int) -> HttpResponse:
    """Take the notice down after its last day; refused, the sentence stands on its page."""
    notice = _find(request, pk)
    if notice.level not in HANGING:
        return redirect("rounds:notice-detail", pk)
    require_right(request, STEPS[f"close_in_{notice.level}"].permission, notice)
    try:
        request_id = UUID(request.POST.get("request_id", ""))
    except ValueError:
        request_id = uuid4()
    try:
        entry = approval.close(
            notice,
            request_id=request_id,
            by=request.user,
            without_photos_because=sent_text(request, "without_photos_because"),
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("rounds:notice-detail", pk)
    return redirect("rounds:receipt-detail", entry.pk)
