"""What became of each household of a workbook, written down so that a page and the writing read it.

Cells, problems and notes hold personal values and are stored encrypted.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from households.checks import Found
from households.checks.rulebook import BY_ID
from households.importing import columns
from households.importing.applying import as_json
from households.importing.draft import Draft
from households.importing.row import Group, Row, problem
from povertyreg.exchange import bulk
from povertyreg.exchange.columns import Kind, Problem
from povertyreg.exchange.models import Fate, Import, ImportEntry
from povertyreg.exchange.rowsaid import SENTENCES, in_both

_MOST_PROBLEMS: Final = 30
"""Of one household; more would not be read."""
_OPTIONAL: Final = ("params", "whose")


def fate_of(draft: Draft) -> Fate:
    if draft.problems:
        return Fate.HELD
    if draft.is_new:
        return Fate.CREATED
    return Fate.UPDATED if draft.changes else Fate.UNCHANGED


def entry_of(import_: Import, position: int, draft: Draft, found: Sequence[Found]) -> ImportEntry:
    """The entry of a household: its rows with their fates, its cells, what holds or marks it."""
    household, fate = draft.file.household, fate_of(draft)
    group = household.group.number if household.group_id and household.group else ""
    return ImportEntry(
        of_import=import_,
        county_code=import_.county_code,
        position=position,
        key=draft.group.key[:40],
        household_id=household.pk,
        number=household.number,
        name=_householder(draft),
        village_code=household.village_id or "",
        group=str(group),
        fate=fate,
        rows=_rows(draft, fate),
        cells=_cells(draft) if fate in (Fate.CREATED, Fate.UPDATED) else "",
        problems=told(draft.problems, draft.group.people),
        notes=_notes(draft, found if fate != Fate.UNCHANGED else ()),
        base_version=household.version if household.pk else 0,
    )


def held_entry(
    import_: Import, position: int, group: Group, problems: list[Problem]
) -> ImportEntry:
    """The entry of rows that belong to no household that could be found."""
    name = next((str(r.cells[k]) for r in group.rows for k in (columns.HEAD, columns.NAME)
                 if k in r.cells), "")  # fmt: skip
    return ImportEntry(
        of_import=import_,
        county_code=import_.county_code,
        position=position,
        key=group.key[:40],
        name=name[:60],
        fate=Fate.HELD,
        rows=[[row.sheet, row.number, Fate.HELD.value] for row in group.rows],
        problems=told(problems, group.people),
        notes=_in_json([note for row in group.rows for note in row.notes], [], group.people),
    )


def ignored_entries(import_: Import, position: int, rows: Sequence[Row]) -> list[ImportEntry]:
    """One entry for all rows that are no data for the same reason: totals, examples, empty ones."""
    by_why: dict[str, list[Row]] = {}
    for row in rows:
        by_why.setdefault(row.why, []).append(row)
    return [
        ImportEntry(
            of_import=import_,
            county_code=import_.county_code,
            position=position + nth,
            fate=Fate.IGNORED,
            rows=[[row.sheet, row.number, Fate.IGNORED.value] for row in those],
            notes=_in_json([problem("", 0, ("", None), why, SENTENCES[why])], [], ()),
        )
        for nth, (why, those) in enumerate(by_why.items())
    ]


def store(entries: Sequence[ImportEntry]) -> None:
    """All at once, with their keys."""
    for entry, key in zip(entries, bulk.new_keys(ImportEntry, len(entries)), strict=True):
        entry.pk = key
    bulk.insert(entries)


def _householder(draft: Draft) -> str:
    people = draft.file.people
    head = next((p.member.name for p in people if p.year.relation == "01"), "")
    said = next((r.cells[columns.HEAD] for r in draft.group.rows if columns.HEAD in r.cells), "")
    return str(head or said)[:60]


def _rows(draft: Draft, fate: Fate) -> list[list[Any]]:
    """A row of a household that is written has a fate of its own."""
    if fate in (Fate.HELD, Fate.UNCHANGED):
        return [[row.sheet, row.number, fate.value] for row in draft.group.rows]
    touched = {id(change.row) for change in draft.changes}
    new = {id(draft.row_of[p]) for p in draft.new_people if p in draft.row_of}
    fates = []
    for row in draft.group.rows:
        own = Fate.UPDATED if id(row) in touched else Fate.UNCHANGED
        is_new = draft.is_new or id(row) in new
        fates.append([row.sheet, row.number, (Fate.CREATED if is_new else own).value])
    return fates


def _cells(draft: Draft) -> str:
    """JSON [[whose, field, before, after]]; `whose` "" or the position of the person with a name.

    A person is named by his position in the file and his key there (0 for somebody new), so that
    the writing finds him again.
    """
    people = draft.file.people
    whose: dict[int | None, str] = {
        position: f"{position}:{person.member.pk or 0}:{person.member.name}"
        for position, person in enumerate(people)
    }
    whose[None] = ""
    cells = [
        [whose[change.whose], change.key, as_json(change.before), as_json(change.after)]
        for change in draft.changes
    ]
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":"))


def _notes(draft: Draft, found: Sequence[Found]) -> str:
    """Repairs and remarks in words; what the rules found by its number, told when it is shown."""
    told = [*draft.notes, *(note for row in draft.group.rows for note in row.notes)]
    return _in_json(told, [_of_a_rule(draft, one) for one in found], draft.group.people)


def _of_a_rule(draft: Draft, one: Found) -> list[Any]:
    """[rule, severity, position of the person, field, value], and what it takes to say it: whose
    it is, and the words for this case where the rule has others for it."""
    kept = [one.rule, one.severity, one.row, one.field, one.value]
    more: dict[str, Any] = {}
    if one.row is not None:
        more["whose"] = draft.file.people[one.row].member.name
    if one.text is not BY_ID[one.rule].text:
        more["zh"], more["en"] = in_both(lambda: str(one.text))
        more["params"] = dict(one.params)
    return [*kept, more] if more else kept


def _in_json(told: Sequence[Problem], rules: Sequence[Any], people: Iterable[Row]) -> str:
    if not told and not rules:
        return ""
    return json.dumps(
        {"told": _named(told, people), "rules": rules}, ensure_ascii=False, separators=(",", ":")
    )


def told(problems: Iterable[Problem], people: Iterable[Row] = ()) -> str:
    """`people`: the rows of people, for the names of whom the problems are about."""
    said = _named(list(problems), people)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")) if said else ""


def _named(problems: Sequence[Problem], people: Iterable[Row]) -> list[dict[str, Any]]:
    """As they are kept: a cell in the row of a person is about the person."""
    if not problems:
        return []
    names = {(row.sheet, row.number): str(row.cells.get(columns.NAME, "")) for row in people}
    kept = []
    for one in problems[:_MOST_PROBLEMS]:
        name = names.get((one.sheet, one.row), "") if one.place is not None else ""
        facts = {**one.__dict__, "whose": one.whose or name}
        kept.append({name: fact for name, fact in facts.items() if fact or name not in _OPTIONAL})
    return kept


def changes_of(entry: ImportEntry) -> list[tuple[str, str, Any, Any]]:
    """(whose, key, before, after) as they are stored in the register."""
    return [
        (whose, key, stored(key, before), stored(key, after))
        for whose, key, before, after in json.loads(entry.cells or "[]")
    ]


def problems_of(entry: ImportEntry) -> list[Problem]:
    return [Problem(**one) for one in json.loads(entry.problems or "[]")]


def found_in(entry: ImportEntry) -> list[Found]:
    """What the rules found, as far as it was written down."""
    rules = json.loads(entry.notes or "{}").get("rules", [])
    return [
        Found(rule=rule, severity=severity, row=row, field=field, text="", value=value)
        for rule, severity, row, field, value, *_more in rules
    ]


def stored(key: str, value: Any) -> Any:
    """A value of the JSON as the model holds it."""
    if value is None or (made := _makers().get(key)) is None:
        return value
    return made(value)


@cache
def _makers() -> dict[str, Callable[[str], Any]]:
    """For the columns whose values are no JSON: what makes them of its texts."""
    kinds: dict[Kind, Callable[[str], Any]] = {
        Kind.DAY: date.fromisoformat,
        Kind.MONTH: date.fromisoformat,
        Kind.AMOUNT: Decimal,
    }
    every = columns.everything().values()
    return {column.key: kinds[column.kind] for column in every if column.kind in kinds}


def position_of(whose: str) -> tuple[int, int, str] | None:
    """(position, key of the member or 0, name), or None for the household itself."""
    if not whose:
        return None
    position, pk, name = whose.split(":", 2)
    return int(position), int(pk), name
