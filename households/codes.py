"""Code lists (fixtures/codes.csv): codes are stored, names are shown in the reader's language."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_SOURCE: Final = Path(__file__).resolve().parent.parent / "fixtures" / "codes.csv"


@dataclass(frozen=True)
class Code:
    """One entry of a code list, with the years in which it may be used."""

    code: str
    name_zh: str
    name_en: str
    year_from: int | None
    year_to: int | None
    source: str

    @property
    def name(self) -> str:
        return self.name_zh if (get_language() or "").startswith("zh") else self.name_en

    def is_valid_in(self, year: int) -> bool:
        return (self.year_from or year) <= year <= (self.year_to or year)


def _label(code: Code) -> str:
    return code.name


def _option(code: Code) -> str:
    return f"{code.code} {code.name}"


_lazy_label, _lazy_option = lazy(_label, str), lazy(_option, str)


@dataclass(frozen=True)
class CodeList:
    """A list of codes in the order of the form."""

    slug: str
    codes: dict[str, Code]

    def label(self, code: str) -> str:
        """The name of a code; a code that the list does not know is shown as it is."""
        return self.codes[code].name if code in self.codes else code

    def by_name(self, name: str) -> str | None:
        """The code with this Chinese or English name, or None."""
        wanted = name.strip().casefold()
        for code in self.codes.values():
            if wanted in {code.name_zh, code.name_en.casefold()}:
                return code.code
        return None

    def choices(self) -> list[tuple[str, Any]]:
        return [(code.code, _lazy_label(code)) for code in self.codes.values()]

    def options(self, year: int) -> list[tuple[str, Any]]:
        """For a select: "03 …", so that typing the code picks the option; this year's only."""
        return [(c.code, _lazy_option(c)) for c in self.codes.values() if c.is_valid_in(year)]


@cache
def code_lists() -> dict[str, CodeList]:
    """All lists by slug, read once."""
    lists: dict[str, CodeList] = {}
    for row in _rows():
        code_list = lists.setdefault(row["list"], CodeList(row["list"], {}))
        code_list.codes[row["code"]] = Code(
            code=row["code"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            year_from=int(row["year_from"]) if row["year_from"] else None,
            year_to=int(row["year_to"]) if row["year_to"] else None,
            source=row["source"],
        )
    return lists


def _rows() -> Iterator[dict[str, str]]:
    with _SOURCE.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class CodeField(models.CharField[str, str]):
    """A code of one list; `get_<name>_display()` gives its name."""

    def __init__(self, *args: Any, codes: str, **kwargs: Any) -> None:
        self.codes = codes
        kwargs.setdefault("max_length", 2)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "codes": self.codes}

    @property
    def code_list(self) -> CodeList:
        return code_lists()[self.codes]

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        display = f"get_{name}_display"
        if display not in cls.__dict__:
            setattr(cls, display, lambda row: self.code_list.label(getattr(row, name)))

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if value and value not in self.code_list.codes:
            raise self._unknown(value)

    @staticmethod
    def _unknown(value: str) -> ValidationError:
        return ValidationError(
            _("“%(value)s” is not a code of this list. Choose one that the list offers."),
            code="unknown_code",
            params={"value": value},
        )
