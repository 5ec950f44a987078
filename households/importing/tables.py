"""The tables of a workbook: which sheet tells of households, which of people, by their headings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, islice
from typing import Any, Final, TypeVar

from households.importing import columns
from povertyreg.exchange.headings import Heading, Headings, find_headings, normalise, signature
from povertyreg.exchange.marks import holds_no_rows, is_our_heading
from povertyreg.exchange.offline import BASE
from povertyreg.exchange.reading import Book

_LOOKED_AT: Final = 12
"""Rows at the top among which the headings are looked for."""

KEYS: Final = {
    *(columns.NUMBER, columns.NATIONAL_NUMBER, columns.HEAD, columns.HEAD_ID),
    *(columns.NAME, columns.ID_NUMBER),
}
"""One of these says whose row it is."""
_OWN_PHONE: Final = normalise("联系电话 Phone")
_NTH: Final = "\t"
"""No heading holds one."""
LEFT_OUT: Final = "-"
"""In a person's naming of the columns: this one is not taken."""

RawRow = tuple[int, tuple[Any, ...]]
Naming = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Placed:
    """A column as it stands in the file; `key` "" for one that nobody knows."""

    place: int
    heading: str
    key: str


One = TypeVar("One", Placed, Heading)


@dataclass
class Table:
    """A sheet whose headings were found."""

    sheet: str
    headings: Headings
    placed: list[Placed]
    rows: Iterable[RawRow]
    naming: Mapping[str, str] = field(default_factory=dict)
    base: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """Of a list that was taken out to be edited: token → the row as it was written."""

    @property
    def keys(self) -> set[str]:
        return {one.key for one in self.placed if one.key}

    @property
    def is_of_people(self) -> bool:
        """Each row is a person; the household's facts may be repeated on every one."""
        return columns.NAME in self.keys

    @property
    def signature(self) -> str:
        return signature(self.headings)


@dataclass(frozen=True)
class Passed:
    """A sheet that is not read, and why."""

    sheet: str
    why: str
    headings: tuple[str, ...] = ()
    """What might be its headings, for a person to name: the row with most texts at the top."""
    row: int = 0


@cache
def _labels() -> dict[str, str]:
    """Every heading → the key of its column; what a household is called by comes first."""
    known: dict[str, str] = {}
    for column in reversed(columns.everything().values()):
        for label in column.labels:
            known[normalise(label)] = column.key
    for column in (*columns.keys(), *columns.household(), *columns.member()):
        for label in column.synonyms:
            known[normalise(label)] = column.key
    known[normalise("联系电话")] = "household.phone"
    known[normalise("户编号")] = columns.NUMBER
    return known


def tables(book: Book, naming: Naming) -> tuple[list[Table], list[Passed]]:
    """The sheets that hold data, as a person named their columns; and the others."""
    found: list[Table] = []
    passed: list[Passed] = []
    base = _base(book)
    for sheet in book.sheets:
        if holds_no_rows(sheet.name) or sheet.name == BASE:
            passed.append(Passed(sheet.name, "ours"))
            continue
        table = _table(sheet.name, iter(sheet.rows()), naming.get(sheet.name, {}))
        if table is None:
            passed.append(_guessed(sheet.name, islice(iter(sheet.rows()), _LOOKED_AT)))
        else:
            table.base = base if columns.TOKEN in table.keys else {}
            found.append(table)
    return found, passed


def _guessed(name: str, rows: Iterable[RawRow]) -> Passed:
    """A sheet in which no heading is known; its fullest row of texts may be the headings."""
    texts = [(number, [str(v) if isinstance(v, str) else "" for v in row]) for number, row in rows]
    number, row = max(texts, key=lambda one: sum(map(bool, one[1])), default=(0, []))
    return Passed(name, "no headings", tuple(row), number)


def _base(book: Book) -> dict[str, tuple[Any, ...]]:
    """The rows as they were taken out, by the token in their last cell."""
    sheet = next((one for one in book.sheets if one.name == BASE), None)
    rows = (values for _number, values in sheet.rows()) if sheet else ()
    return {str(values[-1]): values for values in rows if values[-1] is not None}


def _table(name: str, rows: Iterator[RawRow], naming: Mapping[str, str]) -> Table | None:
    first = list(islice(rows, _LOOKED_AT))
    headings = find_headings(first, {**_labels(), **labels_of(naming)})
    if headings is None:
        return None
    placed = [
        Placed(one.place, one.heading, one.key)
        for one in headings.columns
        if not is_our_heading(one.heading)
    ]
    known = _id_of_the_head(_own_phone(_name_of_a_member(placed)))
    placed = as_named(_of_the_monitored(known), naming)
    if not {one.key for one in placed} & KEYS:
        return None
    below = (row for row in chain(first, rows) if row[0] > headings.last)
    return Table(name, headings, placed, below, naming)


def as_named(placed: Iterable[One], naming: Mapping[str, str]) -> list[One]:
    """What a person said of a column goes before what it is called, and before other columns."""
    every = list(placed)
    names = names_of(one.heading for one in every)
    said = {naming[name] for name in names if name in naming}
    return [
        replace(one, key=_key(naming[name]))
        if name in naming
        else replace(one, key="" if one.key in said else one.key)
        for one, name in zip(every, names, strict=True)
    ]


def _key(said: str) -> str:
    return "" if said == LEFT_OUT else said


def labels_of(naming: Mapping[str, str]) -> dict[str, str]:
    """What a person named, as headings are recognised."""
    said = {name: _key(key) for name, key in naming.items() if _NTH not in name}
    return {normalise(name): key for name, key in said.items() if key}


def names_of(headings: Iterable[str]) -> list[str]:
    """By which a person's naming knows the columns: a heading that comes again gets its number."""
    seen: Counter[str] = Counter()
    names = []
    for heading in headings:
        seen[heading] += 1
        names.append(f"{heading}{_NTH}{seen[heading]}" if seen[heading] > 1 else heading)
    return names


def _name_of_a_member(placed: list[Placed]) -> list[Placed]:
    """Some lists of members call the member's own name that of the householder."""
    keys = {one.key for one in placed}
    if columns.RELATION not in keys or columns.NAME in keys or columns.HEAD not in keys:
        return placed
    return [
        Placed(one.place, one.heading, columns.NAME if one.key == columns.HEAD else one.key)
        for one in placed
    ]


def _id_of_the_head(placed: list[Placed]) -> list[Placed]:
    """In a list of households the only document is the householder's."""
    keys = {one.key for one in placed}
    if columns.NAME in keys or columns.HEAD not in keys or columns.HEAD_ID in keys:
        return placed
    return [
        Placed(one.place, one.heading, columns.HEAD_ID if one.key == columns.ID_NUMBER else one.key)
        for one in placed
    ]


def _own_phone(placed: list[Placed]) -> list[Placed]:
    """In our own list of people the phone is the person's."""
    is_of_people = any(one.key == columns.NAME for one in placed)
    return [
        Placed(one.place, one.heading, "row.phone")
        if is_of_people and normalise(one.heading) == _OWN_PHONE
        else one
        for one in placed
    ]


def _of_the_monitored(placed: list[Placed]) -> list[Placed]:
    """Where risks are told, 户类型 is whether a household exited, and people joined in a month."""
    if all(one.key != "seen.risk_gone" for one in placed):
        return placed
    there = {columns.CATEGORY_THERE: columns.KIND_THERE, "member.joined_on": columns.JOINED_THERE}
    return [Placed(one.place, one.heading, there.get(one.key, one.key)) for one in placed]
