"""Names, free text, and the numbers that are text: documents, telephones, accounts."""

import re
import unicodedata
from typing import Any, Final

from povertyreg.exchange.cells.reads import (
    EMPTY,
    PLACEHOLDERS,
    Held,
    Read,
    Reader,
    exact_text,
    is_number,
    refuse_error,
    refuse_lost_digits,
    squeezed,
    text_of,
    trimmed,
    without_invisible,
)
from povertyreg.exchange.columns import Column

_SPACE_BETWEEN_HAN = re.compile(r"(?<=[^\x00-\u2fff])[ \t\u3000\xa0]+(?=[^\x00-\u2fff])")
_DOT_IN_NAME = re.compile(r"(?<=[^\W\x00-\u2fff])[ ]*[•‧∙・･⋅．.●·ꞏ·][ ]*(?=[^\W\x00-\u2fff])")
_ODD_SPACES = str.maketrans(dict.fromkeys("\u3000\xa0\u2002\u2003\u2009\u202f", " "))
_NO_DOCUMENT: Final = PLACEHOLDERS | {
    "0", "无证", "无证件", "无身份证", "未办", "未办理", "未上户", "未上户口", "未落户",
}  # fmt: skip
_DOCUMENT = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")
_LETTERS_AND_DIGITS = re.compile(r"[0-9A-Z()]+")
_MOBILE = re.compile(r"1[0-9]{10}")
_TELEPHONE = re.compile(r"[0-9+()/,、;-]+")
_ACCOUNT = re.compile(r"[0-9]{8,30}")


def text_reader(column: Column) -> Reader:
    """Free text as it stands, without what nobody sees; names also in their usual form."""
    is_name = column.key.rpartition(".")[2].endswith("name")
    longest = column.longest

    def read(cell: Any) -> Read:
        if cell is None:
            return EMPTY
        if type(cell) is not str:
            return _fitting(_other(cell), longest)
        if cell.isalpha() and cell.isprintable() and len(cell) <= longest:
            return Read(cell)
        return _fitting(_text(cell, is_name=is_name), longest)

    return read


def _text(cell: str, *, is_name: bool) -> Read:
    seen = without_invisible(cell)
    spaced = seen.translate(_ODD_SPACES).strip()
    bare = trimmed(spaced)
    refuse_error(bare)
    refuse_lost_digits(bare)
    text = _DOT_IN_NAME.sub("·", bare) if is_name else bare
    joined = _SPACE_BETWEEN_HAN.sub("", text) if is_name else text
    stages = (cell, seen, spaced, bare, text, joined)
    names = ("invisible", "spaces", "quotes", "dots", "spaces")
    repairs = [n for n, one, next_ in zip(names, stages, stages[1:], strict=False) if one != next_]
    return Read(joined or None, repairs[-1] if repairs else "")


def _other(cell: Any) -> Read:
    """A number, a day or a truth in a column of text."""
    if isinstance(cell, bool):
        raise Held("truth_for_text")
    if is_number(cell):
        return Read(exact_text(cell), "number_as_text" if cell % 1 else "")
    return Read(trimmed(text_of(cell)) or None, "date_as_text")


def _fitting(read: Read, longest: int) -> Read:
    if read.value is not None and len(read.value) > longest:
        raise Held("too_long", length=len(read.value), most=longest)
    return read


def id_reader(column: Column) -> Reader:
    """The number of a document; whether it is a possible one is for the rules."""

    def read(cell: Any) -> Read:
        if cell is None:
            return EMPTY
        if type(cell) is str and _DOCUMENT.fullmatch(cell):
            return Read(cell)
        return _number(cell, _NO_DOCUMENT, _LETTERS_AND_DIGITS, "not_an_id", column.longest)

    return read


def phone_reader(column: Column) -> Reader:
    def read(cell: Any) -> Read:
        if cell is None:
            return EMPTY
        if type(cell) is str and _MOBILE.fullmatch(cell):
            return Read(cell)
        found = _number(cell, _NO_DOCUMENT, _TELEPHONE, "not_a_phone", column.longest)
        bare = (found.value or "").replace("-", "")
        return Read(bare, "hyphens") if bare != found.value and _MOBILE.fullmatch(bare) else found

    return read


def account_reader(column: Column) -> Reader:
    def read(cell: Any) -> Read:
        if cell is None:
            return EMPTY
        if type(cell) is str and _ACCOUNT.fullmatch(cell) and len(cell) <= column.longest:
            return Read(cell)
        return _number(cell, _NO_DOCUMENT, _LETTERS_AND_DIGITS, "not_an_account", column.longest)

    return read


def _number(
    cell: Any, empty: frozenset[str], shape: "re.Pattern[str]", otherwise: str, longest: int
) -> Read:
    """Digits as text: written in any width, or as a number that kept all its digits."""
    if isinstance(cell, str):
        text, repair = _digits(cell)
    elif is_number(cell):
        text, repair = exact_text(cell), "number_as_text"
    else:
        raise Held(otherwise)
    if not text:
        return Read(None, repair)
    if text.casefold() in empty or set(text) == {"0"}:
        return Read(None, "no_number")
    if not shape.fullmatch(text):
        raise Held(otherwise)
    return _fitting(Read(text, repair), longest)


def _digits(cell: str) -> tuple[str, str]:
    refuse_error(cell)
    narrow = unicodedata.normalize("NFKC", cell)
    bare = squeezed(cell)
    refuse_lost_digits(bare)
    whole = re.sub(r"(?<=\d)\.0+$", "", bare)
    text = whole.upper()
    stages = (cell, narrow, bare, whole, text)
    names = ("full_width", "spaces", "number_as_text", "letter_x")
    repairs = [n for n, one, next_ in zip(names, stages, stages[1:], strict=False) if one != next_]
    return text, repairs[0] if repairs else ""
