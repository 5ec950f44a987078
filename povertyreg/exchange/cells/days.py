"""Days, months and years, however they are written; a century is never guessed."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from povertyreg.exchange.cells.reads import (
    EMPTY,
    PLACEHOLDERS,
    Held,
    Read,
    Reader,
    is_number,
    refuse_error,
    squeezed,
)
from povertyreg.exchange.columns import Column, Kind

_EARLIEST, _LATEST = 1850, 2100
_FIRST_YEAR: Final = 1800
"""Of a year alone: a house may be older than anybody."""
_SERIALS: Final = range(10_000, 73_051)
"""Days as Excel counts them, from May 1927 to the end of 2099. Smaller numbers may be years."""
_DAY_ZERO: Final = date(1899, 12, 30)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIGHT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
_LOOSE = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})(?:[-./月]([0-9]{1,2})?日?号?)?\.?")
_YEAR = re.compile(r"([0-9]{4})(?:年度?|年份)?")
_SHORT_YEAR = re.compile(r"[0-9]{2}(?:[-./年]年?[0-9]{1,2}(?:[-./月][0-9]{1,2})?[月日号]*|年度?)")
_DAY_FIRST = re.compile(r"[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4}")


def day_reader(column: Column) -> Reader:
    """A day, exactly; a month where only the month is asked (its first day stands for it)."""
    is_month = column.kind is Kind.MONTH

    def read(cell: Any) -> Read:
        if cell is None:
            return EMPTY
        if type(cell) is date:
            return _kept(cell, "", is_month=is_month)
        if isinstance(cell, datetime):
            repair = "time_left_out" if cell.time() != time() else ""
            return _kept(cell.date(), repair, is_month=is_month)
        if isinstance(cell, str):
            return _from_text(cell, is_month=is_month)
        if is_number(cell):
            return _from_number(cell, is_month=is_month)
        raise Held("not_a_date")

    return read


def _kept(day: date, repair: str, *, is_month: bool) -> Read:
    if not _EARLIEST <= day.year <= _LATEST:
        raise Held("not_a_date")
    if is_month and day.day != 1:
        return Read(day.replace(day=1), "day_left_out")
    return Read(day, repair)


def _from_text(cell: str, *, is_month: bool) -> Read:
    refuse_error(cell)
    if found := _ISO.fullmatch(cell):
        return _made(found, cell, "", is_month=is_month)
    text = squeezed(cell)
    if not text or text.casefold() in PLACEHOLDERS:
        return Read(None, "placeholder" if text else "")
    dated = _without_time(cell, text)
    if found := _TIGHT.fullmatch(dated):
        return _made(found, text, "" if dated == cell else "date", is_month=is_month)
    if found := _LOOSE.fullmatch(dated):
        return _made(found, text, "date", is_month=is_month)
    return _refuse(text)


def _without_time(cell: str, text: str) -> str:
    """A time of day behind the day, set off by a space or a T."""
    head = re.fullmatch(
        r"\s*(\S+?)(?:\s+|T)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*", cell
    )
    return squeezed(head[1]) if head else text


def _refuse(text: str) -> Read:
    if _YEAR.fullmatch(text):
        raise Held("only_year", text=text)
    if _SHORT_YEAR.fullmatch(text):
        raise Held("century", text=text)
    if _DAY_FIRST.fullmatch(text):
        raise Held("day_order", text=text)
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text) and float(text) in _SERIALS:
        raise Held("serial_as_text", text=text)
    raise Held("not_a_date")


def _made(found: "re.Match[str]", text: str, repair: str, *, is_month: bool) -> Read:
    year, month, day = found.groups()
    if day is None and not is_month:
        raise Held("only_month", text=text)
    try:
        made = date(int(year), int(month), int(day or 1))
    except ValueError:
        raise Held("impossible_day", text=text) from None
    return _kept(made, repair, is_month=is_month)


def _from_number(cell: int | float, *, is_month: bool) -> Read:
    if not abs(cell) <= 10**9:
        raise Held("not_a_date")
    whole = int(cell)
    if whole in _SERIALS:
        return _kept(_DAY_ZERO + timedelta(days=whole), "serial", is_month=is_month)
    if whole == cell and (found := _TIGHT.fullmatch(str(whole))):
        return _made(found, str(whole), "number_as_date", is_month=is_month)
    if _EARLIEST <= whole <= _LATEST:
        return _from_year_and_fraction(Decimal(f"{cell:.10g}"), is_month=is_month)
    raise Held("not_a_date")


def _from_year_and_fraction(number: Decimal, *, is_month: bool) -> Read:
    """1965.3 in a cell of numbers; 1965.1 may have been 1965.10."""
    text = str(number)
    month = text.partition(".")[2]
    if not month:
        raise Held("only_year", text=text)
    if month == "1":
        raise Held("month_lost", text=text)
    found = _LOOSE.fullmatch(text)
    if not found:
        raise Held("not_a_date")
    return _made(found, text, "number_as_date", is_month=is_month)


def year_reader(column: Column) -> Reader:
    """A year of four digits, within the bounds of its column."""
    least, most = column.least or _FIRST_YEAR, min(column.most or _LATEST, _LATEST)

    def read(cell: Any) -> Read:
        if cell is None:
            return EMPTY
        found = _year(cell)
        if found.value is not None and not least <= found.value <= most:
            raise Held("year_range", least=least, most=most)
        return found

    return read


def _year(cell: Any) -> Read:
    if isinstance(cell, date):
        raise Held("date_for_year")
    if is_number(cell) and abs(cell) < 10**6 and cell == int(cell):
        return Read(_possible(int(cell)))
    if isinstance(cell, str):
        return _year_from_text(cell)
    raise Held("not_a_year")


def _possible(year: int) -> int:
    if not _FIRST_YEAR <= year <= _LATEST:
        raise Held("not_a_year")
    return year


def _year_from_text(cell: str) -> Read:
    refuse_error(cell)
    text = squeezed(cell)
    if not text or text.casefold() in PLACEHOLDERS:
        return Read(None, "placeholder" if text else "")
    text = re.sub(r"(?<=[0-9])\.0+$", "", text)
    found = _YEAR.fullmatch(text)
    if found:
        return Read(_possible(int(found[1])), "" if found[1] == cell else "year")
    if _SHORT_YEAR.fullmatch(text):
        raise Held("century", text=text)
    raise Held("not_a_year")
