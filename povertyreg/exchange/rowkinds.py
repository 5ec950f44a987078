"""Kinds of small workbooks: what a row is about, and which service writes it and takes it back."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext as _

from povertyreg.exchange.cells import plain
from povertyreg.exchange.columns import Column
from povertyreg.exchange.rowsaid import Heading, Place, Said, in_both, shown
from povertyreg.wording import enumerated

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

UNDONE, TOUCHED, KEPT = "undone", "touched", "kept"

Cells = dict[str, Any]
"""Key of a column → what its cell says; empty cells are left out, they change nothing."""


@dataclass(frozen=True)
class Reading:
    """How cells are read: a function for each column, the exception of a cell that is held back,
    and the sentence of its code, or of a repair, in the language of the moment."""

    reader: Callable[[Column], Callable[[Any], Any]]
    held: type[Exception]
    sentence: Callable[[str, Mapping[str, Any]], str]


@dataclass(frozen=True)
class Table:
    """A sheet that was read: its headings by key, and its rows with their numbers in the file.

    `ignored`: why a row holds no data, by its number; it is known when the row has been read.
    """

    sheet: str
    headings: Mapping[str, Heading]
    rows: Iterable[tuple[int, Mapping[str, Any]]]
    ignored: Mapping[int, str] = field(default_factory=dict)


@dataclass
class Found:
    """What a row is about: the row of the register, if there is one, and what it is to say.

    `key`: how the file names it, private numbers masked. `identity`: the same for two rows of a
    file that speak of the same. `notes`: what is said besides, and holds nothing.
    """

    existing: Any
    wanted: Cells
    key: str = ""
    name: str = ""
    village_code: str = ""
    household: Any = None
    identity: Hashable = None
    notes: list[Said] = field(default_factory=list)
    more: Any = None
    """What the kind itself needs besides."""


class RowKind(ABC):
    """One kind of small workbook, for one person, area and year.

    `find` and `act` refuse with ValidationError (by field) or PermissionDenied (another area).
    """

    slug: ClassVar[str]
    title: ClassVar["StrOrPromise"]
    columns: ClassVar[tuple[Column, ...]]
    permission: ClassVar[str]
    model: ClassVar[type[models.Model]]

    def __init__(self, *, by: Any, area: str, year: int, source: str = "") -> None:
        self.by, self.area, self.year, self.source = by, area, year, source

    def prepare(self, rows: Sequence[Cells]) -> None:  # noqa: B027  (most kinds need nothing)
        """What one row means may depend on the others: all of them, before the first is found."""

    @abstractmethod
    def find(self, cells: Cells) -> Found:
        """The row of the register that the cells speak of, and their values as it stores them."""

    @abstractmethod
    def before(self, existing: Any) -> Cells:
        """What stands in the register of the facts that the columns carry."""

    @abstractmethod
    def act(self, found: Found) -> models.Model:
        """Write the row, and answer with what was written."""

    @abstractmethod
    def undo(self, subject: Any, cells: Sequence[Sequence[Any]], *, is_new: bool) -> str:
        """Take back what the cells say: UNDONE; TOUCHED, or KEPT where no service takes it back."""

    def state(self, existing: Any) -> Cells:
        """By what one sees that somebody changed the row."""
        return self.before(existing)

    def label(self, key: str, value: Any) -> str | None:
        """The name of a code or a place that a column stores; None for what is no code."""
        return None

    def said(self, key: str, value: Any) -> str:
        """A stored value as a page shows it, private numbers masked."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            return enumerated(self.said(key, one) for one in value)
        named = self.label(key, value)
        column = next((column for column in self.columns if column.key == key), None)
        return named or (shown(column, value) if column else str(value))

    def key_of(self, field: str) -> str:
        """The column of a field that a form or a model names in its refusal."""
        return field if "." in field or not field else f"{self.slug}.{field}"

    def again(self, pk: Any) -> Any:
        """The row as it stands now."""
        return self.model._default_manager.filter(pk=pk).first()


KINDS: dict[str, type[RowKind]] = {}
"""By their slugs: each floor adds its own when it is ready, the cellar imports none of them."""


def register(*kinds: type[RowKind]) -> None:
    KINDS.update({kind.slug: kind for kind in kinds})


@dataclass(frozen=True)
class Row:
    """A row of the file: where it stands, what its cells say, and what was said of them."""

    place: Place
    cells: Cells
    problems: list[Said]
    repairs: list[Said]


def read(kind: RowKind, table: Table, reading: Reading) -> list[Row]:
    """All rows, each cell read as its column asks."""
    columns = {column.key: column for column in kind.columns if column.key in table.headings}
    readers = {key: reading.reader(column) for key, column in columns.items()}
    every = {column.key: column for column in kind.columns}
    rows = []
    for number, raw in table.rows:
        row = Row(Place(table.sheet, number, every, table.headings, raw), {}, [], [])
        for key, reader in readers.items():
            _read_cell(row, key, reader, reading)
        rows.append(row)
    return rows


def _read_cell(row: Row, key: str, reader: Callable[[Any], Any], reading: Reading) -> None:
    def said(code: str, params: Mapping[str, Any]) -> Said:
        return Said(key, code, *in_both(lambda: str(reading.sentence(code, params))))

    try:
        found = reader(row.place.raw.get(key))
    except reading.held as held:
        row.problems.append(said(held.code, held.params))  # type: ignore[attr-defined]
        return
    if found.repair:
        row.repairs.append(said(found.repair, {}))
    if found.value not in (None, ""):
        row.cells[key] = found.value


def by_names(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For the codes of a column: every (code, name) by its name as people may write it."""
    names: dict[str, str] = {}
    for code, name in pairs:
        names.setdefault(name, code)
        names.setdefault(plain(name), code)
    return names
