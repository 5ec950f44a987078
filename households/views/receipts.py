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
from households.http import find_round
from households.models import Notice
from povertyreg.audit.models import Entry
from povertyreg.pages import UserRequest, render_page
from villages.models import Village


@require_safe
@permission_required("households.view_notice", raise_exception=True)
def receipt_detail(request: UserRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(receipts.visible_to(request.user), pk=pk)
    village = get_object_or_404(Village.objects.visible_to(request.user), pk=entry.area_code)
    context = {"entry": entry, "village": village, **_words(request, entry)}
    return render_page(request, "households/receipt_detail.html", context)


def _words(request: UserRequest, entry: Entry) -> dict[str, Any]:
    act, facts = receipts.LIST_ACTS[entry.action], entry.details
    notice = Notice.objects.visible_to(request.user).filter(pk=facts.get("notice") or 0).first()
    round_ = find_round(request, entry.subject_id or 0)
    follows = [receipts.follows(entry.action, round_)] if facts["moved"] else []
    follows += [act.stayed_next] if facts["stayed"] else []
    return {
        "title": act.title,
        "equation": act.equation % facts,
        "follows": follows,
        "posted": None if entry.action.startswith("close_") else notice,
        "when": date_format(timezone.localtime(entry.at), "DATETIME_FORMAT"),
        "links": _links(entry, notice),
    }


def _links(entry: Entry, notice: Notice | None) -> list[tuple[str, str]]:
    links = []
    if notice:
        links.append((reverse("rounds:notice-detail", args=[notice.pk]), _("Open the notice")))
        links.append((reverse("rounds:notice-poster", args=[notice.pk]), _("Print the poster")))
    if meeting := entry.details.get("meeting"):
        links.append((reverse("rounds:meeting-detail", args=[meeting]), _("Open the meeting")))
    links.append((reverse("rounds:round-board", args=[entry.subject_id]), _("See the round")))
    return links
