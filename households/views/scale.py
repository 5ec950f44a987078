"""The scale of a round, divided among townships and villages, beside what they have listed."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households import reach, scale
from households.forms.scale import ScaleForm
from households.http import REFUSED, find_round, show_refusal
from households.models import Round
from povertyreg.pages import UserRequest, render_page
from povertyreg.scoping import COUNTY_DIGITS
from villages.http import working_area

may_see = permission_required("households.view_case", raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@may_see
def round_scale(request: UserRequest, pk: int) -> HttpResponse:
    """Everybody reads it; whoever sets the scale of the area changes it here."""
    round_ = find_round(request, pk)
    area = reach.area_shown(round_, working_area(request))
    may_divide = scale.may_divide(round_, area, request.user)
    if request.method == "POST" and not may_divide:
        raise PermissionDenied
    form = _form(request, round_, area)
    if form.is_valid():
        try:
            scale.divide(round_, area, form.wanted, by=request.user, seen=form.cleaned_data["seen"])
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The scale stands as you see it."))
            return redirect(request.get_full_path())
    return _show(request, round_, form, may_divide=may_divide)


def _form(request: UserRequest, round_: Round, area: str) -> ScaleForm:
    return ScaleForm(
        request.POST or None,
        division=reach.read(round_, area, request.user),
        with_whole=scale.may_set_whole(round_, area, request.user),
    )


def _show(
    request: UserRequest, round_: Round, form: ScaleForm, *, may_divide: bool
) -> HttpResponse:
    division, own = form.division, request.user.area_codes()
    context = {
        "round": round_,
        "form": form,
        "division": division,
        "may_divide": may_divide,
        "by_township": len(division.area) == COUNTY_DIGITS,
        "sees_all": any(division.area.startswith(code) for code in own),
        "sees_more": any(round_.area_code.startswith(code) for code in own)
        and division.area != round_.area_code,
    }
    response = render_page(request, "households/scale.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response
