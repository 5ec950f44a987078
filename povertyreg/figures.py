"""A report as a value: what it counts, for which units, and what must add up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from povertyreg.scoping import (
    COUNTY_DIGITS,
    TOWNSHIP_DIGITS,
    VILLAGE_DIGITS,
    AreaScopedQuerySet,
    Officer,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Value = int | Decimal | str | None
Values = dict[str, Value]
Rows = TypeVar("Rows", bound=AreaScopedQuerySet[Any])

EVERY_STATE, POOR_ONLY = "all", "poor"


class Kind(Enum):
    """What a figure is; `places` says with how many decimals it is given."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"
    MEAN = "mean"
    YUAN = "yuan"
    CHANGE = "change"

    @property
    def places(self) -> int:
        return _PLACES[self]


_PLACES = {
    Kind.COUNT: 0,
    Kind.PERCENT: 1,
    Kind.POINTS: 1,
    Kind.MEAN: 2,
    Kind.YUAN: 2,
    Kind.CHANGE: 2,
}


@dataclass(frozen=True)
class Scope:
    """Whose figures are asked for: the reader, the area, the year, and what was chosen besides."""

    user: Officer
    area: str
    area_name: str
    year: int
    previous: int
    on: date
    state: str = EVERY_STATE

    @property
    def unit_digits(self) -> int:
        """A county is shown by townships, everything smaller by villages."""
        return TOWNSHIP_DIGITS if len(self.area) == COUNTY_DIGITS else VILLAGE_DIGITS

    def dated(self, heading: "StrOrPromise") -> str:
        """A heading may name the years of its figures."""
        return str(heading).format(year=self.year, previous=self.previous)

    def narrow(self, rows: Rows) -> Rows:
        """The one door to rows: what the reader may see, of the area asked for."""
        return rows.visible_to(self.user).in_area(self.area)


@dataclass(frozen=True)
class Column:
    """One column. `of` computes it from the columns before it, in every row and in the total.

    The households that it counts are found by the filters of their list (`behind`), or by rows.
    """

    name: str
    label: "StrOrPromise"
    group: "StrOrPromise" = ""
    mark: str = ""
    kind: Kind = Kind.COUNT
    of: Callable[[Values], Value] | None = None
    distinct: bool = False
    behind: Mapping[str, str] | None = None
    households: Callable[[Scope], Any] | None = None
    weight: Literal["", "b", "mut"] = ""

    @property
    def adds(self) -> bool:
        """Whether the rows must add up to the total: not where one person counts in two rows."""
        return self.kind is Kind.COUNT and not (self.of or self.distinct)

    def counted(self, scope: Scope) -> Any:
        """The households themselves; of a figure that counts something else, none are known."""
        if self.households is None:
            raise LookupError(self.name)
        return self.households(scope)

    def given(self, value: Value) -> Value:
        """The value with the decimals of its kind; half a step goes up, as on paper."""
        if not isinstance(value, Decimal):
            return value
        return value.quantize(Decimal(1).scaleb(-self.kind.places), ROUND_HALF_UP)


@dataclass(frozen=True)
class Identity:
    """What must hold in every row and in the total: the sum of `plus` less `minus` is `equals`."""

    says: "StrOrPromise"
    plus: tuple[str, ...]
    equals: str
    minus: tuple[str, ...] = ()

    def holds(self, values: Values) -> bool:
        return bool(_sum(values, self.plus) - _sum(values, self.minus) == values[self.equals])


def _sum(values: Values, names: tuple[str, ...]) -> Any:
    return sum(values[name] or 0 for name in names)


@dataclass(frozen=True)
class Chart:
    """Which columns are drawn; "stacked" and "bars" lie, "columns" stand, a plan is an outline."""

    type: Literal["stacked", "bars", "columns"]
    title: "StrOrPromise"
    unit: "StrOrPromise"
    series: tuple[tuple[str, str], ...]
    planned: str = ""


@dataclass(frozen=True)
class Reported:
    """A figure that a document gives, and the columns whose sum stands beside it."""

    label: "StrOrPromise"
    households: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unit:
    """A division that has a row of its own."""

    code: str
    name: str
    note: str = ""


@dataclass(frozen=True)
class Tally:
    """Figures by code of a division, and of everything that was counted."""

    units: dict[str, Values]
    total: Values


@dataclass(frozen=True)
class Gathered:
    """What a report found: its units, and what was counted for them."""

    units: Sequence[Unit]
    tallies: Sequence[Tally]
    note: str = ""


@dataclass(frozen=True)
class Report:
    """A report: page, workbook, chart and JSON are drawn from the same rows."""

    slug: str
    code: str
    title: "StrOrPromise"
    question: "StrOrPromise"
    unit: "StrOrPromise"
    columns: tuple[Column, ...]
    gather: Callable[[Scope], Gathered]
    years: Callable[[Officer, str], list[int]]
    terms: tuple[tuple["StrOrPromise", "StrOrPromise"], ...] = ()
    identities: tuple[Identity, ...] = ()
    chart: Chart | None = None
    unit_label: "StrOrPromise" = ""
    note_label: "StrOrPromise" = ""
    states: bool = False
    sums: bool = True
    reported: Mapping[str, Reported] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One unit, or the total, with a value for every column."""

    unit: Unit
    values: Values
    broken: tuple[Identity, ...]


@dataclass(frozen=True)
class Check:
    """What was to hold, and the names of the units where it does not."""

    says: "StrOrPromise"
    broken: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A report drawn for a scope."""

    report: Report
    scope: Scope
    rows: tuple[Row, ...]
    total: Row
    checks: tuple[Check, ...]

    @property
    def agrees(self) -> bool:
        return not any(check.broken for check in self.checks)

    @property
    def is_empty(self) -> bool:
        """Nothing was counted: there are no rows, or nothing but zeros."""
        return not any(any(row.values.values()) for row in self.rows)

    def label(self, column: Column) -> str:
        return self.scope.dated(column.label)

    def group(self, column: Column) -> str:
        return self.scope.dated(column.group)
