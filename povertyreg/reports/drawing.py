"""A report with its area, its time, and what documents report of the same thing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from povertyreg.counting import draw
from povertyreg.figures import Report, Row, Scope, Table, Value
from povertyreg.scoping import TOWNSHIP_DIGITS
from villages.models import ReportedFigure


@dataclass(frozen=True)
class Comparison:
    """A figure as a document gives it, beside the one that the files give."""

    label: str
    unit: str
    reported: Value
    computed: Value
    explanation: str

    @property
    def difference(self) -> Any:
        return self.computed - self.reported  # type: ignore[operator]


@dataclass(frozen=True)
class Drawn:
    """Everything that page, workbook and data say of a report."""

    table: Table
    made_at: datetime
    comparisons: tuple[Comparison, ...]

    @property
    def report(self) -> Report:
        return self.table.report

    @property
    def scope(self) -> Scope:
        return self.table.scope

    @property
    def unit_label(self) -> str:
        """What a row is."""
        if self.report.unit_label:
            return str(self.report.unit_label)
        return _("Township") if self.scope.unit_digits == TOWNSHIP_DIGITS else _("Village")

    @property
    def explanations(self) -> list[str]:
        """Why documents and files differ; a reason that holds for several figures is said once."""
        return [one for one in dict.fromkeys(c.explanation for c in self.comparisons) if one]

    @property
    def title(self) -> str:
        return f"{self.report.code} {self.report.title}".strip()


def drawn(report: Report, scope: Scope) -> Drawn:
    """Draw the report, and hold it against what documents say of the same area and year."""
    table = draw(report, scope, total=_("Total"), sums=_("the rows add up to the total"))
    return Drawn(table, timezone.now(), tuple(_comparisons(table)))


def _comparisons(table: Table) -> list[Comparison]:
    """Documents speak of a township; other areas are not held against them."""
    scope = table.scope
    if len(scope.area) != TOWNSHIP_DIGITS or not table.report.reported:
        return []
    figures = scope.narrow(ReportedFigure.objects.all()).filter(
        year=scope.year, figure__in=table.report.reported
    )
    return [one for figure in figures.order_by("pk") for one in _compared(table, figure)]


def _compared(table: Table, figure: ReportedFigure) -> list[Comparison]:
    here = table.report.reported[figure.figure]
    chinese = (get_language() or "").startswith("zh")
    explanation = figure.explanation_zh if chinese else figure.explanation_en
    sides = (
        (_("households"), figure.households, here.households),
        (_("people"), figure.people, here.people),
        ("", figure.percent, here.percent),
    )
    return [
        Comparison(str(here.label), unit, reported, _sum(table.total, columns), explanation)
        for unit, reported, columns in sides
        if reported is not None and columns
    ]


def _sum(total: Row, columns: tuple[str, ...]) -> Value:
    figures: list[Any] = [total.values[name] or 0 for name in columns]
    whole: Value = sum(figures[1:], figures[0])
    return whole
