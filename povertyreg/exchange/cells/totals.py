"""Rows that add up others: known by a word, and never a row that is about somebody."""

import re
from collections.abc import Collection, Iterator
from typing import Any, Final, NamedTuple

from povertyreg.exchange.cells.reads import plain

_TOTAL: Final = re.compile(
    r"""
    (?:\D{0,12}?(?:村|组|乡|镇|县|社区|街道|页|表|以上|总))?    # 云峰村小计, 本页合计
    (?:合计|小计|总计|共计|累计|sub-?total|grandtotal|totals?|sum)(?:数|行)?
    (?:[:=(\[共计-]*\d[\d.,]*[^\W\d_]{0,12}                      # 合计:12户45人
      |[(\[][^)\]]{0,12}[)\]])*
    [)\]:.。;]*
    """,
    re.VERBOSE,
)
_FEWEST_OF_AN_ID: Final = 15
_COUNT: Final = re.compile(r"\d{0,6}(?:\.0+)?")
"""What may stand in the column of the numbers, and only counts them."""


class Known(NamedTuple):
    """The columns by which a row is about somebody, by their places from 0."""

    places: Collection[Any] = ()
    """Of villages, townships, counties: the word may stand behind them."""
    names: Collection[Any] = ()
    numbers: Collection[Any] = ()
    """Of households."""
    ids: Collection[Any] = ()


def is_total(row: tuple[Any, ...], known: Known = Known()) -> bool:  # noqa: B008  (it is a tuple)
    """By what its first written cell says, if nobody's number stands in the row."""
    for place, text in _written(row):
        if _TOTAL.fullmatch(text):
            return not _is_of_somebody(row, known, is_name=place in known.names)
        if place not in known.places:
            return False
    return False


def _written(row: tuple[Any, ...]) -> Iterator[tuple[int, str]]:
    for place, cell in enumerate(row):
        if isinstance(cell, str):
            if text := plain(cell):
                yield place, text
        elif cell is not None:
            yield place, ""


def _is_of_somebody(row: tuple[Any, ...], known: Known, *, is_name: bool) -> bool:
    """A number of a document is long; that of a household may look like a count of them."""
    if any(len(text) >= _FEWEST_OF_AN_ID for text in _texts(row, known.ids)):
        return True
    numbers = [text for text in _texts(row, known.numbers) if not _TOTAL.fullmatch(text)]
    return any(is_name or not _COUNT.fullmatch(text) for text in numbers)


def _texts(row: tuple[Any, ...], places: Collection[int]) -> Iterator[str]:
    for place in places:
        if place < len(row) and row[place] is not None and (text := plain(f"{row[place]}")):
            yield text
