"""A report as data, for programs."""

from decimal import Decimal
from typing import Any

from povertyreg.figures import Column, Row, Table, Value
from povertyreg.reports.drawing import Comparison, Drawn


def as_data(one: Drawn) -> dict[str, Any]:
    """The same figures for a program."""
    table = one.table
    return {
        "report": one.report.slug,
        "title": one.title,
        "area": {"code": one.scope.area, "name": one.scope.area_name},
        "year": one.scope.year,
        "previous_year": one.scope.previous,
        "state": one.scope.state,
        "as_of": one.scope.on.isoformat(),
        "made_at": one.made_at.isoformat(),
        "unit": str(one.report.unit),
        "columns": [_column_data(table, column) for column in one.report.columns],
        "rows": [_row_data(table, row) for row in table.rows],
        "total": _row_data(table, table.total),
        "checks": [
            {"says": str(c.says), "holds": not c.broken, "broken": list(c.broken)}
            for c in table.checks
        ],
        "definition": [{"term": str(t), "meaning": str(m)} for t, m in one.report.terms],
        "reported": [_comparison_data(comparison) for comparison in one.comparisons],
    }


def _comparison_data(one: Comparison) -> dict[str, Any]:
    return {
        "label": one.label,
        "unit": one.unit,
        "reported": _plain(one.reported),
        "computed": _plain(one.computed),
        "difference": _plain(one.difference),
        "explanation": one.explanation,
    }


def _column_data(table: Table, column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "label": table.label(column),
        "group": table.group(column),
        "kind": column.kind.value,
    }


def _row_data(table: Table, row: Row) -> dict[str, Any]:
    values = {column.name: _plain(row.values[column.name]) for column in table.report.columns}
    return {"code": row.unit.code, "name": row.unit.name, "note": row.unit.note, **values}


def _plain(value: Value) -> int | float | str | None:
    return float(value) if isinstance(value, Decimal) else value
