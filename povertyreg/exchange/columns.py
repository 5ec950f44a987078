"""What a column of a workbook is: the name of its fact, its headings, the kind of its cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from povertyreg.wording import filled

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Kind(StrEnum):
    """How the cells of a column are read and written."""

    TEXT = "text"
    CODE = "code"
    FLAG = "flag"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    WHOLE = "whole"
    AMOUNT = "amount"
    ID = "id"
    """The number of a document."""
    PHONE = "phone"
    ACCOUNT = "account"


@dataclass(frozen=True)
class Column:
    """One column. `key` names the fact: "household.phone", "member.name", "place.village" …

    `codes`: of a code column, every name and code that may stand in a cell (as `plain` makes
    them) → the code. `synonyms`: other headings under which the fact is known. `longest`: how many
    characters fit. `places`: decimal places of an amount. `most`: of numbers, before the
    point.
    """

    key: str
    zh: str
    en: str
    kind: Kind = Kind.TEXT
    synonyms: tuple[str, ...] = ()
    codes: Callable[[], Mapping[str, str]] | None = None
    options: Callable[[], tuple[str, ...]] | None = None
    """Of a code column, what the drop-down of a template offers."""
    longest: int = 200
    places: int = 2
    least: int | None = None
    most: int | None = None
    is_signed: bool = False
    """Of a number that may lie below nought."""
    is_required: bool = False
    is_private: bool = False
    """Written masked, unless somebody may have it whole."""
    note: "StrOrPromise" = ""
    """What the template says on the heading."""
    example: str = ""

    @property
    def bilingual(self) -> str:
        """The heading of our own workbooks, the same in every language."""
        return f"{self.zh} {self.en}".strip()

    @property
    def labels(self) -> tuple[str, ...]:
        """Every heading by which the column is recognised."""
        return (self.bilingual, self.zh, self.en, *self.synonyms)


@dataclass(frozen=True)
class Problem:
    """What keeps a row from being taken: where, and in both languages what is wrong and what to do.

    `row` counts from 1 as Excel does; `column` is the heading as it stands in the file, "" for the
    whole row; `place` the number of the column from 0, None for the whole row. `value` as it stands
    in the file, private numbers masked. `params` fill the sentence when it is read. `whose`: the
    person that it is about, where it is about one.
    """

    sheet: str
    row: int
    column: str
    place: int | None
    code: str
    zh: str
    en: str
    value: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    whose: str = ""

    @property
    def said(self) -> str:
        """In the reader's language."""
        is_chinese = (get_language() or "").startswith("zh")
        return filled(self.zh if is_chinese else self.en, self.params)
