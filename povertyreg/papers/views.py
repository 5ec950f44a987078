"""The pages of printing: a paper to read or as a PDF, the QR code, and a whole village."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from households import spot_checks
from households.choices import Level
from households.http import REFUSED, find_round, find_village, require_right
from households.models import Case, Household
from households.steps import STEPS
from households.ways import stage_before
from povertyreg.documents.glyphs import code_points
from povertyreg.documents.qr import data_uri
from povertyreg.documents.typesetting import papers_as_pdf
from povertyreg.pages import UserRequest, render_page
from povertyreg.papers import batches, check_sheets, printing, seals
from povertyreg.papers.catalogue import KINDS, Kind, drawn_form
from povertyreg.papers.forms import VillageForm
from villages.http import working_year, working_years
from villages.models import Village

may_see = permission_required("households.view_household", raise_exception=True)


@require_GET
@may_see
def paper_detail(request: UserRequest, number: str, slug: str) -> HttpResponse:
    """To read, and to print by the browser with the fonts of this computer."""
    kind, household = _found(request, number, slug)
    paper = printing.draw(
        kind, household, by=request.user, year=working_year(request), origin=_origin(request)
    )
    context = {"paper": paper, "kind": kind, "household": household, "qr": data_uri(paper.mark)}
    return render_page(request, "papers/paper_detail.html", context)


@require_GET
@may_see
def paper_pdf(request: UserRequest, number: str, slug: str) -> HttpResponse:
    """`?marked=1`: characters that the font lacks are printed as 〓."""
    kind, household = _found(request, number, slug)
    try:
        made = printing.draw_to_print(
            kind,
            household,
            by=request.user,
            year=working_year(request),
            origin=_origin(request),
            marked="marked" in request.GET,
        )
    except printing.Unprintable as lacks:
        return _unprintable(request, kind, household, lacks)
    return _pdf(made, f"{household.number}-{slug}.pdf")


def _found(request: UserRequest, number: str, slug: str) -> tuple[Kind, Household]:
    if slug not in KINDS:
        raise Http404
    households = printing.households_for(request.user)
    return KINDS[slug], get_object_or_404(households, number=number)


def _origin(request: UserRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _unprintable(
    request: UserRequest, kind: Kind, household: Household, lacks: printing.Unprintable
) -> HttpResponse:
    rows = [(gap, code_points(gap.characters)) for gap in lacks.missing]
    year = f"?year={working_year(request)}"
    context = {
        "kind": kind,
        "household": household,
        "rows": rows,
        "browser": reverse("papers:paper-detail", args=[household.number, kind.slug]) + year,
        "marked": f"{request.path}{year}&marked=1",
    }
    return render(request, "papers/paper_unprintable.html", context, status=REFUSED)


def _pdf(made: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@require_GET
@may_see
def blank_form(request: UserRequest) -> HttpResponse:
    """The empty form is about nobody, and so it is not noted."""
    paper = drawn_form(working_year(request))
    made = papers_as_pdf([paper], title=paper.title, author="")
    return _pdf(made, "household-form.pdf")


@require_GET
def check_sheet(request: UserRequest, village: str, round_pk: int, level: str) -> HttpResponse:
    """Whom the spot-check of a list visits, for those who may decide on the list."""
    if level not in check_sheets.DECIDED_BY:
        raise Http404
    place, round_ = find_village(request, village), find_round(request, round_pk)
    step = check_sheets.DECIDED_BY[level]
    require_right(request, STEPS[step].permission, place)
    waiting = Case.objects.visible_to(request.user).filter(village=place, round=round_)
    cases = waiting.filter(stage=stage_before(round_.variant, step) or "")
    draws = spot_checks.draws(list(cases), round_, Level(level))
    if not draws:
        raise Http404
    made = check_sheets.print_sheet(draws, by=request.user)
    return _pdf(made, f"check-{village}-{round_pk}-{level}.pdf")


@require_safe
@may_see
def paper_check(request: UserRequest, number: str, version: int, seal: str) -> HttpResponse:
    """Where the QR code of a paper leads: to the file, and whether the paper is still true."""
    household = get_object_or_404(Household.objects.visible_to(request.user), number=number)
    if not seals.is_ours(number, version, seal):
        raise Http404
    if version == household.version:
        messages.success(request, _("The paper is of this version of the file."))
    else:
        said = _("The paper is of version %(old)d, the file is now version %(now)d. Print it anew.")
        messages.warning(request, said % {"old": version, "now": household.version})
    return redirect(household)


@require_http_methods(["GET", "POST"])
@permission_required(batches.PRINT, raise_exception=True)
def village_print(request: UserRequest, code: str) -> HttpResponse:
    """The papers of all households of a village, made by a worker."""
    village = get_object_or_404(Village.objects.visible_to(request.user), pk=code)
    years = working_years(request)
    first = {"papers": ["card"], "year": working_year(request)}
    form = VillageForm(request.POST or None, years=years, initial=first)
    if request.method == "POST" and form.is_valid():
        order = batches.Order(village, origin=_origin(request), **form.cleaned_data)
        return redirect("jobs:job-detail", batches.ask(order, by=request.user).pk)
    context = {"village": village, "form": form}
    status = REFUSED if form.errors else 200
    return render(request, "papers/village_print.html", context, status=status)
