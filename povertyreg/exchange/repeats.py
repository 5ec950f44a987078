"""Texts that stand in the file once and in its cells many times.

The parser makes a copy for each cell, so a long text in many cells takes memory that neither the
size of the file nor the number of its cells shows.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from povertyreg.exchange import limits

_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
_USED = re.compile(
    rb"""t\s*=\s*["']s["'][^>]*>(?:(?!</(?:\w+:)?c>)[\s\S])*?<(?:\w+:)?v[^>]*>\D*(\d+)"""
)


def require_light(
    texts: Callable[[], Iterator[bytes]],
    sheets: Iterable[Callable[[], Iterator[bytes]]],
    cells: int,
) -> None:
    """Refuse a workbook whose texts, copied into each cell, are more than memory should hold."""
    sizes = _sizes(texts())
    if max(sizes, default=0) * cells <= limits.COPIES:
        return
    used = Counter[bytes]()
    for sheet in sheets:
        for part in _whole_cells(sheet()):
            used.update(_USED.findall(part))
    known = ((int(number), count) for number, count in used.items() if len(number) < 9)
    if sum(sizes[n] * count for n, count in known if n < len(sizes)) > limits.COPIES:
        limits.refuse_bomb()


def _sizes(chunks: Iterator[bytes]) -> list[int]:
    """How long each text is in the file, in its order."""
    sizes: list[int] = []
    rest = b""
    for chunk in chunks:
        rest += chunk
        begins = [found.start() for found in _TEXT.finditer(rest)]
        sizes += [end - begin for begin, end in pairwise(begins)]
        rest = rest[begins[-1] :] if begins else rest[-40:]
    return [*sizes, len(rest)]


def _whole_cells(chunks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        rest += chunk
        cut = max(rest.rfind(b"</c>"), rest.rfind(b":c>"))
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest
