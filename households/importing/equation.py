"""Rows read = new + changed + unchanged + held + ignored, as it stands on the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from povertyreg.exchange.models import Fate, Import

ICONS: Final = {
    Fate.CREATED: "plus",
    Fate.UPDATED: "pencil",
    Fate.UNCHANGED: "equal",
    Fate.HELD: "hand-stop",
    Fate.IGNORED: "eye-off",
}
WIDTH: Final = 1000
"""Of the bar, in units of its drawing."""


@dataclass(frozen=True)
class Part:
    """One fate: how many rows, how many households, and its stretch of the bar."""

    fate: Fate
    icon: str
    rows: int
    households: int
    left: int
    width: int


@dataclass(frozen=True)
class Equation:
    """The whole of it."""

    total: int
    parts: list[Part]

    @property
    def balances(self) -> bool:
        return self.total == sum(part.rows for part in self.parts)

    @property
    def of_households(self) -> int:
        return sum(part.households for part in self.parts)

    def households(self, *fates: Fate) -> int:
        return sum(part.households for part in self.parts if part.fate in fates)

    @property
    def written(self) -> int:
        """Households that the writing touches."""
        return self.households(Fate.CREATED, Fate.UPDATED)

    @property
    def written_first(self) -> str:
        """The tab under which they begin."""
        return str(Fate.UPDATED if self.households(Fate.UPDATED) else Fate.CREATED)

    @property
    def held(self) -> int:
        return self.households(Fate.HELD)


def equation(import_: Import) -> Equation:
    """In the order in which it is read."""
    rows = import_.counts
    return Equation(import_.rows_read, _parts(rows, import_.households or rows))


def _parts(rows: Mapping[str, int], households: Mapping[str, Any]) -> list[Part]:
    parts, left, total = [], 0, sum(rows.values()) or 1
    for fate in Fate:
        width = round(WIDTH * rows[fate] / total)
        parts.append(Part(fate, ICONS[fate], rows[fate], int(households.get(fate, 0)), left, width))
        left += width
    return parts
