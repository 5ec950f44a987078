"""The receipt of a press: what the list fell into, who did it and when, and what happens next."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from households import receipts
from households.models import Notice, Round
from povertyreg.audit.models import Entry
from povertyreg.pages import UserRequest, render_page
from villages.models import Township, Village
from villages.models.divisions import Division

VILLAGE = 12
"""Digits of a village's division code."""


@require_safe
@permission_required("households.view_notice", raise_exception=True)
def receipt_detail(request: UserRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(receipts.visible_to(request.user), pk=pk)
    context = {"entry": entry, "place": _place(request, entry), **_words(request, entry)}
    return render_page(request, "households/receipt_detail.html", context)


def _place(request: UserRequest, entry: Entry) -> Division:
    """A press concerns one village, or several of a township."""
    kind: type[Village | Township] = Village if len(entry.area_code) == VILLAGE else Township
    return get_object_or_404(kind.objects.visible_to(request.user), pk=entry.area_code)


def _words(request: UserRequest, entry: Entry) -> dict[str, Any]:
    act, facts = receipts.LIST_ACTS[entry.action], entry.details
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=entry.subject_id)
    notice = Notice.objects.visible_to(request.user).filter(pk=facts.get("notice") or 0).first()
    return {
        "title": act.title,
        "equation": act.says(facts),
        "follows": receipts.follows(entry, round_),
        "posted": None if entry.action.startswith("close_") else notice,
        "when": date_format(timezone.localtime(entry.at), "DATETIME_FORMAT"),
        "single": _single(request, entry),
        "links": _links(entry, notice),
    }


def _single(request: UserRequest, entry: Entry) -> list[tuple[Village, Entry]]:
    """The villages of a press that concerned several, each with its own receipt."""
    found = receipts.of_villages(request.user, entry)
    codes = {receipt.area_code for receipt in found}
    villages = Village.objects.visible_to(request.user).in_bulk(codes) if codes else {}
    return [(villages[receipt.area_code], receipt) for receipt in found]


def _links(entry: Entry, notice: Notice | None) -> list[tuple[str, str]]:
    links = []
    if notice:
        links.append((reverse("rounds:notice-detail", args=[notice.pk]), _("Open the notice")))
        links.append((reverse("rounds:notice-poster", args=[notice.pk]), _("Print the poster")))
    if meeting := entry.details.get("meeting"):
        links.append((reverse("rounds:meeting-detail", args=[meeting]), _("Open the meeting")))
    links.append((reverse("rounds:round-board", args=[entry.subject_id]), _("See the round")))
    return links
