"""Text in a cell of openpyxl that stays text, whatever it looks like."""

from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

_LONGEST = 32_767


def clean(text: str) -> str:
    """Without the control characters that no workbook may have, and not longer than a cell."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST]


def put_text(cell: Cell, text: str) -> None:
    """Write a text: never a formula, never an error, and without what spoils the file."""
    cell.value = clean(text)
    cell.data_type = "s"


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a wrapped column; a Chinese character is two wide."""
    return sum(1 + int(width_of(line) // width) for line in text.split("\n"))


def width_of(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def font_of(sheet: Worksheet, **how: Any) -> Font:
    """The usual font of her workbook."""
    book: Any = sheet.parent
    usual = book._fonts[0]
    return Font(name=usual.name, sz=usual.sz, **how)


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell that lies under no merged one, or is its first."""
    found: Any = sheet.cell(row, column)
    cell: Cell = found
    return cell
