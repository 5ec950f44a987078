"""A notice found by what is on paper or in a file, and held against it."""

import json
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from households import notices, posters
from households.models import Notice

FEWEST_DIGITS: Final = 8
"""Of a fingerprint that is typed from paper."""
_ON_PAPER: Final = re.compile(r"(?:[0-9A-F]{4}\s+){5}[0-9A-F]{4}")
_LANGUAGES: Final = ("zh-hans", "en")


def by_id(pk: int) -> Notice | None:
    return Notice.objects.filter(pk=pk).first()


def by_fingerprint(said: str) -> list[Notice]:
    """Notices whose fingerprint begins so, however it was grouped and written."""
    digits = "".join(said.split()).lower()
    if len(digits) < FEWEST_DIGITS or not re.fullmatch(r"[0-9a-f]+", digits):
        return []
    return list(Notice.objects.filter(sha256__startswith=digits))


def fingerprint_on(text: str) -> str:
    """The fingerprint printed on a poster, or an empty text where there is none."""
    found = _ON_PAPER.search(text)
    return "".join(found.group().split()).lower() if found else ""


def named_in(text: str) -> Notice | None:
    """The notice on file that has the place, round, level and number of a sealed text."""
    try:
        said = json.loads(text)
        named = {
            "village": str(said["village"]),
            "round": int(said["round"]),
            "level": str(said["level"]),
            "serial": int(said["serial"]),
        }
    except (ValueError, KeyError, TypeError):
        return None
    return Notice.objects.filter(**named).first()


def differences_from_text(notice: Notice, text: str) -> list[str]:
    """Where the register says otherwise than a sealed text, by the names of the canonical form."""
    filed = json.loads(notices.canonical(notice, notice.entries.all()))
    said = json.loads(text)
    found: list[str] = []
    for name in sorted({*filed, *said}):
        here, there = filed.get(name), said.get(name)
        if isinstance(here, list) and isinstance(there, list):
            found += _other_lines(name, here, there)
        elif here != there:
            found.append(_otherwise(name, there, here))
    return found


def _other_lines(name: str, filed: list[Any], said: list[Any]) -> Iterator[str]:
    for n, (here, there) in enumerate(zip_longest(filed, said), start=1):
        if here != there:
            yield _otherwise(f"{name} {n}", there, here)


def _otherwise(what: str, there: Any, here: Any) -> str:
    words = {"what": what, "there": _as_text(there), "here": _as_text(here)}
    return _("%(what)s: in the text %(there)s, on file %(here)s") % words


def _as_text(value: Any) -> str:
    return "–" if value is None else json.dumps(value, ensure_ascii=False)


def differences_from_print(notice: Notice, text: str) -> list[str]:
    """Lines that the list has and the printed text does not, in the language of the print."""
    printed = "".join(text.split())
    by_language = [_unprinted(notice, printed, language) for language in _LANGUAGES]
    return min(by_language, key=len)


def _unprinted(notice: Notice, printed: str, language: str) -> list[str]:
    with translation.override(language):
        lines = posters.sealed_lines(notice)
    absent = [line for line in lines if "".join(line.split()) not in printed]
    return [_("Not on paper: %(line)s") % {"line": line} for line in absent]
