"""The representatives of a village: who is in office, adding some, the end of an office."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from households import representatives
from households.forms.calls import RepresentativesForm
from households.http import REFUSED, find_village, require_right, show_refusal
from households.models import Representative
from households.requests import sent_text
from povertyreg import clock
from povertyreg.pages import UserRequest, render_page
from villages.http import working_area
from villages.models import Village

KEEP = "households.keep_representatives"

may_see = permission_required("households.view_case", raise_exception=True)
may_keep = permission_required(KEEP, raise_exception=True)


@require_safe
@may_see
def representative_choose(request: UserRequest) -> HttpResponse:
    """The villages with how many are in office."""
    current = Representative.objects.visible_to(request.user).current(clock.today())
    counted = dict(current.order_by().values_list("village").annotate(Count("pk")))
    villages = Village.objects.visible_to(request.user).filter(
        code__startswith=working_area(request)
    )
    rows = [(village, counted.get(village.pk, 0)) for village in villages.order_by("code")]
    return render_page(request, "households/representative_choose.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@may_see
def representative_list(request: UserRequest, village: str) -> HttpResponse:
    """Those in office, those who were, and the form to add some."""
    place = find_village(request, village)
    if request.method == "POST":
        require_right(request, KEEP, place)
    form = RepresentativesForm(request.POST or None, initial={"since": clock.today()})
    if form.is_valid() and _add(request, place, form):
        return redirect("rounds:representative-list", place.pk)
    of_village = Representative.objects.visible_to(request.user).filter(village=place)
    context = {
        "village": place,
        "current": list(of_village.filter(until=None)),
        "former": list(of_village.exclude(until=None).order_by("-until", "pk")),
        "form": form if request.user.has_perm(KEEP, place) else None,
        "today": clock.today(),
    }
    response = render_page(request, "households/representative_list.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


def _add(request: UserRequest, place: Village, form: RepresentativesForm) -> bool:
    given = form.cleaned_data
    try:
        newcomers = representatives.read_lines(given["lines"])
        added = representatives.add(place, newcomers, since=given["since"], by=request.user)
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return False
    said = ngettext(
        "%(count)d representative added.", "%(count)d representatives added.", len(added)
    )
    messages.success(request, said % {"count": len(added)})
    return True


@require_POST
@may_keep
def representative_end(request: UserRequest, pk: int) -> HttpResponse:
    """Out of office after the day that was sent."""
    one = get_object_or_404(Representative.objects.visible_to(request.user), pk=pk)
    require_right(request, KEEP, one)
    try:
        representatives.end(one, _day(request), by=request.user)
    except ValidationError as refusal:
        messages.error(request, f"{one.name} · {' '.join(refusal.messages)}")
    return redirect("rounds:representative-list", one.village_id)


def _day(request: UserRequest) -> date:
    try:
        day = parse_date(sent_text(request, "until"))
    except ValueError:
        day = None
    if day is None:
        raise ValidationError(_("Write the last day as a date."))
    return day
