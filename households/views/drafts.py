"""Drafts: kept while somebody types, listed for their writer, discarded, shown at the form."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from households import drafts, requests
from households.forms.members import count_of_rows
from households.models import EntryDraft, Household
from povertyreg.pages import UserRequest
from villages.models import Village

may_enter = permission_required("households.enter_household", raise_exception=True)

MOST_BYTES = 256 * 1024
"""Forty members with every field filled in stay far below it."""

TOO_LARGE, MOST_SHOWN = 413, 200


@dataclass(frozen=True)
class Line:
    """A draft in the list: of whom, where, and how it goes on ("" where it cannot)."""

    draft: EntryDraft
    name: str
    village: Village | None
    url: str


@require_http_methods(["GET", "HEAD", "POST"])
@may_enter
def draft_list(request: UserRequest) -> HttpResponse:
    """The reader's drafts; or (POST) the form as it stands, to be kept."""
    if request.method == "POST":
        return _keep(request)
    drafts.prune()
    own = list(drafts.all_of(request.user)[:MOST_SHOWN])
    context = {"lines": _lines(request, own), "days": drafts.KEPT.days}
    return render(request, "households/draft_list.html", context)


def _keep(request: UserRequest) -> HttpResponse:
    """Its answer is the sentence for the head of the form."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return HttpResponse(status=TOO_LARGE)
    number, year = requests.sent_text(request, "household"), requests.entry_year(request)
    request_id = requests.request_id_of(request)
    if not request_id:
        return HttpResponseBadRequest()
    key = drafts.key_of(number, year) if number else drafts.key_of_new(request_id)

    def keep() -> None:
        drafts.keep(request.user, key, number, year, _version(request), request.POST)

    if not requests.unless_saved(request, number, keep):
        return HttpResponse(status=204)
    now = time_format(timezone.localtime(), "H:i:s")
    return JsonResponse({"said": _("draft saved %(time)s") % {"time": now}})


def _version(request: UserRequest) -> int | None:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else None


@require_POST
@may_enter
def draft_discard(request: UserRequest) -> HttpResponse:
    """Forget the draft; one that is gone already is no mistake."""
    drafts.drop(request.user, requests.sent_text(request, "key"))
    onward = requests.sent_text(request, "next")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure()):
        onward = reverse("households:draft-list")
    return HttpResponseRedirect(onward)


def beside_form(
    request: UserRequest, household: Household, key: str, draft: EntryDraft | None
) -> dict[str, Any]:
    """What the form says of drafts: its own key, where it was continued from, and who else types.

    An empty form offers the other files that were begun; it never fills itself with one.
    """
    found: dict[str, Any] = {"draft_key": key, "draft": draft, "begun": [], "others_typing": []}
    if request.method != "GET":
        return found
    if household.pk:
        found["others_typing"] = drafts.others_typing(household.number, request.user)
    elif draft is None:
        found["begun"] = _lines(request, list(drafts.unfinished(request.user)[:MOST_SHOWN]))
    return found


def _lines(request: UserRequest, found: list[EntryDraft]) -> list[Line]:
    numbers = {draft.household_number for draft in found} - {""}
    files = Household.objects.visible_to(request.user).filter(number__in=numbers)
    known = {file.number: file for file in files.select_related("village", "householder")}
    typed = {draft.pk: drafts.typed(draft) for draft in found if not draft.household_number}
    codes = {form.get("village", "") for form in typed.values()}
    villages = Village.objects.visible_to(request.user).in_bulk(codes - {""})
    lines = []
    for draft in found:
        if form := typed.get(draft.pk):
            village = villages.get(form.get("village", ""))
            lines.append(Line(draft, _first_name(form), village, _continue_new(draft)))
        elif file := known.get(draft.household_number):
            lines.append(Line(draft, file.householder_name, file.village, _continue(draft)))
        else:
            lines.append(Line(draft, draft.household_number, None, ""))
    return lines


def _first_name(form: Any) -> str:
    """The first person who has a name already, mostly the householder."""
    names = (form.get(f"members-{row}-name", "") for row in range(count_of_rows(form)))
    return next((name.strip() for name in names if name.strip()), "")


def _continue_new(draft: EntryDraft) -> str:
    query = urlencode({"year": draft.year, "draft": draft.key})
    return f"{reverse('households:household-create')}?{query}"


def _continue(draft: EntryDraft) -> str:
    there = reverse("households:household-update", args=[draft.household_number])
    return f"{there}?{urlencode({'year': draft.year})}"
