"""Whole numbers and amounts: exact, never rounded."""

import re
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

_PLAIN = re.compile(r"[0-9]{1,15}")
_WRITTEN = re.compile(
    r"[¥$]?(?P<minus>[-−])?[¥]?(?P<number>[0-9]+(?:\.[0-9]*)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)"
    r"(?P<much>万)?(?P<unit>\D*)"
)
_UNITS: Final = frozenset(
    ["", "元", "元整", "块", "块钱", "元/年", "元/人", "亩", "平方米", "平米", "平方", "m2", "月",
     "个月", "人", "口", "口人", "户", "头", "只", "羽", "间", "岁", "公里", "千米", "km", "年"]
)  # fmt: skip
_MOST: Final = 10**13


def number_reader(column: Column) -> Reader:
    """A whole number (int), or an amount (Decimal) of so many places."""
    is_whole = column.kind is Kind.WHOLE
    places = 0 if is_whole else column.places
    most = _MOST if column.most is None else column.most

    def read(cell: Any) -> Read:
        if cell is None:
            return EMPTY
        if type(cell) is float and 0 <= cell <= most and cell.is_integer():
            return Read(int(cell) if is_whole else Decimal(int(cell)))
        if type(cell) is str:
            number, repair = _from_text(cell)
        else:
            number, repair = _from_number(cell), ""
        if number is None:
            return Read(None, repair)
        _require_fit(number, places, most, is_signed=column.is_signed)
        return Read(int(number) if is_whole else number, repair)

    return read


def _from_number(cell: Any) -> Decimal:
    if isinstance(cell, Decimal) and cell.is_finite():
        return cell
    if not is_number(cell):
        raise Held("not_a_number")
    if not abs(cell) <= _MOST:  # neither does “not a number”
        raise Held("too_large", most=f"{_MOST:,}")
    # Excel counts in fifteen digits; what stands behind them is noise of its arithmetic.
    return Decimal(cell) if isinstance(cell, int) else Decimal(f"{cell:.15g}")


def _from_text(cell: str) -> tuple[Decimal | None, str]:
    if _PLAIN.fullmatch(cell):
        return Decimal(cell), ""
    refuse_error(cell)
    text = squeezed(cell)
    if not text or text.casefold() in PLACEHOLDERS:
        return None, "placeholder" if text else ""
    found = _WRITTEN.fullmatch(text.casefold())
    if not found or len(text) > 40:
        raise Held("not_a_number")
    if found["unit"] not in _UNITS:
        raise Held("unknown_unit", unit=found["unit"][:20])
    number = Decimal(found["number"].replace(",", "").rstrip(".")) * (
        10_000 if found["much"] else 1
    )
    repair = "number" if text != found["number"] or text != cell or "," in text else ""
    return (-number if found["minus"] else number), repair


def _require_fit(number: Decimal, places: int, most: int, *, is_signed: bool) -> None:
    """`most` is the largest whole part: so many digits stand before the point."""
    if number < 0 and not is_signed:
        raise Held("negative")
    if abs(int(number)) > most:
        raise Held("too_large", most=f"{most:,}")
    if number != number.quantize(Decimal(1).scaleb(-places)):
        raise Held("too_precise", places=places) if places else Held("not_whole")
