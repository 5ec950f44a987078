"""Households of an import as the preview shows them: what differs, what is wrong, what is noted."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.utils.text import capfirst

from households.checks.rulebook import BY_ID
from households.checks.sentences import label
from households.importing import words
from households.importing.recognised import Recognised
from households.importing.words import Shown
from povertyreg.exchange.columns import Problem
from povertyreg.exchange.models import Fate, Import, ImportEntry
from povertyreg.wording import filled

CELLS: Final = 12
"""Cells of a household that stand in the list; all of them stand on its own page."""
ROWS: Final = 8
CONFLICT: Final = "conflict"
_PERSON: Final = re.compile(r"\d+:\d+:(.*)", re.S)


class Spot(NamedTuple):
    """Where a problem is, in the order in which people walk through them."""

    position: int
    sheet: int
    row: int
    place: int

    def __str__(self) -> str:
        return ".".join(map(str, self))


NOWHERE: Final = Spot(0, 0, 0, 0)


def spot_of(text: str) -> Spot:
    """As an address carries it; nonsense is nowhere."""
    parts = text.split(".")
    if len(parts) == len(NOWHERE) and all(part.isdecimal() and len(part) < 10 for part in parts):
        return Spot(*map(int, parts))
    return NOWHERE


@dataclass(frozen=True)
class Conflict:
    """A cell that was changed in the workbook and in the register."""

    field: str
    mine: Shown | None
    theirs: Shown | None


@dataclass(frozen=True)
class Said:
    """A problem or a note in words. `value` stands as it may be seen.

    `whose`: the person, where it is about one; `name`: this, or else the householder's.
    """

    spot: Spot
    sheet: str
    row: int
    column: str
    whose: str
    name: str
    sentence: str
    value: str
    key: str
    is_private: bool = False
    is_of_a_cell: bool = False
    options: tuple[str, ...] = ()
    conflict: Conflict | None = None

    @property
    def address(self) -> str:
        """Where it is, as an address carries it."""
        return str(self.spot)

    @property
    def typed(self) -> str:
        """What stands in the field to begin with: nothing where the value is only seen masked."""
        return "" if self.is_private else self.value


@dataclass(frozen=True)
class Cell:
    """What the writing changes in one cell."""

    whose: str
    label: str
    before: Shown | None
    after: Shown | None
    key: str
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """One household of the preview."""

    entry: ImportEntry
    cells: list[Cell]
    problems: list[Said]
    notes: list[Said]
    more: int

    @property
    def differences(self) -> int:
        return len(self.cells) + self.more

    @property
    def rows(self) -> str:
        """The numbers of its first rows, as the file counts them."""
        numbers = [str(row) for _sheet, row, *_fate in self.entry.rows]
        return ", ".join(numbers[:ROWS]) + (" …" if len(numbers) > ROWS else "")


def lines(
    import_: Import, entries: Iterable[ImportEntry], told: Recognised, *, whole: bool = False
) -> list[Line]:
    """`whole`: with every cell."""
    return [_line(import_, entry, told, None if whole else CELLS) for entry in entries]


def whose(text: str) -> str:
    """The name of the person whose cell it is; it may stand behind his place in the file."""
    found = _PERSON.fullmatch(text)
    return found[1] if found else text


def _line(import_: Import, entry: ImportEntry, told: Recognised, most: int | None) -> Line:
    every = _loaded(entry.cells)
    shown = [] if entry.fate == Fate.CREATED and most else every[:most]
    cells = [_cell(import_.kind, told, *one) for one in shown]
    problems = list(said(import_, entry, told, _loaded(entry.problems)))
    notes = _notes(import_, entry, told)
    return Line(entry, cells, problems, _beside_cells(cells, notes), len(every) - len(cells))


def _cell(kind: str, told: Recognised, of: str, key: str, before: Any, after: Any) -> Cell:
    old, new = words.differing(kind, key, before, after)
    label = words.label(kind, key) or told.heading_of(key) or key
    return Cell(whose(of), label, old, new, key)


def _notes(import_: Import, entry: ImportEntry, told: Recognised) -> list[Said]:
    """What was remarked, and what the rules found: {"told": …, "rules": …}, or only the former."""
    remarks, rules = _kept(entry)
    found = [_of_a_rule(*one[:5], *(one[5:] or [{}])) for one in rules if one[0] in BY_ID]
    return [*said(import_, entry, told, remarks), *found]


def why_ignored(entry: ImportEntry) -> str:
    """In the reader's language; "" where nothing was noted."""
    remarks, _rules = _kept(entry) if entry.fate == Fate.IGNORED else ([], [])
    return Problem(**remarks[0]).said if remarks else ""


def _kept(entry: ImportEntry) -> tuple[list[dict[str, Any]], list[list[Any]]]:
    kept = json.loads(entry.notes) if entry.notes else []
    return (kept, []) if isinstance(kept, list) else (kept.get("told", []), kept.get("rules", []))


def _of_a_rule(
    rule: str, _severity: str, row: int | None, name: str, value: str, more: dict[str, Any]
) -> Said:
    """A finding of the checks; it is about a fact, and not about a cell."""
    column = capfirst(label(row, name)) if name else ""
    text = more.get("zh" if words.in_chinese() else "en", BY_ID[rule].text)
    sentence = f"{rule} · {filled(text, more.get('params', {}))}"
    whose = more.get("whose", "")
    return Said(NOWHERE, "", 0, column, whose, whose, sentence, value, "")


def _beside_cells(cells: Sequence[Cell], notes: list[Said]) -> list[Said]:
    """A note on a fact that has one cell only goes beside it; the others are left."""
    left = []
    for note in notes:
        fitting = [cell for cell in cells if note.key and cell.key == note.key]
        if len(fitting) == 1 and not note.conflict:
            fitting[0].notes.append(note.sentence)
        else:
            left.append(note)
    return left


def said(
    import_: Import, entry: ImportEntry, told: Recognised, problems: Iterable[dict[str, Any]]
) -> Iterator[Said]:
    """Problems or notes of an entry, in the reader's language."""
    for one in (Problem(**kept) for kept in problems):
        key = told.key_at(one.sheet, one.place)
        yield Said(
            spot=Spot(entry.position, told.number_of(one.sheet), one.row, one.place or 0),
            sheet=one.sheet,
            row=one.row,
            column=one.column,
            whose=one.whose,
            name=one.whose or entry.name,
            sentence=one.said,
            value="" if one.code == CONFLICT else one.value,
            key=key,
            is_private=words.is_private(import_.kind, key),
            is_of_a_cell=one.place is not None and one.code != CONFLICT,
            options=words.options(import_.kind, key),
            conflict=_conflict(import_.kind, key, one),
        )


def _conflict(kind: str, key: str, problem: Problem) -> Conflict | None:
    if problem.code != CONFLICT:
        return None
    values = json.loads(problem.value)
    mine, theirs = words.differing(kind, key, values["mine"], values["theirs"])
    return Conflict(key, mine, theirs)


def _loaded(text: str) -> list[Any]:
    return list(json.loads(text)) if text else []
