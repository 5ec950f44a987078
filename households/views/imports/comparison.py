"""The comparison of a file with the register: its page, and its workbook."""

from typing import Any, Final

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from households.importing import comparison, comparison_book
from households.importing.comparison import KIND, Comparison, Finding, compare
from households.models import Household
from households.views.imports.access import IMPORT, find_to_act
from households.views.imports.detail import download
from povertyreg import clock
from povertyreg.exchange.models import Import, ImportEntry
from povertyreg.pages import UserRequest, render_page

ROWS: Final = 50
_COMPARED: Final = {Import.State.READY, Import.State.WAITING}


@require_safe
@permission_required(IMPORT, raise_exception=True)
def import_comparison(request: UserRequest, pk: int) -> HttpResponse:
    """The totals by village, and the households behind one of them."""
    found = compare(_found(request, pk), request.user)
    finding = _asked_finding(request)
    village, key = request.GET.get("village", ""), request.GET.get("field", "")
    page = _listed(found, finding, village, key).get_page(request.GET.get("page"))
    context = {
        "import": found.import_,
        "comparison": found,
        "finding": finding,
        "place": next((place for place in found.places if place.code == village), None),
        "field": next((one for one in found.fields if one.key == key), None),
        "page": page,
        "lines": [_line(found, one) for one in page],
    }
    return render_page(request, "imports/comparison.html", context)


@require_safe
@permission_required(IMPORT, raise_exception=True)
def import_comparison_workbook(request: UserRequest, pk: int) -> HttpResponse:
    """The whole comparison, to be put right in either system."""
    found = compare(_found(request, pk), request.user)
    name = f"{_('Comparison')} {found.import_.area_code} {clock.today():%Y-%m-%d}.xlsx"
    return download(comparison_book.workbook(found, by=request.user), name)


def _found(request: UserRequest, pk: int) -> Import:
    """One that was brought to be compared, and has been read."""
    import_ = find_to_act(request, pk)
    if import_.kind != KIND or import_.state not in _COMPARED:
        raise Http404
    return import_


def _asked_finding(request: UserRequest) -> Finding:
    asked = request.GET.get("show", "")
    return Finding(asked) if asked in Finding.values else Finding.DIFFERS


def _listed(found: Comparison, finding: Finding, village: str, key: str) -> Paginator[Any]:
    key = key if finding == Finding.DIFFERS else ""
    is_here = finding == Finding.ONLY_HERE
    rows = found.only_here(village) if is_here else found.entries(finding, village, key)
    listed: Paginator[Any] = Paginator(rows, ROWS)
    listed.count = found.number_of(finding, village, key)  # known already: it is not asked again
    return listed


def _line(found: Comparison, one: Household | ImportEntry) -> dict[str, Any]:
    """A household as the list shows it, from either side."""
    if isinstance(one, Household):
        return {
            "number": one.number,
            "link": one.get_absolute_url(),
            "name": one.householder_name,
            "village": one.village.name,
            "note": comparison_book.category(one),
        }
    rows = comparison_book.rows_of(one)
    return {
        "number": one.number or comparison_book.named(one),
        "link": Household(number=one.number).get_absolute_url() if one.household_id else "",
        "name": one.name,
        "village": found.names.get(one.village_code, ""),
        "note": capfirst(_("row %(rows)s of the file") % {"rows": rows}) if rows else "",
        "cells": comparison.cells(one) if one.fate == "updated" else [],
        "why": comparison.sentences(one) if one.fate == "held" else [],
    }
