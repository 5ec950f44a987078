"""A workbook read and tried: what would be new, changed, unchanged or held, without writing it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from households import years
from households.dossier import File
from households.importing import entries, judging, matching, places, rows, standing, tables
from households.importing.applying import apply, shown
from households.importing.draft import Change, Draft, begun
from households.importing.layouts import layout_of
from households.importing.row import Group, Row
from povertyreg import clock, sealed
from povertyreg.exchange.columns import Problem
from povertyreg.exchange.garbage import seldom_collected
from povertyreg.exchange.models import ColumnMemory, Fate, Import, ImportEntry
from povertyreg.exchange.reading import open_workbook
from povertyreg.jobs.kinds import Progress
from villages.models import Village

_AT_ONCE: Final = 500
"""Households that are tried together."""

NO_TABLE: Final = _(
    "No sheet of this file has headings that the register knows. Name the columns, or use the "
    "template."
)


@seldom_collected()
def rehearse(import_: Import, tell: Progress | None = None) -> None:
    """Read the file and write down what would become of each row. Nothing else is written.

    The state says how it ended: ready, to be mapped, or refused with a sentence.
    """
    try:
        found, passed = _tables(import_)
        if not found:
            _end(import_, Import.State.MAPPING, passed=passed, message=str(NO_TABLE))
            return
        years.require_open_throughout(import_.area_code, import_.year)
        _try(import_, found, passed, tell)
    except ValidationError as refusal:
        import_.entries.all().delete()
        _end(import_, Import.State.REFUSED, message=" ".join(refusal.messages))


def _tables(import_: Import) -> tuple[list[tables.Table], list[tables.Passed]]:
    content = sealed.unseal(import_.file)
    found, passed = tables.tables(open_workbook(content, import_.file_name), import_.mapping)
    if not import_.mapping and (remembered := _remembered(import_, found)):
        import_.mapping = remembered
        found, passed = tables.tables(open_workbook(content, import_.file_name), remembered)
    return found, passed


def _remembered(import_: Import, found: Sequence[tables.Table]) -> dict[str, Any]:
    """How the person named the columns of such a layout before."""
    signatures = {table.signature: table.sheet for table in found}
    kept = ColumnMemory.objects.filter(
        user=import_.requested_by, kind=import_.kind, signature__in=signatures
    )
    return {signatures[one.signature]: one.mapping for one in kept}


def _try(
    import_: Import,
    found: list[tables.Table],
    passed: list[tables.Passed],
    tell: Progress | None,
) -> None:
    corrections = {(s, r, p): text for s, r, p, text in json.loads(import_.corrections or "[]")}
    read = chain.from_iterable(rows.rows_of(table, corrections) for table in found)
    groups, ignored = rows.groups(read)
    matching.digest_rows(groups)
    with transaction.atomic():
        import_.entries.all().delete()
        counted = Counts()
        for part in _entries(import_, groups, ignored, tell):
            entries.store(part)
            counted.add(part)
        repairs = Counter(note.code for group in groups for row in group.rows for note in row.notes)
        counted.write(import_)
        _end(import_, Import.State.READY, found, passed, repairs)


def _entries(
    import_: Import, groups: Sequence[Group], ignored: Sequence[Row], tell: Progress | None
) -> Iterator[list[ImportEntry]]:
    by, today = import_.requested_by, clock.today()
    here = places.load(import_.area_code, by)
    twice = judging.twice(groups)
    for start in range(0, len(groups), _AT_ONCE):
        part = groups[start : start + _AT_ONCE]
        on_file = matching.standing_of(part, here, year=import_.year, area=import_.area_code, by=by)
        drafts, lost = _drafts(import_, part, on_file, here)
        found = judging.judge(
            list(drafts.values()), on_file, twice, year=import_.year, today=today, by=by
        )
        of_draft = dict(zip(drafts, found, strict=True))
        yield [
            entries.entry_of(import_, start + index, drafts[index], of_draft[index])
            if index in drafts
            else entries.held_entry(import_, start + index, group, lost[index])
            for index, group in enumerate(part)
        ]
        if tell:
            tell(min(start + _AT_ONCE, len(groups)), len(groups))
    if ignored:
        yield entries.ignored_entries(import_, len(groups), ignored)


def _drafts(
    import_: Import, groups: Sequence[Group], on_file: standing.Standing, here: places.Places
) -> tuple[dict[int, Draft], dict[int, list[Problem]]]:
    drafts: dict[int, Draft] = {}
    lost: dict[int, list[Problem]] = {}
    for index, group in enumerate(groups):
        at = matching.place_of(group, on_file, here)
        problems = [problem for row in group.rows for problem in row.problems]
        if at.problem:
            key, code, text, params = at.problem
            row = group.rows[0]
            said = shown(key, row.cells.get(key, ""))
            lost[index] = [row.problem(key, code, text, said, params), *problems]
            continue
        file = _file_at(at, on_file, import_.year)
        draft = Draft(group, file, is_new=at.household is None, problems=problems)
        apply(draft, here)
        _keep_national(draft, at.national)
        drafts[index] = draft
    return drafts, lost


def _file_at(at: matching.Found, on_file: standing.Standing, year: int) -> File:
    """The household's file, or an empty one in the village; one of the two is known."""
    if at.household:
        return on_file.files[at.household.pk]
    return begun(cast(Village, at.village), year, at.national)


def _keep_national(draft: Draft, number: str) -> None:
    """The number under which the national system knows a new household."""
    key = "household.national_number"
    if draft.is_new and number and all(change.key != key for change in draft.changes):
        draft.changes.append(Change(None, key, None, number, draft.head_row))


class Counts:
    """How many rows, and how many households, have which fate."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.households: Counter[str] = Counter()

    @classmethod
    def of(cls, import_: Import) -> "Counts":
        """Counted anew from the entries."""
        counts = cls()
        counts.add(import_.entries.only("fate", "rows").order_by("position"))
        return counts

    def add(self, part: Iterable[ImportEntry]) -> None:
        for entry in part:
            self.rows.update(fate for _sheet, _row, fate in entry.rows)
            if entry.fate != Fate.IGNORED:
                self.households[entry.fate] += 1

    def write(self, import_: Import) -> None:
        for fate in Fate:
            setattr(import_, fate.value, self.rows[fate.value])
        import_.rows_read = sum(self.rows.values())
        import_.households = {fate.value: self.households[fate.value] for fate in Fate}


def _end(
    import_: Import,
    state: Import.State,
    found: Sequence[tables.Table] = (),
    passed: Sequence[tables.Passed] = (),
    repairs: Counter[str] | None = None,
    message: str = "",
) -> None:
    import_.state, import_.message = state, message
    import_.layout = layout_of(found)
    import_.reading = {
        "layout": import_.layout,
        "sheets": [*(_told(table) for table in found), *(_told_passed(one) for one in passed)],
        "repairs": dict(repairs or {}),
    }
    if state != Import.State.READY:
        Counts().write(import_)
    import_.save()


def _told(table: tables.Table) -> dict[str, Any]:
    return {
        "name": table.sheet,
        "is_read": True,
        "why": "",
        "heading_row": [table.headings.first, table.headings.last],
        "columns": [
            {"place": one.place, "heading": one.heading, "key": one.key} for one in table.placed
        ],
        "signature": table.signature,
    }


def _told_passed(one: tables.Passed) -> dict[str, Any]:
    columns = [
        {"place": place, "heading": heading, "key": ""}
        for place, heading in enumerate(one.headings)
        if heading
    ]
    return {
        "name": one.sheet,
        "is_read": False,
        "why": one.why,
        "heading_row": [one.row, one.row],
        "columns": columns,
        "signature": "",
    }
