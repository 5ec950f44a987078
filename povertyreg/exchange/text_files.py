"""Lists as plain text: in which of the usual encodings they are written, and how divided."""

import codecs
import re

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",;\t"
_NEVER_IN_A_LIST = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def decoded(content: bytes) -> str | None:
    """The text, or None if it is none in UTF-8, UTF-16 or GB18030."""
    for mark, encoding in _MARKED:
        if content.startswith(mark):
            return _text(content, encoding)
    return _text(content, "utf-8") or _text(content, "gb18030")


def _text(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _NEVER_IN_A_LIST.search(text) else text


def delimiter_of(text: str) -> str:
    """The one that divides most of the first lines into most columns, quoted text left out."""
    lines = text[:20_000].split("\n")[:20]
    bare = ["".join(line.split('"')[::2]) for line in lines]
    return max(_DELIMITERS, key=lambda mark: sum(min(line.count(mark), 300) for line in bare))
