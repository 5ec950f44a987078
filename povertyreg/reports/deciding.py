"""The pages of requests for whole numbers: what is asked, what was said to it, the decision."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from households.http import REFUSED
from povertyreg.exchange.requests import ExportRequest
from povertyreg.pages import UserRequest, render_page
from povertyreg.reports import catalogue, releases, scopes
from povertyreg.reports.orders import Order
from villages.models import User

NEWEST = 100


def may_see_requests(user: User) -> bool:
    """Those who ask, and those who decide."""
    return user.has_perm(scopes.EXPORT_WHOLE) or user.has_perm(scopes.APPROVE)


@require_safe
def request_list(request: UserRequest) -> HttpResponse:
    """One's own, and those that one may decide."""
    if not may_see_requests(request.user):
        raise PermissionDenied
    found = ExportRequest.objects.visible_to(request.user).select_related("requested_by", "job")
    shown = [asked for asked in found[:NEWEST] if _may_look(request.user, asked)]
    return render_page(request, "reports/request_list.html", {"asked": shown})


def _may_look(user: User, asked: ExportRequest) -> bool:
    """Who asked, who may decide, and who reads the trail."""
    is_own = asked.requested_by_id == user.pk
    return is_own or any(user.has_perm(p, asked) for p in (scopes.APPROVE, "audit.view_entry"))


def _found(request: UserRequest, pk: int) -> ExportRequest:
    """404 outside the reader's area, 403 for another role."""
    rows = ExportRequest.objects.visible_to(request.user)
    asked: ExportRequest = get_object_or_404(
        rows.select_related("requested_by", "decided_by", "job"), pk=pk
    )
    if not _may_look(request.user, asked):
        raise PermissionDenied
    return asked


@require_safe
def request_detail(request: UserRequest, pk: int) -> HttpResponse:
    asked = _found(request, pk)
    is_news = asked.requested_by_id == request.user.pk and not asked.seen and not asked.is_open
    if is_news:
        asked.seen = True
        asked.save(update_fields=["seen"])
    return _page(request, asked)


@require_POST
def request_approve(request: UserRequest, pk: int) -> HttpResponse:
    asked = _found(request, pk)
    try:
        releases.approve(asked, request.POST.get("because", ""), by=request.user)
    except ValidationError as refusal:
        return _refused(request, pk, refusal)
    said = _("Approved. The list is made now, and %(who)s can fetch it once within 24 hours.")
    messages.success(request, said % {"who": asked.requested_by.name})
    return redirect(asked)


@require_POST
def request_decline(request: UserRequest, pk: int) -> HttpResponse:
    asked = _found(request, pk)
    try:
        releases.decline(asked, request.POST.get("because", ""), by=request.user)
    except ValidationError as refusal:
        return _refused(request, pk, refusal)
    said = _("Declined. %(who)s sees your reason.") % {"who": asked.requested_by.name}
    messages.success(request, said)
    return redirect(asked)


def _refused(request: UserRequest, pk: int, refusal: ValidationError) -> HttpResponse:
    """The page as it stands now, with the reason why nothing was done."""
    response = _page(request, _found(request, pk), refused=refusal.messages)
    response.status_code = REFUSED
    return response


def _page(
    request: UserRequest, asked: ExportRequest, refused: list[str] | None = None
) -> HttpResponse:
    is_own = asked.requested_by_id == request.user.pk
    may_decide = asked.is_open and not is_own and request.user.has_perm(scopes.APPROVE, asked)
    context = {
        "asked": asked,
        "list": catalogue.LISTS[asked.slug],
        "place": scopes.place(asked.area_code),
        "is_own": is_own,
        "may_decide": may_decide,
        "ended": releases.ended(asked),
        "refused": refused or [],
        "because": request.POST.get("because", ""),
        **_what(asked, request.user, with_sample=may_decide),
    }
    return render_page(request, "reports/request_detail.html", context)


def _what(asked: ExportRequest, reader: User, *, with_sample: bool) -> dict[str, Any]:
    """The columns, and for who decides some rows; nothing where the reader has lost the area."""
    try:
        one = releases.order_of(asked, reader)
    except scopes.OutsideTheArea:
        return {}
    columns = one.resource.columns()
    return {
        "one": one,
        "headings": [column.heading for column in columns],
        "private": [column.heading for column in columns if column.is_private],
        **(_shown(one) if with_sample else {}),
    }


def _shown(one: Order) -> dict[str, Any]:
    return {"sample": releases.sample(one), "rows_now": one.resource.count()}
