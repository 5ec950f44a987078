"""A paper as plain data: sections of tables, facts and signature lines, for any way to draw it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

Align: TypeAlias = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Column:
    """`width` is a share of the line."""

    label: str
    width: float = 1
    align: Align = "center"


@dataclass(frozen=True)
class Table:
    """`strong`: the rows that carry a sum. `pen`: rows high enough to write in; `small`: letters
    for a table of many columns."""

    columns: list[Column]
    rows: list[list[str]]
    strong: list[int] = field(default_factory=list)
    pen: bool = False
    small: bool = False
    kind: str = "table"

    @property
    def percents(self) -> list[int]:
        """The width of each column, in whole per cents of the line."""
        whole = sum(column.width for column in self.columns)
        return [round(100 * column.width / whole) for column in self.columns]

    @property
    def drawn(self) -> list["Row"]:
        """The rows with what each cell needs to be drawn."""
        sides = [column.align for column in self.columns]
        return [
            Row(list(zip(sides, row, strict=True)), n in self.strong)
            for n, row in enumerate(self.rows)
        ]


class Row(NamedTuple):
    """A row of a table: its cells with their sides."""

    cells: list[tuple[Align, str]]
    is_strong: bool


@dataclass(frozen=True)
class Facts:
    """Labels with their values; an empty value is a place for the pen."""

    pairs: list[tuple[str, str]]
    per_row: int = 3
    pen: bool = False
    kind: str = "facts"

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """As many in a row as `per_row`, the last row filled up."""
        n = self.per_row
        filled = [*self.pairs, *[("", "")] * (-len(self.pairs) % n)]
        return [filled[at : at + n] for at in range(0, len(filled), n)]


@dataclass(frozen=True)
class Note:
    """A line of text; `small` for code lists and explanations."""

    text: str
    small: bool = True
    kind: str = "note"


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on, side by side."""

    labels: list[str]
    kind: str = "signatures"


Part: TypeAlias = Table | Facts | Note | Signatures


@dataclass(frozen=True)
class Section:
    """Parts under a heading; `new_page`: it begins on one."""

    heading: str
    parts: list[Part]
    new_page: bool = False


@dataclass(frozen=True)
class Paper:
    """`mark` goes into the QR code and names nobody; `about` stands under the title."""

    title: str
    about: str
    sections: list[Section]
    footer: str
    mark: str = ""

    def texts(self) -> Iterator[str]:
        """Every text of the paper, as it will be printed."""
        yield from (self.title, self.about, self.footer)
        for section in self.sections:
            yield section.heading
            for part in section.parts:
                yield from _texts_of(part)


def _texts_of(part: Part) -> Iterator[str]:
    match part:
        case Table():
            yield from (column.label for column in part.columns)
            yield from (cell for row in part.rows for cell in row)
        case Facts():
            yield from (text for pair in part.pairs for text in pair)
        case Note():
            yield part.text
        case Signatures():
            yield from part.labels
