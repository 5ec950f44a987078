"""The rules of the checks, and how strictly the county takes them in a year."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from households import rule_settings
from households.checks import strictness
from households.forms.rules import RulesForm
from households.http import REFUSED
from households.models import Household
from povertyreg.pages import UserRequest, render_page
from villages.http import working_year
from villages.models import County


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("households.view_household", raise_exception=True)
def rule_list(request: UserRequest) -> HttpResponse:
    """All rules by section; whoever keeps the county's rules sets them here."""
    county, year = _county(request), working_year(request)
    may_set = rule_settings.may_set(request.user, county)
    if request.method == "POST" and not may_set:
        raise PermissionDenied
    form = RulesForm(request.POST or None, strictness=strictness.of(county, year))
    if form.is_valid():
        changed = rule_settings.set_rules(county, year, form.wanted(), by=request.user)
        messages.success(request, _said(changed))
        return HttpResponseRedirect(f"{reverse('households:rule-list')}?year={year}")
    context = {"form": form, "year": year, "may_set": may_set}
    response = render_page(request, "households/rule_list.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


def _county(request: UserRequest) -> str:
    """The reader's own county, or the one of the households that he helps."""
    county = County.objects.visible_to(request.user).values_list("pk", flat=True).first()
    helped = Household.objects.visible_to(request.user).values_list("county_code", flat=True)
    return county or helped.first() or ""


def _said(changed: int) -> str:
    text = ngettext("%(count)d rule changed.", "%(count)d rules changed.", changed)
    return text % {"count": changed}
