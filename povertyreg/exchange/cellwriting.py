"""The cells of a row as the text of a sheet: text as text, numbers and dates as numbers."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import Final

from povertyreg.exchange.escaping import inline, is_plain
from povertyreg.exchange.sheet import DAY, MOMENT, PLAIN, TEXT, WHOLE, Cell
from povertyreg.exchange.styles import Styles

_EPOCH: Final = date(1899, 12, 30).toordinal()
_FIRST_DAY: Final = date(1900, 3, 1)
"""Excel believes in a 29 February 1900: earlier days are not what it takes them for."""
_MOST_KEPT = 5_000
_SECONDS = 86_400
_NUMBERS: Final = {int, Decimal}


@cache
def letters(index: int) -> str:
    """The name of a column, counted from 0."""
    before, last = divmod(index, 26)
    return (letters(before - 1) if before else "") + chr(65 + last)


class CellWriter:
    """Writes rows of the same columns.

    Most texts of a list come again and again (villages, codes): how some thousand of them are
    written is remembered.
    """

    def __init__(self, formats: Sequence[str], styles: Styles, style: str = PLAIN) -> None:
        numbers = [WHOLE if one == TEXT else one for one in formats]
        self.columns = [
            (f'<c r="{letters(i)}', styles.number(one, style)) for i, one in enumerate(numbers)
        ]
        self.text = f'" s="{styles.number(TEXT, style)}" t="inlineStr">'
        self.day, self.moment = styles.number(DAY, style), styles.number(MOMENT, style)
        self.blank = f'" s="{styles.number(TEXT, style)}"/>' if style else ""
        self.known: dict[Cell, str] = {}

    def row(self, number: int, cells: Sequence[Cell]) -> str:
        known, at, parts = self.known.get, str(number), [f'<row r="{number}">']
        for (opening, style), cell in zip(self.columns, cells, strict=True):
            kind = type(cell)
            if kind is str:
                text = known(cell) or self._text(cell)  # type: ignore[arg-type]
                if text:
                    parts.append(f"{opening}{at}{text}")
            elif cell is None:
                if self.blank:
                    parts.append(f"{opening}{at}{self.blank}")
            elif kind in _NUMBERS:
                parts.append(f'{opening}{at}" s="{style}"><v>{cell}</v></c>')
            elif kind is date:
                parts.append(f"{opening}{at}{known(cell) or self._day(cell)}")  # type: ignore[arg-type]
            else:
                parts.append(self._other(f"{opening}{at}", style, cell))
        parts.append("</row>")
        return "".join(parts)

    def _text(self, text: str) -> str:
        if not text:
            return self.blank
        if is_plain(text):
            written = f"{self.text}<is><t>{text}</t></is></c>"
            if len(self.known) < _MOST_KEPT:
                self.known[text] = written
            return written
        return f"{self.text}{inline(text)}</c>"

    def _day(self, day: date) -> str:
        if day < _FIRST_DAY:
            return self._text(day.isoformat())
        written = f'" s="{self.day}"><v>{_days(day)}</v></c>'
        if len(self.known) < _MOST_KEPT:
            self.known[day] = written
        return written

    def _other(self, opening: str, style: int, cell: str | float | Decimal | date) -> str:
        match cell:
            case str():
                written = self._text(str(cell))
                return f"{opening}{written}" if written else ""
            case datetime():
                return f'{opening}" s="{self.moment}"><v>{_moment(cell)}</v></c>'
            case date():
                return f"{opening}{self._day(cell)}"
        return f'{opening}" s="{style}"><v>{_finite(cell)}</v></c>'


def _finite(number: float | Decimal) -> float | Decimal:
    """A sheet knows no infinity; yes and no are 1 and 0."""
    if not isfinite(number):
        raise ValueError(f"{number} is no number of a sheet.")
    return number + 0


def _days(day: date) -> int:
    return day.toordinal() - _EPOCH


def _moment(at: datetime) -> float:
    """A day and the part of it that has passed."""
    seconds = at.hour * 3600 + at.minute * 60 + at.second
    return _days(at.date()) + round(seconds / _SECONDS, 10)
