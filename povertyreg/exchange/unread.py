"""Cells that the parser shows as empty although Excel shows something.

Errors such as #N/A, and formulas whose result was never stored (a program wrote them and no
spreadsheet program has counted since). Both are looked for only where a cheap search finds a trace.
"""

import re
from collections.abc import Iterator

from povertyreg.exchange.extent import column_number
from povertyreg.exchange.package import sheet_text

FORMULA = "#FORMULA!"
"""Stands for a formula without a stored result, as an error of Excel's would."""

_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?'
    rb"(?:<v>([^<]*)</v>|<v/>)?</c>"
)
_MOST = 200_000


def unread_cells(content: bytes, sheet: str) -> dict[int, dict[int, str]]:
    """Row from 1 → place from 0 → what stands there."""
    found: dict[int, dict[int, str]] = {}
    count = 0
    for part in _whole_cells(sheet_text(content, sheet)):
        for row, place, text in _in(part):
            found.setdefault(row, {})[place] = text
            count += 1
        if count > _MOST:
            break
    return found


def _in(part: bytes) -> Iterator[tuple[int, int, str]]:
    has_errors, has_formulas = b't="e"' in part, b"<f" in part
    if not (has_errors or has_formulas):
        return
    for cell in _CELL.finditer(part):
        letters, row, attributes, value = cell.groups()
        if b't="e"' in attributes:
            yield int(row), column_number(letters.decode()) - 1, (value or b"#N/A").decode()
        elif not value and b"<f" in cell[0] and b't="str"' not in attributes:
            yield int(row), column_number(letters.decode()) - 1, FORMULA


def _whole_cells(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, cut between two cells."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        cut = rest.rfind(b"<c ")
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest
