"""The poverty lines by year and area, and the county's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from households import poverty_lines
from households.choices import Purpose
from households.forms.poverty_lines import LineForm
from households.http import REFUSED, show_refusal
from households.models import PovertyLine
from povertyreg.pages import UserRequest, render_page
from villages.http import working_year
from villages.models import County, Township

may_see = permission_required("households.view_household", raise_exception=True)
may_set = permission_required(poverty_lines.PERMISSION, raise_exception=True)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@may_see
def line_list(request: UserRequest) -> HttpResponse:
    """Newest year first; within it by purpose, the widest area first."""
    lines = list(poverty_lines.known_to(request.user))
    names = names_of_areas(request, {line.area_code for line in lines})
    rows = [
        {
            "line": line,
            "place": names.get(line.area_code, line.area_code),
            "may_set": poverty_lines.may_set(line, request.user),
        }
        for line in lines
    ]
    context = {"rows": rows, "may_add": request.user.has_perm(poverty_lines.PERMISSION)}
    return render_page(request, "households/line_list.html", context)


def names_of_areas(request: UserRequest, codes: set[str]) -> dict[str, Any]:
    """A province or prefecture is no place of the register: its code stands for it."""
    names: dict[str, Any] = {"": _("the whole nation")}
    names |= {code: _("province %(code)s") % {"code": code} for code in codes if len(code) == 2}
    names |= {code: _("prefecture %(code)s") % {"code": code} for code in codes if len(code) == 4}
    for kind in (County, Township):
        names |= kind.objects.visible_to(request.user).in_bulk(codes)
    return names


@get_or_post
@may_set
def line_create(request: UserRequest) -> HttpResponse:
    """A line of the county or of one of its townships."""
    return _edit(request, PovertyLine(year=working_year(request), purpose=Purpose.IDENTIFICATION))


@get_or_post
@may_set
def line_update(request: UserRequest, pk: int) -> HttpResponse:
    """The amount and the source of one's own line."""
    line = get_object_or_404(poverty_lines.known_to(request.user), pk=pk)
    if not poverty_lines.may_set(line, request.user):
        raise PermissionDenied
    return _edit(request, line)


def _edit(request: UserRequest, line: PovertyLine) -> HttpResponse:
    form = LineForm(request.POST or None, instance=line, user=request.user)
    if form.is_valid():
        try:
            poverty_lines.set_line(form.instance, seen=form.amount_seen, by=request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The line stands. Rounds opened from now on propose it."))
            return redirect("households:line-list")
    response = render_page(request, "households/line_form.html", {"form": form, "line": line})
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response
