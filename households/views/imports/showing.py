"""What the page of an import shows, by its state."""

from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from households.importing import kinds, preview, stages
from households.importing.equation import Equation, equation
from households.importing.layouts import TITLES
from households.importing.preview import NOWHERE, Line, Spot
from households.importing.recognised import Recognised, recognised, repairs
from households.views.imports.access import CONFIRM, IMPORT
from povertyreg.exchange.models import Fate, Import, ImportEntry
from povertyreg.jobs.views import minutes
from povertyreg.pages import UserRequest, render_page
from villages.models import Village

PAGE: Final = "imports/import_detail.html"
ROWS: Final = 50
RAIL: Final = 6
"""Held households that stand beside the list."""
State = Import.State
LISTED: Final = frozenset({State.READY, State.WAITING, State.WRITTEN, State.UNDONE})
FIRST_LOOK: Final = (Fate.UPDATED, Fate.CREATED, Fate.HELD, Fate.UNCHANGED, Fate.IGNORED)


def show(request: UserRequest, import_: Import, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page, or for htmx its one part."""
    context = {**context_of(request, import_, more.pop("open_at", None)), **more}
    response = render_page(request, PAGE, context, part="import")
    response.status_code = status
    return response


def context_of(request: UserRequest, import_: Import, open_at: Spot | None) -> dict[str, Any]:
    told, sums = recognised(import_), equation(import_)
    return {
        "import": import_,
        "kind": kinds.label(import_.kind),
        "layout": TITLES.get(import_.layout, ""),
        "told": told,
        "repairs": repairs(import_),
        "equation": sums,
        "steps": stages.steps(import_),
        "badge": stages.badge(import_),
        "is_under_way": stages.is_under_way(import_),
        "is_stopped": stages.is_stopped(import_),
        **_rights(request, import_),
        **_of_the_state(request, import_, told, sums, open_at),
    }


def _rights(request: UserRequest, import_: Import) -> dict[str, bool]:
    user = request.user
    is_own = import_.requested_by_id == user.pk
    return {
        "may_import": user.has_perm(IMPORT, import_),
        "may_confirm": not is_own and user.has_perm(CONFIRM, import_),
    }


def _of_the_state(
    request: UserRequest, import_: Import, told: Recognised, sums: Equation, at: Spot | None
) -> dict[str, Any]:
    if import_.state in stages.UNDER_WAY:
        return {"left": minutes(stages.time_left(import_.job))}
    if import_.state not in LISTED:
        return {}
    context = {**listed(request, import_, told, sums), "same": _same_file(request, import_)}
    if import_.state == State.UNDONE:
        return {**context, **_undone(import_)}
    return {**context, **_held(request, import_, told, sums, at)}


def listed(
    request: UserRequest, import_: Import, told: Recognised, sums: Equation
) -> dict[str, Any]:
    """The households of one fate, fifty at a time, from a position on."""
    fate = _asked_fate(request.GET, sums)
    entries = _entries(import_, fate, _number(request.GET.get("after", "")))
    rows = list(entries[: ROWS + 1])
    return {
        "fate": fate,
        "lines": preview.lines(import_, rows[:ROWS], told),
        "villages": _villages(request, rows),
        "next_after": rows[ROWS - 1].position if len(rows) > ROWS else None,
        "is_first": "after" not in request.GET,
    }


def _asked_fate(asked: QueryDict, sums: Equation) -> Fate:
    """The tab of the address, or the first one in which there is something to check."""
    fate = asked.get("fate", "")
    if fate in Fate.values:
        return Fate(fate)
    return next((one for one in FIRST_LOOK if sums.households(one)), Fate.UPDATED)


def _entries(import_: Import, fate: str, after: int = -1) -> Any:
    entries = import_.entries.filter(fate=fate, position__gt=after)
    return entries.select_related("household").order_by("position")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _villages(request: UserRequest, entries: list[ImportEntry]) -> dict[str, Village]:
    """By code; one query for a page of households."""
    codes = {entry.village_code for entry in entries} - {""}
    return Village.objects.visible_to(request.user).in_bulk(codes) if codes else {}


def _held(
    request: UserRequest, import_: Import, told: Recognised, sums: Equation, at: Spot | None
) -> dict[str, Any]:
    """The held households beside the list, and which of their cells is open."""
    if not sums.held:
        return {}
    asked = at or preview.spot_of(request.GET.get("open", ""))
    lines = _rail(import_, told, -1)
    if asked.position > max((line.entry.position for line in lines), default=0):
        lines = _rail(import_, told, asked.position - 1) or lines
    return {
        "held_lines": lines,
        "held_further": max(sums.held - len(lines), 0),
        "open": next_open(lines, asked) if asked != NOWHERE else None,
    }


def _rail(import_: Import, told: Recognised, after: int) -> list[Line]:
    return preview.lines(import_, _entries(import_, Fate.HELD, after)[:RAIL], told)


def next_open(lines: list[Line], asked: Spot) -> Spot | None:
    """The cell itself if it is still wrong, else the next one, else the first that is left."""
    spots = [one.spot for line in lines for one in line.problems if one.is_of_a_cell]
    return next((spot for spot in spots if spot >= asked), spots[0] if spots else None)


def _same_file(request: UserRequest, import_: Import) -> Import | None:
    """When this very file was written before."""
    imports = Import.objects.visible_to(request.user).filter(
        sha256=import_.sha256, kind=import_.kind, state=State.WRITTEN, pk__lt=import_.pk
    )
    return imports.first()


def _undone(import_: Import) -> dict[str, Any]:
    """What was taken back, and what was passed over for which reason."""
    counted = import_.entries.exclude(undoing="").order_by().values("undoing")
    counts = dict(counted.annotate(n=Count("pk")).values_list("undoing", "n"))
    skipped = import_.entries.exclude(undoing__in=["", "undone"]).order_by("position")
    return {"taken_back": counts.pop("undone", 0), "skipped": skipped[:ROWS], "reasons": counts}


def address(import_: Import, asked: QueryDict, open_at: Spot | None = None) -> str:
    """The page of the import, at the tab and place from which one came."""
    kept = {name: asked[name] for name in ("fate", "after") if name in asked}
    if open_at:
        kept["open"] = str(open_at)
    url = reverse("households:import-detail", args=[import_.pk])
    return f"{url}?{urlencode(kept)}" if kept else url
