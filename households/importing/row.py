"""A row of a workbook as it is read, and the rows of one household together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from households.importing.tables import Table
from povertyreg.exchange.columns import Column, Problem
from povertyreg.exchange.offline import Token
from povertyreg.exchange.rowsaid import in_both


class _Cleared:
    """A cell that was emptied in a list taken out to be edited: the value is to go."""

    def __str__(self) -> str:
        return ""


CLEARED: Final = _Cleared()
_WRITTEN: Final = (date, int, Decimal)
"""Kinds of values that some lists have as text."""
MINE, THEIRS = "\x01mine", "\x01theirs"
"""Among the corrections: which side of a conflict is taken."""


class Masked(str):
    """A private number as a list shows it: it can be compared, and not be taken."""

    __slots__ = ()


@dataclass(slots=True)
class Row:
    """One row of the file: what its cells say, by the key of the column."""

    table: Table
    number: int
    cells: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    fate: str = ""
    why: str = ""
    """Of a row that is ignored."""
    digest: bytes | None = None
    """Of the person that the row is about, where its number can be read."""
    token: Token | None = None
    """Which row of the register it was, if it was taken out to be edited."""
    base: dict[str, Any] = field(default_factory=dict)
    """What stood in a changed cell when it was taken out."""
    taken: set[str] = field(default_factory=set)
    """Keys of conflicts in which the workbook is to be followed."""
    raw: dict[str, Any] = field(default_factory=dict)
    """Cells as they stand in the file, of those that were repaired, masked or held."""

    @property
    def sheet(self) -> str:
        return self.table.sheet

    def is_as_stored(self, key: str, stored: Any) -> bool:
        """Whether the cell holds just what the register would write, however odd it looks."""
        raw = self.raw.get(key)
        if isinstance(raw, datetime):
            raw = raw.date()
        return raw is not None and (
            raw == stored or (type(stored) in _WRITTEN and raw == str(stored))
        )

    def leave(self, key: str) -> int:
        """The cell changes nothing, and nothing is told of it; answers with its place."""
        place = next(one.place for one in self.table.placed if one.key == key)
        self.cells.pop(key, None)
        self.raw.pop(key, None)
        self.problems = [one for one in self.problems if one.place != place]
        self.notes = [one for one in self.notes if one.place != place]
        return place

    def problem(
        self,
        key: str,
        code: str,
        said: Any,
        value: str = "",
        params: Mapping[str, Any] | None = None,
    ) -> Problem:
        """Something about one cell of the row, or about all of it (key "").

        `params`: what fills the sentence; of these only those that it names are kept.
        """
        placed = next((one for one in self.table.placed if key and one.key == key), None)
        at = (placed.heading, placed.place) if placed else ("", None)
        made = problem(self.sheet, self.number, at, code, said, value)
        named = {name: one for name, one in (params or {}).items() if f"%({name})" in made.en}
        return replace(made, params=named) if named else made


def problem(
    sheet: str, row: int, at: tuple[str, int | None], code: str, said: Any, value: str = ""
) -> Problem:
    """With the sentence in both languages, because other people may read it.

    `said`: a lazy text, or what gives the text in the language of the moment.
    """
    zh, en = in_both(lambda: str(said() if callable(said) else said))
    return Problem(sheet, row, at[0], at[1], code, zh, en, value)


@dataclass(slots=True)
class Group:
    """The rows of one household, as the file names it."""

    key: str
    own: list[Row] = field(default_factory=list)
    """Rows of the household itself."""
    people: list[Row] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return [*self.own, *self.people]


class ReadCell(NamedTuple):
    """How the cells of one column are read, and masked when they are shown."""

    place: int
    column: Column
    read: Callable[[Any], Any]
    mask: Callable[[str], str] | None
