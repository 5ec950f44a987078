"""A list that is edited offline: the hidden tokens, and the base of what was written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from povertyreg.exchange import offline
from povertyreg.exchange.writing import Cell, Column, Head, Sheet


def to_come_back(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The same sheets, the list with a place for its tokens, and behind them the base."""
    kept: list[Sequence[Cell]] = []
    marked = [_with_tokens(sheet, kept) if sheet.is_list else sheet for sheet in sheets]
    listed = next(sheet for sheet in marked if sheet.is_list)
    # It is written last: by then all rows have been kept.
    base = Sheet(offline.BASE, listed.columns, listed.heads, kept, is_buried=True)
    return [*marked, base]


def _with_tokens(sheet: Sheet, kept: list[Sequence[Cell]]) -> Sheet:
    return replace(
        sheet,
        columns=[*sheet.columns, Column(12, is_hidden=True)],
        heads=[[*sheet.heads[0], Head(offline.HEADING)]],
        rows=_keeping(sheet.rows, kept),
    )


def _keeping(
    rows: Iterable[Sequence[Cell]], kept: list[Sequence[Cell]]
) -> Iterator[Sequence[Cell]]:
    for row in rows:
        kept.append(row)
        yield row
