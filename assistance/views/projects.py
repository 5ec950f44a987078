"""Projects: the list with its money, one with its four specifics, and the form."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from assistance import listed, projects
from assistance.filters import ProjectFilter
from assistance.forms.fields import show_refusal
from assistance.forms.projects import FindHouseholdForm, FundForm, ProjectForm, fund_forms
from assistance.models import Benefit, Project
from assistance.tables import BenefitTable, ProjectTable
from assistance.tables.projects import TONES
from assistance.views.entries import area_for_new, require_right, when_shown
from households.refusals import StaleVersion
from povertyreg.lists import list_page
from povertyreg.pages import UserRequest, render_page
from villages.http import working_area, working_year

VIEW, MANAGE = "assistance.view_project", "assistance.manage_project"
RECORD = "assistance.record_benefit"
SHARED = ("arrived", "paid")


@permission_required(VIEW, raise_exception=True)
def project_list(request: UserRequest) -> HttpResponse:
    year, area = working_year(request), working_area(request)
    rows = listed.projects(request.user, area, year)
    of_any_year = Project.objects.visible_to(request.user).in_area(area)
    return list_page(
        request,
        "assistance/project_list.html",
        rows=rows.prefetch_related("villages"),
        table=ProjectTable,
        filters=ProjectFilter,
        context={
            "totals": when_shown(lambda: _with_shares(rows.totals())),
            "year": year,
            "years": of_any_year.order_by("-year").values_list("year", flat=True),
        },
    )


def _with_shares(totals: dict[str, Any]) -> dict[str, Any]:
    """Arrived and paid as a part of what is planned, in percent."""
    planned = totals["all_planned"]
    shares = {
        f"{name}_percent": totals[f"all_{name}"] * 100 / planned if planned else None
        for name in SHARED
    }
    return totals | shares


@permission_required(VIEW, raise_exception=True)
def project_detail(request: UserRequest, pk: int) -> HttpResponse:
    """Benefits of the households that the reader may see; the money is the project's own."""
    project = _found(request, pk)
    benefits = Benefit.objects.visible_to(request.user).filter(project=project)
    funds = list(project.funds.all())
    return list_page(
        request,
        "assistance/project_detail.html",
        rows=benefits.with_names(),
        table=partial(BenefitTable, may_sign=request.user.has_perm(RECORD)),
        context={
            "project": project,
            "tone": TONES[Project.Status(project.status)],
            "funds": funds,
            "total": {name: sum(getattr(f, name) for f in funds) for name in FundForm.base_fields},
            "villages": project.villages.all(),
            "sums": when_shown(benefits.sums),
            "find": FindHouseholdForm(),
            "may_manage": request.user.has_perm(MANAGE, project),
        },
    )


@permission_required(MANAGE, raise_exception=True)
def project_create(request: UserRequest) -> HttpResponse:
    project = Project(year=working_year(request))
    return _project_page(request, project, area_for_new(request))


@permission_required(MANAGE, raise_exception=True)
def project_update(request: UserRequest, pk: int) -> HttpResponse:
    project = _found(request, pk)
    require_right(request, MANAGE, project)
    return _project_page(request, project, project.area_code)


def _project_page(request: UserRequest, project: Project, area: str) -> HttpResponse:
    form = ProjectForm(request.POST or None, instance=project, user=request.user, area=area)
    rows = fund_forms(request.POST or None, project)
    status = 200
    if request.method == "POST":
        status = 422
        if all([form.is_valid(), *(row.is_valid() for row in rows)]):
            try:
                _save(form, rows, request)
            except StaleVersion as stale:
                status = 409
                form.catch_up(_found(request, project.pk))
                show_refusal(form, stale)
            except ValidationError as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, _("Saved: %(name)s.") % {"name": form.instance})
                return HttpResponseRedirect(_page_of(form.instance))
    wrong = rows if any(row.errors for row in rows) else []
    context = {"form": form, "funds": rows, "wrong": wrong, "entry": project}
    response = render_page(request, "assistance/project_form.html", context)
    response.status_code = status
    return response


def _save(form: ProjectForm, rows: list[FundForm], request: UserRequest) -> None:
    written: dict[str, Any] = {
        "villages": form.cleaned_data["villages"],
        "funds": [fund for row in rows if (fund := row.filled())],
        "by": request.user,
    }
    if form.instance.pk:
        version = form.cleaned_data["version"] or 0
        projects.update(form.instance, version=version, **written)
    else:
        projects.create(form.instance, **written)


def _found(request: UserRequest, pk: int) -> Project:
    rows = Project.objects.visible_to(request.user).select_related("responsible_unit")
    found: Project = get_object_or_404(rows, pk=pk)
    return found


def _page_of(project: Project) -> str:
    return reverse("assistance:project-detail", args=[project.pk])
