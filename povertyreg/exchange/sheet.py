"""What a workbook is made of, whoever writes it: sheets, columns, headings, cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

Cell = str | int | float | Decimal | date | datetime | None

TEXT, WHOLE, ONE_PLACE, TWO_PLACES = "@", "#,##0", "#,##0.0", "#,##0.00"
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
PLAIN, TITLE, TOTAL, HEADING = "", "title", "total", "heading"
PAPER, RULE = "#F1EFE8", "#8B8F8F"
SERIAL: Final = "Serial"
"""The custom property by which a workbook is traced to who took it out."""


@dataclass(frozen=True)
class Head:
    """A heading that may stretch over several columns or rows."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Column:
    """How wide a column is, how its cells are written (a number format of Excel), if it is seen."""

    width: float = 10
    format: str = TEXT
    is_hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet: lines above, heading rows that stay in view, rows, a total, lines below.

    `is_buried`: no menu of Excel shows it.
    """

    name: str
    columns: Sequence[Column]
    heads: Sequence[Sequence[Head]]
    rows: Iterable[Sequence[Cell]]
    above: Sequence[Sequence[Cell]] = ()
    total: Sequence[Cell] | None = None
    below: Sequence[Sequence[Cell]] = ()
    is_list: bool = False
    is_buried: bool = False


@dataclass(frozen=True)
class Properties:
    """What a workbook says of itself; `custom` stands where only a program looks."""

    title: str
    author: str
    custom: Mapping[str, str] = field(default_factory=dict)


def opened_at(sheets: Sequence[Sheet]) -> int:
    """The sheet that a reader sees first: a list, or else the first one."""
    return next((i for i, one in enumerate(sheets) if one.is_list and not one.is_buried), 0)


def placed(
    heads: Sequence[Head], row: int, taken: set[tuple[int, int]]
) -> Iterator[tuple[int, Head]]:
    """Each heading with its column: the next one that no heading above reaches into."""
    index = 0
    for head in heads:
        while (row, index) in taken:
            index += 1
        yield index, head
        index += head.across


def covered(head: Head, row: int, index: int) -> set[tuple[int, int]]:
    """The places of a heading."""
    rows, columns = range(row, row + head.down), range(index, index + head.across)
    return {(r, c) for r in rows for c in columns}
