"""The county's threshold for the second person, and the template that everybody may fetch."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from households.forms.imports import ThresholdForm
from households.http import REFUSED
from households.importing import kinds
from households.importing.settings import SET, set_threshold, threshold_of
from households.views.imports.access import may_see
from households.views.imports.detail import download
from povertyreg.pages import UserRequest, render_page
from villages.http import working_area, working_year
from villages.models import County


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(SET, raise_exception=True)
def import_settings(request: UserRequest) -> HttpResponse:
    """From how many rows on one person is not enough."""
    county = _county(request)
    form = ThresholdForm(request.POST or None, initial={"above": threshold_of(county.pk)})
    if form.is_valid():
        set_threshold(county.pk, form.cleaned_data["above"], by=request.user)
        messages.success(request, _("It holds for imports that are confirmed from now on."))
        return redirect("households:import-list")
    context = {"form": form, "county": county}
    response = render_page(request, "imports/import_settings.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


def _county(request: UserRequest) -> Any:
    """The county that the officer keeps."""
    for county in County.objects.visible_to(request.user):
        if request.user.has_perm(SET, county):
            return county
    raise PermissionDenied


@require_safe
@may_see
def import_template(request: UserRequest) -> HttpResponse:
    """An empty workbook for the year and the area that one works in."""
    from households.importing import templates  # noqa: PLC0415  (few ever ask for one)

    kind = request.GET.get("kind", kinds.HOUSEHOLDS)
    if not templates.has_template(kind):
        raise Http404
    area, year = working_area(request), working_year(request)
    content, name = templates.template(kind, request.user, area, year)
    return download(content, name)
