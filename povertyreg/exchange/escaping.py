"""Any text as the text of a cell of an .xlsx file: whole, and never more than text."""

import re
from typing import Final

LONGEST_TEXT: Final = 32_767
"""What a cell of Excel holds, in units of UTF-16."""

_MARKUP: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# What XML cannot carry is written by its number; what only looks so keeps its underscore.
_NUMBERED: Final = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_NO_CHARACTER: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_TO_LOOK_AT: Final = re.compile(
    "[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_"
)
_EDGES: Final = re.compile(r"^\s|\s$|\n")
_PLAIN_OPENING, _OPENING = "<is><t>", '<is><t xml:space="preserve">'
_CLOSING = "</t></is>"


def escaped(text: str) -> str:
    """As it may stand between two tags, and as Excel reads it back."""
    if _TO_LOOK_AT.search(text):
        text = _NO_CHARACTER.sub("\ufffd", text)
        text = _NUMBERED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
        return text.translate(_MARKUP)
    return text


def is_plain(text: str) -> bool:
    """Whether the text can stand as it is; most are letters and digits only."""
    if text.isalnum():
        return len(text) <= LONGEST_TEXT // 2
    return not (_TO_LOOK_AT.search(text) or _EDGES.search(text) or len(text) > LONGEST_TEXT // 2)


def inline(text: str) -> str:
    """The whole text as the content of a cell; what no cell holds is cut off."""
    text = fitting(text)
    opening = _OPENING if _EDGES.search(text) else _PLAIN_OPENING
    return f"{opening}{escaped(text)}{_CLOSING}"


def fitting(text: str) -> str:
    """Characters beyond the first 65,536 count as two; none is cut in half."""
    if len(text) <= LONGEST_TEXT // 2:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    return units[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore") if _is_long(units) else text


def _is_long(units: bytes) -> bool:
    return len(units) > 2 * LONGEST_TEXT
