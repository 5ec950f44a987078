"""The imports of an area, newest first, and the form by which a workbook is brought."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from households import importing
from households.forms.imports import UploadForm
from households.http import REFUSED, require_right, show_refusal
from households.importing import kinds, stages
from households.importing.equation import equation
from households.importing.settings import SET
from households.importing.waiting import waiting_for
from households.views.imports.access import IMPORT, may_see
from povertyreg.exchange.models import Import
from povertyreg.pages import UserRequest, render_page
from povertyreg.scoping import COUNTY_DIGITS
from villages.http import working_area, working_year
from villages.models import User

ROWS: Final = 20


@require_http_methods(["GET", "HEAD", "POST"])
@may_see
def import_list(request: UserRequest) -> HttpResponse:
    """A workbook that is refused at the door leaves no row; its sentence stands at the field."""
    if request.method != "POST":
        return _show(request, UploadForm(initial=_defaults(request), user=request.user))
    form = UploadForm(request.POST, request.FILES, user=request.user)
    if form.is_valid():
        require_right(request, IMPORT, Import(area_code=form.cleaned_data["area"]))
        try:
            return redirect(_brought(request, form))
        except ValidationError as refusal:
            show_refusal(form, refusal)
    return _show(request, form)


def _defaults(request: UserRequest) -> dict[str, Any]:
    return {"year": working_year(request), "area": working_area(request), "kind": kinds.HOUSEHOLDS}


def _brought(request: UserRequest, form: UploadForm) -> Import:
    sent = form.cleaned_data
    import_: Import = importing.receive(
        sent["file"].read(),
        sent["file"].name,
        kind=sent["kind"],
        area=sent["area"],
        year=sent["year"],
        by=request.user,
    )
    importing.start(import_)
    return import_


def _show(request: UserRequest, form: UploadForm) -> HttpResponse:
    user, asked = request.user, request.GET.get("q", "").strip()
    imports = Import.objects.visible_to(user).select_related("requested_by")
    page = Paginator(_matching(imports, asked), ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [_row(one) for one in page],
        "waiting": waiting_for(user),
        "asked": asked,
        "may_import": user.has_perm(IMPORT),
        "may_set": any(_may_set(user, code[:COUNTY_DIGITS]) for code in user.area_codes()),
    }
    response = render_page(request, "imports/import_list.html", context, part="list")
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


def _may_set(user: User, county: str) -> bool:
    """Asked as for an import of the whole county."""
    return user.has_perm(SET, Import(area_code=county))


def _row(import_: Import) -> dict[str, Any]:
    return {
        "import": import_,
        "kind": kinds.label(import_.kind),
        "badge": stages.badge(import_),
        "equation": equation(import_),
    }


def _matching(imports: "QuerySet[Import]", asked: str) -> "QuerySet[Import]":
    """By a part of the file's name, or by the beginning of its fingerprint."""
    if not asked:
        return imports
    digits = asked.replace(" ", "").lower()
    return imports.filter(Q(file_name__icontains=asked) | Q(sha256__startswith=digits))
