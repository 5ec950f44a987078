"""What a cell gives, and how text is freed of what nobody sees."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, Final, NamedTuple


class Read(NamedTuple):
    """The value of a cell, None if it is empty, and which repair was made, "" if none."""

    value: Any
    repair: str = ""


class Held(Exception):
    """The cell is not certain: which rule says so, and what fills its sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


Reader = Callable[[Any], Read]

EMPTY: Final = Read(None)
PLACEHOLDERS: Final = frozenset(
    ["无", "-", "--", "---", "—", "——", "－", "/", "\\", "空", "暂无", "没有", "未填", "*", "nan",
     "null", "none", "n/a"]
)  # fmt: skip

# Marks of direction, of no width, of byte order, and control characters but the line break.
_INVISIBLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]")  # fmt: skip  # noqa: E501
_SPACES = re.compile(r"\s+")
_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FORMULA!|GETTING_DATA)")  # fmt: skip  # noqa: E501
_QUOTES = "'‘’`´′"
_ALL_QUOTES = re.compile("['‘’`´′\"“”„″]")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d+)?[eE]\+?[1-9]\d{1,2}")
_LONGEST_EXACT: Final = 10**15
"""Excel keeps fifteen digits of a number; what stood behind them is gone."""


def without_invisible(text: str) -> str:
    """The text without characters that nobody sees; a tab becomes a space."""
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub(_as_space, text)


def _as_space(found: "re.Match[str]") -> str:
    return " " if found[0] in "\t\x0b\x0c\r\x85" else ""


def squeezed(text: str) -> str:
    """In the usual width, without spaces and quote marks: of numbers, dates and codes."""
    if text.isascii() and text.isalnum():
        return text
    text = unicodedata.normalize("NFKC", without_invisible(text))
    return _ALL_QUOTES.sub("", _SPACES.sub("", text))


def plain(text: str) -> str:
    """How two texts are compared that mean the same: keys of `Column.codes` are made by this."""
    return squeezed(text).casefold()


def trimmed(text: str) -> str:
    """Without what stands around it: spaces, and the mark that makes Excel take it as text."""
    previous = None
    while text != previous:
        previous, text = text, text.strip().strip(_QUOTES)
    return text


def refuse_error(text: str) -> None:
    """Hold what Excel shows as an error."""
    if text.startswith("#") and _ERROR.fullmatch(text.strip().upper()):
        code = "no_result" if "FORMULA" in text.upper() else "error_cell"
        raise Held(code, error=text.strip().upper())


def refuse_lost_digits(text: str) -> None:
    """Hold a long number that passed through a cell of numbers: 5.22422E+17, 52…00.0."""
    whole = text.removesuffix(".0").removesuffix(".00")
    if _SCIENTIFIC.fullmatch(text) or (whole != text and whole.isdecimal() and len(whole) > 15):
        raise Held("digits_lost")


def exact_text(number: int | float) -> str:
    """The digits of a number, if all of them are still there."""
    if not abs(number) < _LONGEST_EXACT:
        raise Held("digits_lost")
    if number == int(number):
        return str(int(number))
    return f"{number:.15g}"


def is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def text_of(cell: Any) -> str:
    """Any cell as text, as Excel shows it: where another kind is meant, and in what is told."""
    if isinstance(cell, datetime):
        has_time = cell.time() != time()
        return cell.isoformat(" ", "minutes") if has_time else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and abs(cell) < _LONGEST_EXACT and cell.is_integer():
        return str(int(cell))
    return str(cell)
