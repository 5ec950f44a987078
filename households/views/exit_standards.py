"""The exit standards by year and area, and the county's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from households import exit_standards
from households.forms.exit_standards import CopyForm, Items, StandardForm, kept_items
from households.http import REFUSED, show_refusal
from households.models import ExitStandard
from households.views.poverty_lines import names_of_areas
from povertyreg.pages import UserRequest, render_page
from villages.http import working_year

may_see = permission_required("households.view_case", raise_exception=True)
may_set = permission_required(exit_standards.PERMISSION, raise_exception=True)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@may_see
def standard_list(request: UserRequest) -> HttpResponse:
    """Newest year first; the widest area first within it."""
    found = list(exit_standards.known_to(request.user).prefetch_related("items"))
    names = names_of_areas(request, {standard.area_code for standard in found})
    context = {
        "rows": [(one, names.get(one.area_code, one.area_code)) for one in found],
        "may_add": request.user.has_perm(exit_standards.PERMISSION),
    }
    return render_page(request, "households/exit_standard_list.html", context)


@get_or_post
@may_set
def standard_create(request: UserRequest) -> HttpResponse:
    """A standard of the county or of one of its townships, as a copy of the nearest."""
    form = CopyForm(
        request.POST or None, user=request.user, initial={"year": working_year(request)}
    )
    if form.is_valid():
        try:
            own = exit_standards.copy(
                form.instance, by=request.user, pattern=form.cleaned_data["pattern"]
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("rounds:exit-standard", own.pk)
    response = render_page(request, "households/exit_standard_copy.html", {"form": form})
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


@get_or_post
@may_see
def standard_detail(request: UserRequest, pk: int) -> HttpResponse:
    """A standard with its items; one's own is changed here until somebody is assessed by it."""
    standard = get_object_or_404(exit_standards.known_to(request.user), pk=pk)
    may_change = exit_standards.may_set(standard, request.user)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    if not may_change or (request.method != "POST" and exit_standards.is_used(standard)):
        return _show(request, standard)
    form = StandardForm(request.POST or None, instance=standard)
    items = Items(request.POST or None, queryset=standard.items.all())
    if form.is_valid() and items.is_valid():
        try:
            exit_standards.change(
                standard, kept_items(items), by=request.user, seen=form.cleaned_data["seen"]
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The standard stands as you see it."))
            return redirect("rounds:exit-standard", pk)
    return _show(request, standard, form=form, items=items)


def _show(request: UserRequest, standard: ExitStandard, **forms: Any) -> HttpResponse:
    place = names_of_areas(request, {standard.area_code}).get(standard.area_code)
    context = {
        "standard": standard,
        "place": place,
        "is_used": exit_standards.is_used(standard),
        **forms,
    }
    response = render_page(request, "households/exit_standard.html", context)
    refused = "form" in forms and forms["form"].is_bound
    response.status_code = REFUSED if refused else response.status_code
    return response
