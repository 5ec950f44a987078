"""The page on which the county announces several villages of a township with one press."""

from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from households import announcing
from households.forms.announcing import AnnounceVillagesForm
from households.http import REFUSED, find_round, require_right, show_refusal
from households.models import Case, Notice, Round
from households.rules import last_day_of_publicity
from households.steps import STEPS
from households.views.approval import HOTLINE
from povertyreg import clock
from povertyreg.pages import UserRequest, render_page
from villages.models import Township


@require_http_methods(["GET", "HEAD", "POST"])
def township_announcement(request: UserRequest, township: str, round_pk: int) -> HttpResponse:
    """Every village that is ready, ticked; each gets a notice of its own."""
    place = get_object_or_404(Township.objects.visible_to(request.user), pk=township)
    round_ = find_round(request, round_pk)
    require_right(request, STEPS["announce"].permission, place)
    form = _form(request, place, round_)
    if form.is_valid():
        phone = form.cleaned_data["complaint_phone"]
        try:
            entry = announcing.announce_villages(
                form.bundle(place), complaint_phone=phone, by=request.user
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("rounds:receipt-detail", entry.pk)
    return _show(request, form, place)


def _form(request: UserRequest, place: Township, round_: Round) -> AnnounceVillagesForm:
    ready = announcing.ready(Case.objects.visible_to(request.user), place, round_)
    if request.method == "POST":
        return AnnounceVillagesForm(request.POST, round_=round_, ready=ready)
    return AnnounceVillagesForm(round_=round_, ready=ready, initial=_initial(request, place))


def _initial(request: UserRequest, place: Township) -> dict[str, Any]:
    earlier = Notice.objects.visible_to(request.user).filter(village__township=place)
    phone = earlier.order_by("-id").values_list("complaint_phone", flat=True).first()
    return {"request_id": uuid4(), "complaint_phone": phone or HOTLINE}


def _show(request: UserRequest, form: AnnounceVillagesForm, place: Township) -> HttpResponse:
    today = clock.today()
    context = {
        "form": form,
        "township": place,
        "round": form.round,
        "households": sum(len(one.cases) for one in form.ready),
        "today": today,
        "last_day": last_day_of_publicity(today, form.round.publicity_days),
    }
    response = render_page(request, "households/announce_villages.html", context, part="sheet")
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response
