"""A report as a page shows it: headings in two rows, figures as people write them, links."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from povertyreg.figures import POOR_ONLY, Column, Kind, Row, Scope, Table, Value
from povertyreg.reports.drawing import Comparison
from povertyreg.scoping import VILLAGE_DIGITS
from povertyreg.templatetags.look import change, number
from povertyreg.wording import with_unit


@dataclass(frozen=True)
class Heading:
    """A heading cell; `mark` is the sign of a category."""

    text: str
    css: str = ""
    across: int = 1
    down: int = 1
    mark: str = ""


@dataclass(frozen=True)
class Cell:
    """A figure; `label` names it where a phone shows no headings."""

    text: str
    css: str
    label: str
    url: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the page."""

    name: str
    note: str
    url: str
    cells: tuple[Cell, ...]
    holds: bool


def headings(table: Table) -> tuple[list[Heading], list[Heading]]:
    """The groups above, and below them the columns of those that have one."""
    above: list[Heading] = []
    below: list[Heading] = []
    for (group, mark), columns in _groups(table):
        if not group:
            above += [Heading(table.label(c), "num gl", down=2) for c in columns]
            continue
        above.append(Heading(group, "gl over", across=len(columns), mark=mark))
        below += [Heading(table.label(c), "num" if n else "num gl") for n, c in enumerate(columns)]
    return above, below


def _groups(table: Table) -> Iterator[tuple[tuple[str, str], list[Column]]]:
    for key, columns in groupby(table.report.columns, lambda c: (table.group(c), c.mark)):
        yield key, list(columns)


def lines(table: Table, address: str) -> list[Line]:
    """`address` is the report's own: a unit leads to its part of it."""
    return [_line(table, row, _part_url(table.scope, row, address)) for row in table.rows]


def total(table: Table) -> Line:
    return _line(table, table.total, "")


def _line(table: Table, row: Row, url: str) -> Line:
    cells: list[Cell] = []
    for (group, _mark), columns in _groups(table):
        for position, column in enumerate(columns):
            starts = not group or position == 0
            cells.append(_cell(table, row, column, starts=starts))
    return Line(row.unit.name, row.unit.note, url, tuple(cells), not row.broken)


def _cell(table: Table, row: Row, column: Column, *, starts: bool) -> Cell:
    value = row.values[column.name]
    css = " ".join(filter(None, ["num", "gl" if starts else "", column.weight, _zero(value)]))
    label = f"{table.group(column)} {table.label(column)}".strip()
    url = households_url(table, row.unit.code, column) if value else ""
    return Cell(written(column.kind, value), css, label, url)


def _zero(value: Value) -> str:
    return "zero" if value == 0 else ""


def written(kind: Kind, value: Value) -> str:
    """With its sign where it is a difference; amounts without needless decimals."""
    if kind in (Kind.CHANGE, Kind.POINTS):
        return signed(_plain(value) if kind is Kind.CHANGE else value)
    return number(_plain(value) if kind is Kind.YUAN else value)  # type: ignore[arg-type]


def signed(value: Value) -> str:
    return change(value)  # type: ignore[arg-type]


def _plain(value: Value) -> Value:
    """Without the decimals that say nothing: 5873.00 is 5873."""
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return int(value) if whole else value.normalize()
    return value


@dataclass(frozen=True)
class Difference:
    """A line of the comparison with what documents report."""

    figure: str
    reported: str
    computed: str
    difference: str
    differs: bool


def differences(comparisons: Iterable[Comparison]) -> list[Difference]:
    return [
        Difference(
            with_unit(one.label, one.unit) if one.unit else one.label,
            written(Kind.YUAN, one.reported),
            written(Kind.YUAN, one.computed),
            written(Kind.CHANGE, one.difference) if one.difference else "0",
            bool(one.difference),
        )
        for one in comparisons
    ]


def households_url(table: Table, code: str, column: Column) -> str:
    """The list of the households that a figure counts; empty where it counts something else."""
    scope = table.scope
    chosen: dict[str, object] = {"year": scope.year}
    if scope.state == POOR_ONLY:
        chosen["state"] = POOR_ONLY
    if column.households:
        address = reverse("reports:figure-detail", args=[table.report.slug, column.name])
        return f"{address}?{urlencode({'area': code, **chosen})}"
    if column.behind is None:
        return ""
    where = {"village" if len(code) == VILLAGE_DIGITS else "area": code}
    address = reverse("households:household-list")
    return f"{address}?{urlencode({**where, **column.behind, **chosen})}"


def _part_url(scope: Scope, row: Row, address: str) -> str:
    if row.unit.code == scope.area:
        return ""
    chosen = {"area": row.unit.code, "year": scope.year, "state": scope.state}
    return f"{address}?{urlencode(chosen)}"
