"""What may follow from one cell that was spoiled: the same, a problem at it, or that fact alone."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from households.importing import columns, entries
from households.models.income import AMOUNTS, MEMOS
from povertyreg.exchange.cells import Held, reader
from povertyreg.exchange.columns import Problem
from povertyreg.exchange.models import Import
from tests.households.importing.books import notes_of
from tests.households.importing.harming import Cell, Workbook, reads, stands

NUMBERED = {"id_digest", "id_tail_digest", "birth_date", "sex", "document_kind", "no_id_reason"}
DERIVED: Mapping[str, set[str]] = {
    "member.name": {"pinyin"},
    "member.id_number": NUMBERED,
    "member.document_kind": {"id_digest", "id_tail_digest"},
    **{
        f"year.{name}": {"net_income", "net_income_per_head"}
        for name in AMOUNTS
        if name not in MEMOS
    },
}
"""What else of the same row of the register follows from a fact."""

ELSEWHERE = {
    "place.group": ("Household", "group_id"),
    "there.category": ("HouseholdYear", "proposed_category"),
}
"""Columns that are called otherwise in the register."""

TABLES = {
    "household": "Household",
    "year": "HouseholdYear",
    "member": "Member",
    "row": "MemberYear",
}

COMPARED = ("seen.", "head.")
"""Columns that change nothing: a difference is told."""

NOT_KEPT = {
    "serial", "seen.kind", "seen.joined_in", "seen.monitored", "seen.risk_gone", "seen.risk_known",
    "seen.risk_ended",
}  # fmt: skip
"""Of which the register has nothing to compare them with."""

_SILENT = "dropped in silence"

KEYS = {"key.number", "token", "member.name", "member.id_number", "member.national_number"}
"""By which a row is known: somebody who has nothing else is taken for somebody new, or held."""

TOGETHER = [
    {
        "member.id_number",
        "member.birth_date",
        "member.sex",
        "member.document_kind",
        "member.no_id_reason",
    },
    {"row.health", "row.second_health", "row.third_health"},
    {"year.main_cause", "year.second_cause", "year.third_cause"},
]
"""Facts that contradict each other: the problem may stand at any of them."""

RELATION = "row.relation"
"""A household has one householder and one spouse: the problem may stand at the other person."""


@dataclass
class Outcome:
    """What an import of the spoiled workbook said, and what it did to the register."""

    book: Workbook
    cell: Cell
    value: Any
    content: bytes
    import_: Import
    differences: list[tuple[str, Any, str]]

    def __post_init__(self) -> None:
        every = list(self.import_.entries.order_by("position"))
        self.fates = {entry.fate for entry in every}
        self.problems = [one for entry in every for one in entries.problems_of(entry)]
        self.told = [one for entry in every for one in entries.changes_of(entry)]
        self.notes = notes_of(self.import_)
        self.stood = stands(self.content, self.cell)

    def __str__(self) -> str:
        told = [(one.row, one.column, one.code) for one in self.problems]
        became = f"{sorted(self.fates)} {told} {self.told} {self.differences}"
        return f"{self.cell} {self.value!r}: {became}"

    def is_at_the_cell(self, one: Problem) -> bool:
        return (one.sheet, one.row, one.place) == (self.cell.sheet, self.cell.row, self.cell.place)

    def key_of(self, one: Problem) -> str:
        return next(
            (
                key
                for sheet, place, key in self.book.columns
                if (sheet, place) == (one.sheet, one.place)
            ),
            "",
        )


def wrong_with(one: Outcome) -> str:
    """Why the outcome is none of those that are promised; "" if it is."""
    if "held" in one.fates:
        return _wrong_with_held(one)
    if "created" in one.fates:
        return _wrong_with_new(one)
    if "updated" in one.fates:
        return _wrong_with_changed(one)
    return _wrong_with_unchanged(one)


def _wrong_with_held(one: Outcome) -> str:
    if one.differences:
        return "held, and something was written"
    if any(_tells_of_the_cell(one, problem) for problem in one.problems):
        return ""
    return "held elsewhere"


def _tells_of_the_cell(one: Outcome, problem: Problem) -> bool:
    key, told = one.cell.key, one.key_of(problem)
    same_row = (problem.sheet, problem.row) == (one.cell.sheet, one.cell.row)
    if one.is_at_the_cell(problem):
        return True
    if key == RELATION:
        return problem.code.startswith("R-")
    if key in KEYS and same_row:
        return True  # the row is then of somebody else, and says it
    return same_row and any({key, told or key} <= facts for facts in TOGETHER)


def _wrong_with_new(one: Outcome) -> str:
    """Rows are added, and those that were there are the same but for the size of the household."""
    if one.cell.key not in KEYS:
        return "somebody new"
    changed = {name for _table, _pk, name in one.differences}
    return "" if changed <= {"+", "size", "net_income_per_head"} else "somebody new, and more"


def _wrong_with_changed(one: Outcome) -> str:
    table, name = field_of(one.cell.key)
    derived = DERIVED.get(one.cell.key, set())
    rows = {(where, pk) for where, pk, _name in one.differences if where != "IdentityClaim"}
    changed = {name for where, _pk, name in one.differences if where != "IdentityClaim"}
    if "+" in changed and one.cell.key in KEYS:
        return _wrong_with_new(one)
    if len(rows) != 1 or {where for where, _pk in rows} != {table}:
        return "another row was changed"
    if name not in changed or not changed <= {name, *derived}:
        return "another fact was changed"
    if (
        any(where == "IdentityClaim" for where, *_rest in one.differences)
        and not derived & NUMBERED
    ):
        return "a claim was changed"
    return _wrong_with_told(one) or _wrong_with_listing(one)


def _wrong_with_told(one: Outcome) -> str:
    """The preview names the fact, with the value that the column's reader gives."""
    key = "household.group" if one.cell.key == "place.group" else one.cell.key
    key = "year.proposed_category" if key == "there.category" else key
    after = {told: new for _whose, told, _before, new in one.told}
    if key not in after:
        return "the preview does not tell of it"
    if (
        key != "household.group"
        and after[key] != reads(one.cell.key, one.stood)
        and not _is_emptied(one, after[key])
    ):
        return "another value was taken"
    told = {told.partition(".")[2] for told in after if told != key}
    return "" if told <= DERIVED.get(one.cell.key, set()) else "the preview tells of more"


def _is_emptied(one: Outcome, after: Any) -> bool:
    return one.book.is_offline and one.stood is None and not after


def _wrong_with_unchanged(one: Outcome) -> str:
    if one.differences:
        return "unchanged, and something was written"
    if any(one.is_at_the_cell(note) for note in one.notes) or one.cell.key in NOT_KEPT:
        return ""
    if one.import_.ignored > one.book.ignored:
        return ""  # a row that adds up others, or an example
    was, now = (reads(one.cell.key, value) for value in (one.book.stood(one.cell), one.stood))
    if now is None or now == was:
        return "" if one.cell.key in NOT_KEPT or now is not None or _is_empty(one) else _SILENT
    if one.cell.key == "place.group":
        was, now = (unicodedata.normalize("NFKC", str(said)).strip("第组") for said in (was, now))
        return "" if was == now else _SILENT
    return "" if one.cell.key.startswith("place.") or one.cell.key == "token" else _SILENT


def _is_empty(one: Outcome) -> bool:
    """An empty cell changes nothing; what is read as empty is listed."""
    return one.stood in (None, "") or not _wrong_with_listing(one)


def _wrong_with_listing(one: Outcome) -> str:
    """A repair is counted among those of the import."""
    try:
        repair = reader(columns.of(one.cell.key))(one.stood).repair
    except Held:
        return "a cell that cannot be read"
    return (
        ""
        if not repair or repair in one.import_.reading["repairs"]
        else "a repair that is not listed"
    )


def field_of(key: str) -> tuple[str, str]:
    """Table and column of the register."""
    part, _dot, name = key.partition(".")
    return ELSEWHERE.get(key) or (TABLES.get(part, ""), name)
