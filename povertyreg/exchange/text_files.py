"""Lists as plain text: in which of the usual encodings they are written."""

import codecs
import re

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
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
