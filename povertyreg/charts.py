"""A report's rows as the data that static/js/charts.js draws."""

from decimal import Decimal
from typing import Any

from povertyreg.figures import Chart, Row, Table, Value


def chart_data(table: Table) -> dict[str, Any] | None:
    """Nothing to draw without a chart in the report, or without a row to draw."""
    chart = table.report.chart
    if chart is None or not table.rows:
        return None
    return {
        "type": chart.type,
        "unit": str(chart.unit),
        "categories": [row.unit.name for row in table.rows],
        "series": _series(chart, table),
    }


def _series(chart: Chart, table: Table) -> list[dict[str, Any]]:
    columns = {column.name: column for column in table.report.columns}
    return [
        {
            "name": table.group(columns[name]) or table.label(columns[name]),
            "color": color,
            "data": [_number(row, name) for row in table.rows],
        }
        for name, color in chart.series
    ]


def _number(row: Row, name: str) -> int | float | None:
    value: Value = row.values[name]
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int) else None
