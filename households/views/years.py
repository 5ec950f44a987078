"""The years of the register: how far they are confirmed, which are closed, a new one begun."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from households import beginning, requests, years
from households.forms.years import ReopenForm
from households.http import REFUSED, require_right, show_refusal
from households.models import HouseholdYear, YearLock
from households.querysets import open_after
from povertyreg import clock
from povertyreg.jobs.models import Job
from povertyreg.pages import UserRequest, render_page
from povertyreg.scoping import TOWNSHIP_DIGITS
from villages.http import working_area
from villages.models import County, Township

may_see = permission_required("households.view_household", raise_exception=True)
may_manage = permission_required(years.MANAGE, raise_exception=True)


@dataclass
class Row:
    """One year of the area; `parts`: locks of townships in it, where it is not closed itself."""

    year: int
    records: int
    confirmed: int
    lock: YearLock | None
    parts: list[YearLock]

    @property
    def not_confirmed(self) -> int:
        return self.records - self.confirmed


@require_safe
@may_see
def year_list(request: UserRequest) -> HttpResponse:
    """Newest first."""
    area, today = working_area(request), clock.today()
    rows = _rows(request, area)
    place = _place(request, area)
    may = bool(place) and request.user.has_perm(years.MANAGE, YearLock(area_code=area))
    latest = rows[0].year if rows else today.year
    context = {
        "rows": rows,
        "place": place,
        "may_manage": may,
        "next_year": min(latest + 1, today.year),
    }
    return render_page(request, "households/year_list.html", context)


def _rows(request: UserRequest, area: str) -> list[Row]:
    records = HouseholdYear.objects.visible_to(request.user).in_area(area)
    of_years = records.filter(open_after(F("year"))).order_by("-year").values_list("year")
    counted: Any = of_years.annotate(everybody=Count("pk"), confirmed=Count("confirmed_on"))
    locks = _locks(request, area)
    return [
        Row(
            year,
            everybody,
            confirmed,
            next((x for x in locks if x.year == year and area.startswith(x.area_code)), None),
            [x for x in locks if x.year == year and x.area_code != area],
        )
        for year, everybody, confirmed in counted
    ]


def _locks(request: UserRequest, area: str) -> list[YearLock]:
    """Of the area itself, of what it lies in, and of what lies in it; the widest first."""
    found = YearLock.objects.visible_to(request.user).filter(reopened_at=None)
    around = [area[:digits] for digits in (6, 9)]
    touching = found.filter(Q(area_code__startswith=area) | Q(area_code__in=around))
    return list(touching.select_related("locked_by").order_by("area_code"))


def _place(request: UserRequest, code: str) -> County | Township | None:
    """The county or township whose years are managed as one."""
    kind: Any = Township if len(code) == TOWNSHIP_DIGITS else County
    place: County | Township | None = kind.objects.visible_to(request.user).filter(pk=code).first()
    return place


def _sent_place(request: UserRequest) -> County | Township:
    place = _place(request, requests.sent_text(request, "area"))
    if place is None:
        raise Http404
    return place


@require_POST
@may_manage
def year_lock(request: UserRequest, year: int) -> HttpResponse:
    """Close the year of the county or of one township."""
    place = _sent_place(request)
    try:
        years.lock(place.pk, year, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        said = _("%(year)d is closed for %(place)s. The county corrects it with a reason.")
        messages.success(request, said % {"year": year, "place": place.name})
    return _back_to(place)


@require_http_methods(["GET", "HEAD", "POST"])
@may_manage
def year_reopen(request: UserRequest, pk: int) -> HttpResponse:
    """Open a closed year again, with a reason."""
    closed = get_object_or_404(YearLock.objects.visible_to(request.user), pk=pk)
    require_right(request, years.MANAGE, closed)
    form = ReopenForm(request.POST or None)
    place = _place(request, closed.area_code)
    if form.is_valid():
        try:
            years.reopen(closed, form.cleaned_data["reason"], by=request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("%(year)d is open again.") % {"year": closed.year})
            return _back_to(place)
    context = {"form": form, "lock": closed, "place": place}
    response = render_page(request, "households/year_reopen.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


@require_POST
@may_manage
def year_begin(request: UserRequest) -> HttpResponse:
    """Copy every household's latest record forward; a large area is left to a worker."""
    place = _sent_place(request)
    year = requests.sent_number(request, "year")
    try:
        receipt = beginning.begin(place.pk, year, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return _back_to(place)
    if isinstance(receipt, Job):
        return redirect("jobs:job-detail", receipt.pk)
    messages.success(
        request, _("%(year)d is begun. %(receipt)s") % {"year": year, "receipt": receipt}
    )
    return _back_to(place)


@require_POST
@permission_required("households.enter_household", raise_exception=True)
def household_confirm(request: UserRequest, number: str) -> HttpResponse:
    """Nothing has changed in this household: the record of the year is dated."""
    household = requests.found(request, number)
    year, version = requests.sent_number(request, "year"), requests.sent_number(request, "version")
    try:
        years.confirm(household, year, version=version, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(
            request, _("The record of %(year)d is confirmed: nothing has changed.") % {"year": year}
        )
    return redirect(f"{household.get_absolute_url()}?year={year}")


def _back_to(place: County | Township | None) -> HttpResponse:
    area = f"?area={place.pk}" if place else ""
    return redirect(f"{reverse('households:year-list')}{area}")
