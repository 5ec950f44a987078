"""Which characters the bundled font can draw: what it lacks is said, never printed as a box."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

FONT: Final = Path(__file__).parent / "fonts" / "NotoSansSC-Regular.ttf"
GETA: Final = "〓"
"""What Chinese printers set in the place of a character that they do not have."""

_UNSEEN: Final = {"\n", "\r", "\t"}


@dataclass(frozen=True)
class Missing:
    """Characters that cannot be printed, and the text in which they stand."""

    characters: str
    where: str


@cache
def drawable() -> frozenset[int]:
    """The code points of the font, read once."""
    with TTFont(FONT, lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing_in(texts: Iterable[str]) -> list[Missing]:
    """Each text with a character that the font lacks, once."""
    found = {text: lacking(text) for text in texts}
    return [Missing(characters, text) for text, characters in found.items() if characters]


def lacking(text: str) -> str:
    """The characters of a text that the font lacks, each once."""
    known = drawable()
    return "".join(c for c in dict.fromkeys(text) if ord(c) not in known and c not in _UNSEEN)


def with_geta(text: str) -> str:
    """The text with the mark of a missing character, to be written over by hand."""
    lacks = lacking(text)
    return text.translate({ord(c): GETA for c in lacks}) if lacks else text


def code_points(characters: str) -> str:
    """As U+2CEF0: what cannot be drawn can still be named."""
    return " ".join(f"U+{ord(character):04X}" for character in characters)
