"""Cells read by the kind of their column: certain damage repaired and named, the rest held."""

from collections.abc import Callable
from typing import Any, Final

from povertyreg.exchange.cells.codes import code_reader, flag_reader
from povertyreg.exchange.cells.days import day_reader, year_reader
from povertyreg.exchange.cells.numbers import number_reader
from povertyreg.exchange.cells.reads import Held, Read, Reader, plain, text_of
from povertyreg.exchange.cells.sentences import said_repair, sentence, template
from povertyreg.exchange.cells.texts import account_reader, id_reader, phone_reader, text_reader
from povertyreg.exchange.columns import Column, Kind

__all__ = [
    "Held",
    "Read",
    "is_total",
    "plain",
    "reader",
    "said_repair",
    "sentence",
    "template",
    "text_of",
]

_READERS: Final[dict[Kind, Callable[[Column], Reader]]] = {
    Kind.TEXT: text_reader,
    Kind.CODE: code_reader,
    Kind.FLAG: flag_reader,
    Kind.DAY: day_reader,
    Kind.MONTH: day_reader,
    Kind.YEAR: year_reader,
    Kind.WHOLE: number_reader,
    Kind.AMOUNT: number_reader,
    Kind.ID: id_reader,
    Kind.PHONE: phone_reader,
    Kind.ACCOUNT: account_reader,
}
_TOTALS: Final = frozenset({"合计", "小计", "总计", "共计", "累计", "总合计", "total", "sum"})


def reader(column: Column) -> Reader:
    """What reads the cells of the column; it raises `Held` for what is not certain."""
    return _READERS[column.kind](column)


def is_total(row: tuple[Any, ...]) -> bool:
    """A row that adds up others, by what its first written cell says."""
    first = next((cell for cell in row if cell is not None), None)
    return isinstance(first, str) and plain(first).strip(":：") in _TOTALS
