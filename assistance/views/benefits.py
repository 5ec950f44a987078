"""What a household receives: the part of its page, a new benefit, and the signature for one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from assistance import projects
from assistance.forms.fields import show_refusal
from assistance.forms.projects import BenefitForm, FindHouseholdForm, SignForm
from assistance.models import Benefit, Pairing, Project
from assistance.views.entries import form_page, require_right
from households.models import Household
from povertyreg import clock
from povertyreg.pages import UserRequest, render_page
from villages.http import working_year

VIEW, RECORD = "assistance.view_pairing", "assistance.record_benefit"
MANAGE = "assistance.manage_pairing"


@permission_required(VIEW, raise_exception=True)
def household_help(request: UserRequest, number: str) -> HttpResponse:
    """The household page loads the part `help` of it; by itself it is a page too."""
    household = _household(request, number)
    year, today = working_year(request), clock.today()
    benefits = Benefit.objects.visible_to(request.user).filter(household=household).in_year(year)
    pairings = Pairing.objects.visible_to(request.user).filter(household=household)
    context = {
        "household": household,
        "year": year,
        "today": today,
        "benefits": benefits.select_related("project"),
        "pairings": pairings.select_related("cadre__unit").order_by("-starts_on", "-pk"),
        "may_pair": request.user.has_perm(MANAGE, household),
        "may_record": request.user.has_perm(RECORD, household),
    }
    if not context["benefits"]:
        context["latest"] = Benefit.objects.visible_to(request.user).latest_year_of(household)
    context |= {"sums": benefits.sums()}
    return render_page(request, "assistance/household_help.html", context, part="help")


@permission_required(RECORD, raise_exception=True)
def benefit_create(request: UserRequest, number: str) -> HttpResponse:
    """`?project=`: the project from which one came."""
    household = _household(request, number)
    require_right(request, RECORD, household)
    form = BenefitForm(
        request.POST or None,
        user=request.user,
        household=household,
        initial=_from_project(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            projects.record_benefit(form.instance, by=request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Recorded: %(benefit)s.") % {"benefit": form.instance})
            return _to_the_year_of(form.instance)
    context = {"household": household, "form": form}
    return form_page(request, "assistance/benefit_create.html", context, form)


@permission_required(RECORD, raise_exception=True)
def benefit_find(request: UserRequest, pk: int) -> HttpResponse:
    """From the project page: which household is to benefit."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    form = FindHouseholdForm(request.GET)
    if form.is_valid():
        found = _in_reach(request, project, form.cleaned_data["number"])
        if len(found) == 1:
            url = reverse("assistance:benefit-create", args=[found[0].number])
            return HttpResponseRedirect(f"{url}?project={project.pk}")
        form.add_error(
            "number",
            _("No household of the project's villages has this number. Check the last digits.")
            if not found
            else _("Several villages have a household of this number. Type all 16 digits."),
        )
    context = {"project": project, "form": form}
    return render_page(request, "assistance/benefit_find.html", context)


def _in_reach(request: UserRequest, project: Project, number: str) -> list[Household]:
    households = Household.objects.visible_to(request.user).matching(number)
    return list(households.filter(village__in=project.villages.all())[:2])


@permission_required(RECORD, raise_exception=True)
def benefit_sign(request: UserRequest, pk: int) -> HttpResponse:
    rows = Benefit.objects.visible_to(request.user).with_names()
    benefit: Any = get_object_or_404(rows.select_related("project"), pk=pk)
    require_right(request, RECORD, benefit)
    householder = benefit.household.householder
    form = SignForm(
        request.POST or None,
        today=clock.today(),
        signed_by=householder.name if householder else "",
    )
    if request.method == "POST" and form.is_valid():
        try:
            projects.sign(benefit, **form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Signed for: %(benefit)s.") % {"benefit": benefit})
            return _to_the_year_of(benefit)
    context = {"benefit": benefit, "form": form}
    return form_page(request, "assistance/benefit_sign.html", context, form)


def _from_project(request: UserRequest) -> dict[str, Any]:
    """The project asked for and its year, or the year worked in."""
    asked = request.GET.get("project", "")
    projects_seen = Project.objects.visible_to(request.user)
    project = projects_seen.filter(pk=asked).first() if asked.isdecimal() else None
    return {"project": project, "year": project.year if project else working_year(request)}


def _to_the_year_of(benefit: Benefit) -> HttpResponse:
    """The household's page, in the year in which the benefit stands there."""
    return HttpResponseRedirect(f"{benefit.household.get_absolute_url()}?year={benefit.year}")


def _household(request: UserRequest, number: str) -> Household:
    rows = Household.objects.visible_to(request.user).select_related("householder", "village")
    found: Household = get_object_or_404(rows, number=number)
    return found
