"""The look-back: which households are looked at again, and what came of it."""

from uuid import uuid4

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from households import lookback, outcomes, suspects
from households.forms.lookback import SuspectForm
from households.http import REFUSED, find_round, find_village, require_right, show_refusal
from households.models import Round
from households.proposals import PROPOSING
from households.sheets import Sheet
from households.steps import APPLY_PERMISSION
from povertyreg.pages import UserRequest, render_page
from villages.http import working_area
from villages.models import Village

may_see = permission_required("households.view_case", raise_exception=True)
may_apply = permission_required(APPLY_PERMISSION, raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@may_apply
def lookback_suspect(request: UserRequest, round_pk: int) -> HttpResponse:
    """The villages of the round; with `?village=`, its households that may be looked at again."""
    round_ = find_round(request, round_pk)
    if round_.kind not in PROPOSING:
        raise Http404
    places = Village.objects.visible_to(request.user).filter(code__startswith=round_.area_code)
    villages = list(places.filter(code__startswith=working_area(request)).order_by("code"))
    asked = request.GET.get("village") or (villages[0].pk if len(villages) == 1 else "")
    if not asked:
        context = {"round": round_, "villages": villages}
        return render_page(request, "households/lookback_villages.html", context)
    village = find_village(request, asked)
    require_right(request, APPLY_PERMISSION, village)
    return _suspect(request, village, round_)


def _suspect(request: UserRequest, village: Village, round_: Round) -> HttpResponse:
    found = suspects.of_village(request.user, village, round_)
    form = SuspectForm(request.POST or None, suspects=found, initial={"request_id": uuid4()})
    if form.is_valid():
        given = form.cleaned_data
        sheet = Sheet(village, round_, given["request_id"], given["listed"])
        try:
            entry = lookback.suspect(sheet, given["because"], by=request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("rounds:receipt-detail", entry.pk)
    ticked = set(request.POST.getlist("chosen"))
    context = {
        "round": round_, "village": village, "form": form, "suspects": found, "ticked": ticked,
    }  # fmt: skip
    response = render_page(request, "households/lookback_suspect.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


@require_safe
@may_see
def round_results(request: UserRequest, round_pk: int) -> HttpResponse:
    """What the round brought: by village and outcome, and removals by their ground."""
    round_ = find_round(request, round_pk)
    result = outcomes.of(round_, request.user, working_area(request))
    context = {"round": round_, "result": result}
    return render_page(request, "households/round_results.html", context)
