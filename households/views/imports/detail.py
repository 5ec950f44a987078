"""An import: its page, its rows, one household of it, and what is taken along from it."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from households import importing
from households.importing import preview
from households.importing.recognised import recognised
from households.views.imports.access import find, find_to_act, may_see
from households.views.imports.showing import show
from povertyreg.exchange.models import Fate, Import, ImportEntry
from povertyreg.pages import UserRequest, render_page
from villages.models import Village

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS: Final = 50


@require_safe
@may_see
def import_detail(request: UserRequest, pk: int) -> HttpResponse:
    """While something is under way the page asks for itself every two seconds."""
    return show(request, find(request, pk))


@require_safe
@may_see
def import_entry(request: UserRequest, pk: int, position: int) -> HttpResponse:
    """One household with every cell, and the fate of each of its rows."""
    import_ = find(request, pk)
    entries = import_.entries.select_related("household")
    entry = get_object_or_404(entries, position=position)
    context = {
        "import": import_,
        "line": preview.lines(import_, [entry], recognised(import_), whole=True)[0],
        "rows": _told_rows([entry]),
        "village": Village.objects.visible_to(request.user).filter(pk=entry.village_code).first(),
    }
    return render_page(request, "imports/import_entry.html", context)


@require_safe
@may_see
def import_rows(request: UserRequest, pk: int) -> HttpResponse:
    """Each row of the file with its fate, or the one that is asked for."""
    import_ = find(request, pk)
    told = recognised(import_)
    sheet, row = request.GET.get("sheet", ""), request.GET.get("row", "")
    entries, further = _of_rows(request, import_, sheet, row)
    rows = [one for one in _told_rows(entries) if not row or str(one["row"]) == row]
    context = {
        "import": import_,
        "sheets": [one.name for one in told.read],
        "sheet": sheet,
        "row": row,
        "rows": [one for one in rows if sheet in {"", one["sheet"]}],
        "next_after": entries[-1].position if further else None,
    }
    return render_page(request, "imports/import_rows.html", context)


def _of_rows(
    request: UserRequest, import_: Import, sheet: str, row: str
) -> tuple[list[ImportEntry], bool]:
    """The households of the asked row, or the next fifty; and whether there are more."""
    entries = import_.entries.order_by("position")
    if row.isdecimal() and len(row) < 10:
        asked = [[sheet, int(row)]] if sheet else [[int(row)]]
        return list(entries.filter(rows__contains=asked)[:ROWS]), False
    after = request.GET.get("after", "")
    entries = entries.filter(position__gt=int(after)) if after.isdecimal() else entries
    found = list(entries[: ROWS + 1])
    return found[:ROWS], len(found) > ROWS


def _told_rows(entries: list[ImportEntry]) -> list[dict[str, Any]]:
    return [
        {"sheet": sheet, "row": row, "fate": Fate(fate), "entry": entry, "why": why}
        for entry, why in zip(entries, map(preview.why_ignored, entries), strict=True)
        for sheet, row, fate in entry.rows
    ]


@require_safe
@may_see
def import_receipt(request: UserRequest, pk: int) -> HttpResponse:
    """The receipt as JSON."""
    import_ = find(request, pk)
    answer = JsonResponse(importing.receipt(import_), json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="import-{import_.pk}.json"'
    return answer


@require_safe
@may_see
def import_returned(request: UserRequest, pk: int) -> HttpResponse:
    """The workbook as it came, with its bad cells marked: whole numbers, so only for importers."""
    import_ = find_to_act(request, pk)
    try:
        content, name = importing.returned(import_)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("households:import-detail", import_.pk)
    return download(content, name)


def download(content: bytes, name: str) -> HttpResponse:
    """A workbook to be kept."""
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})
