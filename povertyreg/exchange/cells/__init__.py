"""Cells read by the kind of their column: certain damage repaired and named, the rest held."""

from collections.abc import Callable
from typing import Final

from povertyreg.exchange.cells.codes import code_reader, flag_reader
from povertyreg.exchange.cells.days import day_reader, year_reader
from povertyreg.exchange.cells.numbers import number_reader
from povertyreg.exchange.cells.reads import Held, Read, Reader, plain, text_of
from povertyreg.exchange.cells.sentences import said_repair, sentence, template
from povertyreg.exchange.cells.texts import account_reader, id_reader, phone_reader, text_reader
from povertyreg.exchange.cells.totals import Known, is_total
from povertyreg.exchange.columns import Column, Kind

__all__ = [
    "Held",
    "Known",
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


def reader(column: Column) -> Reader:
    """What reads the cells of the column; it raises `Held` for what is not certain."""
    return _READERS[column.kind](column)
