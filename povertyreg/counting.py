"""How a report is drawn: counted by unit, completed, rounded, and checked."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.db.models.functions import Left

from povertyreg.figures import (
    Check,
    Identity,
    Report,
    Row,
    Scope,
    Table,
    Tally,
    Unit,
    Value,
    Values,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def tally(
    rows: QuerySet[Any], scope: Scope, counts: Mapping[str, Any], by: str = "village"
) -> Tally:
    """Count rows by the unit in which `by`, a division code, lies: one query for any area.

    The total is that of all rows found, also of those whose unit the report may not show.
    """
    grouped = rows.order_by().values(in_unit=Left(by, scope.unit_digits)).annotate(**counts)
    units = {row.pop("in_unit"): row for row in grouped}
    return Tally(units, {name: sum(row[name] for row in units.values()) for name in counts})


def tally_each_once(
    seen: Iterable[tuple[str, str, Hashable]], scope: Scope, names: Iterable[str]
) -> Tally:
    """Count those seen (place, figure, who), each once in a unit and once in the total."""
    units: dict[str, dict[str, set[Hashable]]] = {}
    for place, name, who in seen:
        unit = units.setdefault(place[: scope.unit_digits], {n: set() for n in names})
        unit[name].add(who)
    everywhere = {name: set().union(*(unit[name] for unit in units.values())) for name in names}
    counted = {code: _sizes(unit) for code, unit in units.items()}
    return Tally(counted, _sizes(everywhere))


def _sizes(sets: Mapping[str, set[Hashable]]) -> Values:
    return {name: len(members) for name, members in sets.items()}


def draw(report: Report, scope: Scope, *, total: str, sums: "StrOrPromise") -> Table:
    """Count, complete, round and check. `total` names the last row, `sums` the check of it."""
    found = report.gather(scope)
    rows = [_row(report, unit, _counted(found.tallies, unit.code)) for unit in found.units]
    whole = {name: value for one in found.tallies for name, value in one.total.items()}
    last = _row(report, Unit(scope.area, total, found.note), whole)
    checks = [_check(one, [*rows, last]) for one in report.identities]
    if report.sums:
        checks.append(Check(sums, _unsummed(report, rows, last)))
    return Table(report, scope, tuple(rows), last, tuple(checks))


def _counted(tallies: Iterable[Tally], code: str) -> Values:
    """What was counted in a unit; where nothing was counted, the figure is 0."""
    return {name: one.units.get(code, {}).get(name, 0) for one in tallies for name in one.total}


def _row(report: Report, unit: Unit, counted: Values) -> Row:
    values = dict(counted)
    for column in report.columns:
        value = column.of(values) if column.of else values[column.name]
        values[column.name] = column.given(value)
    return Row(unit, values, tuple(i for i in report.identities if not i.holds(values)))


def _check(identity: Identity, rows: Sequence[Row]) -> Check:
    return Check(identity.says, tuple(row.unit.name for row in rows if identity in row.broken))


def _unsummed(report: Report, rows: Sequence[Row], total: Row) -> tuple[str, ...]:
    """Headings of columns whose rows do not add up to the total, which was counted apart."""
    return tuple(
        f"{column.group} {column.label}".strip()
        for column in report.columns
        if column.adds
        and sum(_number(row, column.name) for row in rows) != _number(total, column.name)
    )


def _number(row: Row, name: str) -> Any:
    return row.values[name] or 0


def share(part: str, whole: str) -> Callable[[Values], Value]:
    """Per cent of `whole`; no figure where there is nothing to be a part of."""
    return lambda values: _quotient(values, part, whole, 100)


def ratio(of: str, to: str) -> Callable[[Values], Value]:
    return lambda values: _quotient(values, of, to, 1)


def difference(of: str, less: str) -> Callable[[Values], Value]:
    def subtract(values: Values) -> Value:
        minuend, subtrahend = values[of], values[less]
        if minuend is None or subtrahend is None:
            return None
        return minuend - subtrahend  # type: ignore[operator]

    return subtract


def _quotient(values: Values, part: str, whole: str, factor: int) -> Decimal | None:
    divisor: Any = values[whole]
    dividend: Any = values[part]
    return Decimal(dividend) * factor / Decimal(divisor) if divisor else None
