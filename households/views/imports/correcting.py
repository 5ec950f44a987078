"""A cell put right on the screen, a column named, a conflict decided."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from households import importing
from households.forms.imports import ColumnsForm, CorrectionForm
from households.http import REFUSED, show_refusal
from households.importing import preview
from households.importing.examples import examples
from households.importing.preview import Spot
from households.importing.recognised import recognised
from households.views.imports.access import find, find_to_act, may_see
from households.views.imports.showing import address, show
from povertyreg.exchange.models import Import
from povertyreg.pages import UserRequest, render_page

TAKES = ("mine", "theirs")
NAMED = frozenset({Import.State.MAPPING, Import.State.READY})
"""The states in which columns can still be named."""


@require_POST
@may_see
def import_correct(request: UserRequest, pk: int) -> HttpResponse:
    """The next held cell is open in the answer, so that one goes on typing."""
    import_, form = find_to_act(request, pk), CorrectionForm(request.POST)
    spot = preview.spot_of(form["spot"].value() or "")
    try:
        _correct(request, import_, form, spot)
    except ValidationError as refusal:
        fresh = find(request, pk)
        return show(request, fresh, status=REFUSED, refused=refusal.messages, open_at=spot)
    if request.htmx:
        return show(request, find(request, pk), open_at=spot)
    return redirect(address(import_, request.GET, spot))


def _correct(request: UserRequest, import_: Import, form: CorrectionForm, spot: Spot) -> None:
    sheets = recognised(import_).sheets
    if not form.is_valid() or spot == preview.NOWHERE or spot.sheet >= len(sheets):
        raise ValidationError(_("Say what should stand in the cell: 1,000 characters at most."))
    cell = (sheets[spot.sheet].name, spot.row, spot.place, form.cleaned_data["text"])
    importing.correct(import_, [cell], by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@may_see
def import_columns(request: UserRequest, pk: int) -> HttpResponse:
    """What each column is: those that nobody knows, and those that were recognised wrongly.

    The button beside a known column opens its select; nothing is named by that.
    """
    import_ = find_to_act(request, pk)
    if import_.state not in NAMED:
        return redirect(import_)
    told, opened = recognised(import_), request.POST.get("change", "")
    data, initial = (None, request.POST.dict()) if opened else (request.POST or None, None)
    changed = {*request.POST, opened}
    form = ColumnsForm(data, initial=initial, import_=import_, told=told, changed=changed)
    if form.is_valid():
        try:
            importing.name_columns(import_, form.mapping(), by=request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect(import_)
    context = {
        "import": import_,
        "told": told,
        "form": form,
        "sheets": form.sheets(examples(import_)),
        "opened": opened,
    }
    response = render_page(request, "imports/import_columns.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


@require_POST
@may_see
def import_resolve(request: UserRequest, pk: int, position: int) -> HttpResponse:
    """Changed in the workbook and in the register: which of both holds."""
    import_ = find_to_act(request, pk)
    entry = get_object_or_404(import_.entries, position=position)
    field, take = request.POST.get("field", ""), request.POST.get("take", "")
    try:
        if take not in TAKES:
            raise ValidationError(_("Choose yours or the register's."))
        importing.resolve(import_, entry, field, take, by=request.user)
    except ValidationError as refusal:
        fresh = find(request, pk)
        return show(request, fresh, status=REFUSED, refused=refusal.messages)
    if request.htmx:
        return show(request, find(request, pk))
    return redirect(address(import_, request.GET))
