"""A report's rows as the data that static/js/charts.js draws."""

from decimal import Decimal
from typing import Any

from povertyreg.figures import Column, Row, Table, Value

BARS_OF_A_LOW_CHART = 12


def chart_data(table: Table) -> dict[str, Any] | None:
    """Nothing to draw without a chart in the report, or when nothing was counted."""
    chart = table.report.chart
    if chart is None or table.is_empty:
        return None
    columns = {column.name: column for column in table.report.columns}
    return {
        "type": chart.type,
        "digits": max(columns[name].kind.places for name, _color in chart.series),
        "unit": str(chart.unit),
        "categories": [row.unit.name for row in table.rows],
        "series": [
            _series(table, columns[name], color, planned=name == chart.planned)
            for name, color in chart.series
        ],
    }


def has_many_bars(data: dict[str, Any] | None) -> bool:
    """Whether they need more height than a chart has; stacked ones share theirs."""
    if data is None:
        return False
    bars = 1 if data["type"] == "stacked" else len(data["series"])
    return bars * len(data["categories"]) > BARS_OF_A_LOW_CHART


def _series(table: Table, column: Column, color: str, *, planned: bool) -> dict[str, Any]:
    return {
        "name": table.group(column) or table.label(column),
        "color": color,
        "data": [_number(row, column.name) for row in table.rows],
        "plan": [*range(len(table.rows))] if planned else [],
    }


def _number(row: Row, name: str) -> int | float | None:
    value: Value = row.values[name]
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int) else None
