"""Codes of a list, by code or by name; and yes or no."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from difflib import get_close_matches
from typing import Any, Final

from povertyreg.exchange.cells.reads import (
    EMPTY,
    PLACEHOLDERS,
    Held,
    Read,
    Reader,
    exact_text,
    is_number,
    plain,
    refuse_error,
)
from povertyreg.exchange.columns import Column

_CODE_AND_NAME = re.compile(r"[(\[]?([0-9a-z]{1,6})[)\]]?[-.,、:_|/]*(\D.*)")
_REMEMBERED: Final = 5_000
_MOST_SUGGESTIONS: Final = 500
"""To look for similar names takes time; a column of so many wrong words needs another list."""
_VERBS: Final = (
    "参加", "解决", "享受", "纳入", "加入", "办理", "脱贫", "搬迁", "落实", "消除", "通", "参保",
    "完成", "入住", "安装", "签约",
)  # fmt: skip
_USUAL_YES, _USUAL_NO = ("是", "1", "true", "yes"), ("否", "0", "false", "no")
_YES: Final = frozenset(
    [*_USUAL_YES, "√", "✓", "✔", "☑", "有", "y", "t", "对", "是的", "已", "v"]
    + [word for verb in _VERBS for word in (verb, f"已{verb}", f"已经{verb}")]
)
_NO: Final = frozenset(
    [
        *_USUAL_NO,
        "×",
        "✗",
        "✘",
        "✕",
        "x",
        "☐",
        "无",
        "没有",
        "n",
        "f",
        "不是",
        "非",
        "未",
        "没",
        "╳",
    ]
    + [word for verb in _VERBS for word in (f"未{verb}", f"没{verb}", f"没有{verb}", f"不{verb}")]
)


def flag_reader(column: Column) -> Reader:
    return _remembering(_flag)


def _flag(cell: Any) -> Read:
    if isinstance(cell, bool):
        return Read(cell)
    word = _word(cell)
    if not word:
        return EMPTY
    word = re.sub(r"^[0-9][-.、:]?(?=[是否]$)", "", word)
    if word in _YES:
        return Read(True, "" if word in _USUAL_YES else "yes_no")
    if word in _NO:
        return Read(False, "" if word in _USUAL_NO else "yes_no")
    if word in PLACEHOLDERS:
        return Read(None, "placeholder")
    raise Held("not_yes_no")


def code_reader(column: Column) -> Reader:
    """Looked up as a whole first, then as a code with its zeros lost, then as “01 name”."""
    names = column.codes() if column.codes else {}
    table = {plain(code): code for code in names.values() if code} | dict(names)
    shortened = _shortened(table)
    suggested = _suggesting(tuple(column.options()) if column.options else tuple(table))

    def read(cell: Any) -> Read:
        if isinstance(cell, bool | date | time):
            raise Held("unknown_code", near=[])
        word = _word(cell)
        if not word:
            return EMPTY
        code = table.get(word)
        if code is not None:
            return Read(code)
        if word in shortened:
            return Read(shortened[word], "code_zeros")
        code = _by_both(word, table, shortened)
        if code is not None:
            return Read(code, "code_and_name")
        if word in PLACEHOLDERS:
            return Read(None, "placeholder")
        raise Held("unknown_code", near=suggested(word))

    return _remembering(read)


def _shortened(table: Mapping[str, str]) -> dict[str, str]:
    """Each code without its leading zeros, where that means one code only."""
    codes = {code for code in table.values() if code}
    bare = Counter(code.lstrip("0") or "0" for code in codes)
    shorter = {code.lstrip("0") or "0": code for code in codes}
    found = {short: code for short, code in shorter.items() if bare[short] == 1}
    return {plain(short): code for short, code in found.items() if plain(short) not in table}


def _by_both(word: str, table: Mapping[str, str], shortened: Mapping[str, str]) -> str | None:
    """Code and name together, if they agree."""
    found = _CODE_AND_NAME.fullmatch(word)
    if not found:
        return None
    by_name = table.get(found[2].strip("()[]")) or table.get(found[2])
    by_code = table.get(found[1]) or shortened.get(found[1])
    if by_name and by_code and by_name != by_code:
        raise Held("code_name_differ", name=found[2][:40])
    return by_name if by_code else None


def _suggesting(names: Iterable[str]) -> Callable[[str], list[str]]:
    known: dict[str, list[str]] = {}

    def suggested(word: str) -> list[str]:
        if word not in known and len(known) < _MOST_SUGGESTIONS:
            known[word] = _near(word, names)
        return known.get(word, [])

    return suggested


def _near(word: str, names: Iterable[str]) -> list[str]:
    shown = {plain(name): name for name in names if not name.isdecimal()}
    close = get_close_matches(word[:40], shown, n=3, cutoff=0.4)
    holding = [name for name in shown if len(word) > 1 and (word in name or name in word)]
    return [shown[name] for name in dict.fromkeys([*holding, *close])][:3]


def _word(cell: Any) -> str:
    if cell is None:
        return ""
    if is_number(cell):
        return exact_text(cell)
    text = str(cell)
    refuse_error(text)
    return plain(text)


def _remembering(read: Callable[[Any], Read]) -> Reader:
    """The same few words stand in a column again and again."""
    known: dict[Any, Read] = {}

    def remembered(cell: Any) -> Read:
        if type(cell) is str:
            found = known.get(cell)
            if found is None:
                found = read(cell)
                if len(known) < _REMEMBERED:
                    known[cell] = found
            return found
        return read(cell)

    return remembered
