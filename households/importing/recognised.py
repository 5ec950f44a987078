"""What was recognised of a workbook: its sheets, their columns, and those nobody knows yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from households.importing import words
from households.importing.tables import LEFT_OUT, names_of
from povertyreg.exchange.cells import said_repair
from povertyreg.exchange.models import Import

WHY: Final[dict[str, Any]] = {
    "ours": _("The register wrote it itself: explanations, or what was marked."),
    "no headings": _("No row of headings was found in it."),
}
"""Why a sheet is not read; a reason that has no word stands as it is."""


@dataclass(frozen=True)
class Heading:
    """A column as it stands in the file. `key` is "" as long as nobody knows what it is."""

    sheet: int
    place: int
    text: str
    key: str
    label: str
    is_left_out: bool
    name: str
    """By which a person's naming knows it."""

    @property
    def field(self) -> str:
        """How a form names it."""
        return f"column-{self.sheet}-{self.place}"


@dataclass(frozen=True)
class Sheet:
    """A sheet; `why` says why it is not read."""

    name: str
    is_read: bool
    why: str
    heading_row: int
    headings: tuple[Heading, ...]

    @property
    def known(self) -> list[Heading]:
        return [one for one in self.headings if one.key]

    @property
    def open(self) -> list[Heading]:
        """Those that a person names, or leaves out."""
        return [one for one in self.headings if not one.key]


@dataclass(frozen=True)
class Recognised:
    """The reading of an import, as pages ask it."""

    sheets: tuple[Sheet, ...]

    @property
    def read(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if sheet.is_read]

    @property
    def passed_over(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if not sheet.is_read]

    @property
    def columns(self) -> int:
        return sum(len(sheet.headings) for sheet in self.read)

    @property
    def known(self) -> int:
        return sum(len(sheet.known) for sheet in self.read)

    def number_of(self, name: str) -> int:
        """Which of the sheets has this name."""
        names = [sheet.name for sheet in self.sheets]
        return names.index(name) if name in names else 0

    @property
    def undecided(self) -> list[Heading]:
        """Columns that would not be taken, though nobody left them out."""
        return [one for sheet in self.read for one in sheet.open if not one.is_left_out]

    def heading_of(self, key: str) -> str:
        """How the file calls a fact."""
        every = (heading for sheet in self.sheets for heading in sheet.headings)
        return next((heading.text for heading in every if heading.key == key), "")

    def key_at(self, sheet: str, place: int | None) -> str:
        """The fact of a column; "" for a whole row."""
        for heading in self.sheets[self.number_of(sheet)].headings if self.sheets else ():
            if heading.place == place:
                return heading.key
        return ""


def repairs(import_: Import) -> list[tuple[str, int]]:
    """What was put right while reading, in words, and how often."""
    counts = import_.reading.get("repairs", {})
    return [(str(said_repair(code)), count) for code, count in counts.items()]


def recognised(import_: Import) -> Recognised:
    """In the order of the file."""
    told = enumerate(import_.reading.get("sheets", ()))
    return Recognised(tuple(_sheet(import_, number, sheet) for number, sheet in told))


def _sheet(import_: Import, number: int, told: dict[str, Any]) -> Sheet:
    chosen = import_.mapping.get(told["name"], {})
    return Sheet(
        name=told["name"],
        is_read=told.get("is_read", True),
        why=str(WHY.get(told.get("why", ""), told.get("why", ""))),
        heading_row=max(told.get("heading_row") or [0]),
        headings=tuple(_headings(import_, number, told.get("columns", ()), chosen)),
    )


def _headings(
    import_: Import, sheet: int, told: Iterable[dict[str, Any]], chosen: dict[str, str]
) -> Iterable[Heading]:
    every = list(told)
    for column, name in zip(every, names_of(one["heading"] for one in every), strict=True):
        key = column.get("key", "")
        yield Heading(
            sheet=sheet,
            place=column["place"],
            text=column["heading"],
            key=key,
            label=words.label(import_.kind, key) if key else "",
            is_left_out=chosen.get(name) in {"", LEFT_OUT},
            name=name,
        )
