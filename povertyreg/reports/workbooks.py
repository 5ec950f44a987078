"""A report as a workbook: title and scope above, definitions and checks below."""

from collections.abc import Sequence
from decimal import Decimal
from typing import IO, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from povertyreg.exchange.writing import (
    ONE_PLACE,
    SERIAL,
    TWO_PLACES,
    WHOLE,
    Cell,
    Column,
    Head,
    Sheet,
    write_workbook,
)
from povertyreg.figures import Kind, Row
from povertyreg.reports import shown
from povertyreg.reports.drawing import Drawn
from povertyreg.wording import enumerated
from villages.models import User

T = TypeVar("T")

_FORMATS = {
    Kind.COUNT: WHOLE,
    Kind.PERCENT: ONE_PLACE,
    Kind.POINTS: ONE_PLACE,
    Kind.MEAN: TWO_PLACES,
    Kind.YUAN: TWO_PLACES,
    Kind.CHANGE: TWO_PLACES,
}


def write_report(target: IO[bytes], one: Drawn, *, by: User, serial: str) -> None:
    sheet, custom = _sheet(one, by, serial), {SERIAL: serial}
    write_workbook(target, [sheet], title=one.title, author=by.name, custom=custom)


def file_name(one: Drawn) -> str:
    """Safe on every system, and readable."""
    return f"{one.report.slug}-{one.scope.area}-{one.scope.year}.xlsx"


def _sheet(one: Drawn, by: User, serial: str) -> Sheet:
    return Sheet(
        name=one.report.code or one.report.slug[:31],
        columns=[Column(18), *_notes(one, Column(14)), *_columns(one), *_verdict(one, Column(8))],
        heads=_heads(one),
        rows=[_row(one, row) for row in one.table.rows],
        total=_row(one, one.table.total),
        above=[[one.title], *facts(one, by, serial)],
        below=[[], *_definitions(one), *_checks(one), *_reported(one)],
    )


def facts(one: Drawn, by: User, serial: str) -> list[list[Cell]]:
    """Whose figures, of when, made when and by whom."""
    return [
        [_("Area"), f"{one.scope.area_name} {one.scope.area}"],
        [_("Year"), str(one.scope.year), _("As of"), one.scope.on],
        [_("Unit"), str(one.report.unit), _("Serial"), serial],
        [_("Made"), timezone.localtime(one.made_at), _("By"), by.name],
    ]


def _columns(one: Drawn) -> list[Column]:
    return [Column(11, _FORMATS[column.kind]) for column in one.report.columns]


def _notes(one: Drawn, what: T) -> list[T]:
    """What stands in the second column, where the report has one."""
    return [what] if one.report.note_label else []


def _verdict(one: Drawn, what: T) -> list[T]:
    """What stands in the last column, where the report has something to check in each row."""
    return [what] if one.report.identities else []


def _heads(one: Drawn) -> list[list[Head]]:
    above, below = shown.headings(one.table)
    first = [
        Head(one.unit_label, down=2),
        *_notes(one, Head(str(one.report.note_label), down=2)),
        *(Head(head.text, head.across, head.down) for head in above),
        *_verdict(one, Head(_("Check"), down=2)),
    ]
    return [first, [Head(head.text) for head in below]]


def _row(one: Drawn, row: Row) -> list[Cell]:
    return [
        row.unit.name,
        *_notes(one, row.unit.note),
        *(row.values[column.name] for column in one.report.columns),
        *_verdict(one, _("differs") if row.broken else _("agrees")),
    ]


def _definitions(one: Drawn) -> Sequence[list[Cell]]:
    terms: list[list[Cell]] = [[str(term), str(meaning)] for term, meaning in one.report.terms]
    return [[_("Definitions")], *terms]


def _checks(one: Drawn) -> Sequence[list[Cell]]:
    if not one.table.checks:
        return []
    found: list[list[Cell]] = [
        [_("differs: %s") % enumerated(c.broken) if c.broken else _("agrees"), str(c.says)]
        for c in one.table.checks
    ]
    return [[], [_("Checks")], *found]


def _reported(one: Drawn) -> Sequence[list[Cell]]:
    if not one.comparisons:
        return []
    heads: list[Cell] = ["", "", _("Reported"), _("Computed"), _("Difference"), _("Explanation")]
    found: list[list[Cell]] = [
        [c.label, c.unit, _figure(c.reported), _figure(c.computed), c.difference, c.explanation]
        for c in one.comparisons
    ]
    return [[], [_("Reported and computed")], heads, *found]


def _figure(value: Cell) -> Cell:
    return value.normalize() if isinstance(value, Decimal) else value
