"""The heading row of somebody else's table: found by what its columns are called."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

_LOOKED_AT: Final = 10
_FEWEST: Final = 2
_REST = re.compile(r"[\s*＊:：、,，.。;；_\-—/\\|“”\"'《》<>]+")
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_CHINESE_HALF = re.compile(r"(?<=[^\x00-\x7f]) [A-Za-z].*")

RawRow = tuple[int, tuple[Any, ...]]


@dataclass(frozen=True)
class Heading:
    """A column of the table: where it stands, what it is called, which fact it is ("" unknown)."""

    place: int
    heading: str
    key: str
    doubled: str = ""
    """The fact, where an earlier column has it already: this one is not read."""


@dataclass(frozen=True)
class Headings:
    """The numbers of the first and the last heading row, and the columns from left to right."""

    first: int
    last: int
    columns: tuple[Heading, ...]

    @property
    def known(self) -> int:
        return sum(bool(column.key) for column in self.columns)


def normalise(label: str) -> str:
    """As labels are compared: usual width, no spaces and marks, lower case."""
    text = unicodedata.normalize("NFKC", str(label))
    return _REST.sub("", text).casefold()


def signature(headings: Headings) -> str:
    """By which the naming of such columns is remembered."""
    names = "\n".join(normalise(column.heading) for column in headings.columns)
    return hashlib.sha256(names.encode()).hexdigest()


def find_headings(rows: Sequence[RawRow], labels: Mapping[str, str]) -> Headings | None:
    """The row, or two rows, among the first ten that name most columns; None below two.

    `labels`: normalised label → key.
    """
    best: Headings | None = None
    looked_at = list(rows[:_LOOKED_AT])
    for index, (number, cells) in enumerate(looked_at):
        found = _single(number, cells, labels)
        if index + 1 < len(looked_at) and looked_at[index + 1][0] == number + 1:
            lower = looked_at[index + 1][1]
            double = _double(number, cells, lower, labels)
            if double.known > max(found.known, _single(number + 1, lower, labels).known):
                found = double
        if found.known >= _FEWEST and (best is None or found.known > best.known):
            best = found
    return best


def _single(number: int, cells: tuple[Any, ...], labels: Mapping[str, str]) -> Headings:
    texts = [_text(cell) for cell in cells]
    keys = [_key(text, labels) for text in texts]
    return _headings(number, number, texts, keys)


def _double(
    number: int, upper: tuple[Any, ...], lower: tuple[Any, ...], labels: Mapping[str, str]
) -> Headings:
    """A heading over several columns, and their own below it; merged cells are carried on."""
    width = max(len(upper), len(lower))
    above, below = _padded(upper, width), _padded(lower, width)
    carried, texts, keys, last = "", [], [], ""
    for over, under in zip(above, below, strict=True):
        carried = over or (carried if under else "")
        last = carried
        texts.append(" ".join(filter(None, (last if under else over, under))))
        ways = (under, f"{last}{under}", over if not under else "")
        keys.append(next((key for way in ways if (key := _key(way, labels))), ""))
    if not any(below):
        return _headings(number, number, texts, keys)
    return _headings(number, number + 1, texts, keys)


def _padded(cells: tuple[Any, ...], width: int) -> list[str]:
    texts = [_text(cell) for cell in cells]
    return texts + [""] * (width - len(texts))


def _text(cell: Any) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _key(text: str, labels: Mapping[str, str]) -> str:
    """As it is called, or without its unit in brackets; of two languages, by the Chinese half."""
    if not text:
        return ""
    half = _CHINESE_HALF.sub("", text)
    ways = (text, _BRACKETS.sub("", text), half, _BRACKETS.sub("", half))
    return next((key for way in ways if (key := labels.get(normalise(way)))), "")


def _headings(first: int, last: int, texts: Sequence[str], keys: Sequence[str]) -> Headings:
    taken: set[str] = set()
    columns = []
    for place, (text, key) in enumerate(zip(texts, keys, strict=True)):
        if not text:
            continue
        is_double = bool(key) and key in taken
        taken.add(key)
        own, doubled = ("", key) if is_double else (key, "")
        columns.append(Heading(place, text, own, doubled))
    return Headings(first, last, tuple(columns))
