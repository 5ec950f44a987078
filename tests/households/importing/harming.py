"""One cell of a workbook spoiled, and what the register says before and after."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

import openpyxl
from django.apps import apps
from django.db import connection
from hypothesis import strategies as st
from pghistory.models import Event

from households.importing import columns
from households.models import Household, HouseholdYear, IdentityClaim, Member, MemberYear
from povertyreg.exchange.cells import Held, reader
from povertyreg.exchange.models import Import
from povertyreg.exchange.reading import open_workbook


class Formula(str):
    """Without the result that Excel would have kept of it."""


class Error(str):
    """An error as Excel shows it in a cell."""


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def as_float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.5


WORDS = [
    "5.22422E+17", "1965.3.12", "65年3月", "1965-02-29", "是", "否", "√", "×", "有", "无",
    "01", "3", "12", "小学", "之女", "户主", "残疾", "因病", "不知道什么", "=1+1", "#N/A",
    "云峰村", "2014", "男", "52242219700101001X", "13900009999", "-5", "1.2万",
]  # fmt: skip
VALUES = [
    None, "", 42000, 1.5, 0, -5, 10**11, 5.22422197001010e17, True, date(1965, 3, 12),
    datetime(2015, 6, 3, 8, 30), Formula("=1+1"), Error("#N/A"),
]  # fmt: skip
CHANGES: dict[str, Any] = {
    "in wide characters": wide,
    "with spaces": lambda text: f" {text[:2]} {text[2:]}　",
    "behind a quote mark": lambda text: f"'{text}",
    "in quote marks": lambda text: f"“{text}”",
    "as a number": as_float,
    "cut": lambda text: text[:-1],
    "in small letters": str.lower,
    "with more": lambda text: f"{text}号",
}

EVERY = [
    *(("put", word) for word in WORDS),
    *(("put", value) for value in VALUES),
    *(("change", how) for how in CHANGES),
    *(("other", row) for row in (1, 2)),
]
"""What is done to a cell: other words, other values, its own text changed, another row's value."""

harms = st.sampled_from(EVERY)


class Cell(NamedTuple):
    """Of a table: its sheet, its row as Excel counts, the place of its column and its key."""

    sheet: str
    row: int
    place: int
    key: str


@dataclass
class Workbook:
    """A workbook that was taken out, and where its tables have their cells."""

    content: bytes
    is_offline: bool = False
    columns: list[tuple[str, int, str]] = field(default_factory=list)
    """(sheet, place, key) of every column that is read."""
    rows: dict[str, list[int]] = field(default_factory=dict)
    ignored: int = 0

    def __post_init__(self) -> None:
        self.book = openpyxl.load_workbook(BytesIO(self.content))

    def learn(self, import_: Import) -> None:
        """From an import of it as it is."""
        for sheet in import_.reading["sheets"]:
            if sheet["is_read"]:
                told = [(sheet["name"], one["place"], one["key"]) for one in sheet["columns"]]
                self.columns += told
        self.ignored = import_.ignored
        assert import_.rows_read == import_.unchanged + import_.ignored
        for entry in import_.entries.exclude(fate="ignored"):
            for sheet, row, _fate in entry.rows:
                self.rows.setdefault(sheet, []).append(row)
        self.rows = {sheet: sorted(rows) for sheet, rows in self.rows.items()}

    def cells(self) -> list[Cell]:
        return [Cell(s, row, place, key) for s, place, key in self.columns for row in self.rows[s]]

    def at(self, cell: Cell) -> Any:
        return self.book[cell.sheet].cell(cell.row, cell.place + 1)

    def stood(self, cell: Cell) -> Any:
        """What a reader found in the cell before."""
        return stands(self.content, cell)

    def harmed(self, cell: Cell, value: Any) -> bytes:
        """With another value in the cell."""
        there = self.at(cell)
        was, kind, style = there.value, there.data_type, copy(there._style)
        there.value = value
        if isinstance(value, str) and not isinstance(value, Formula):
            there.data_type = "e" if isinstance(value, Error) else "s"
        content = BytesIO()
        self.book.save(content)
        there.value, there.data_type, there._style = was, kind, style
        return content.getvalue()

    def value(self, cell: Cell, harm: tuple[str, Any]) -> Any:
        """What the harm puts into the cell."""
        how, what = harm
        if how == "put":
            return what
        if how == "other":
            rows = self.rows[cell.sheet]
            other = rows[(rows.index(cell.row) + what) % len(rows)]
            return self.at(cell._replace(row=other)).value
        was = self.at(cell).value
        return CHANGES[what]("" if was is None else str(was))


def stands(content: bytes, cell: Cell) -> Any:
    """What a reader of the file finds in the cell."""
    sheet = next(one for one in open_workbook(content, "a.xlsx").sheets if one.name == cell.sheet)
    values: tuple[Any, ...] = dict(sheet.rows()).get(cell.row, ())
    return values[cell.place] if cell.place < len(values) else None


def reads(key: str, value: Any) -> Any:
    """What the column makes of it; None for what it holds back."""
    try:
        return reader(columns.of(key))(value).value
    except Held:
        return None


# --- the register ---------------------------------------------------------------------------------

TABLES = (Household, HouseholdYear, Member, MemberYear, IdentityClaim)
_OF_A_WRITING = {"version", "changed_by_id", "changed_at"}
_MAY_GROW = {"Import", "ImportEntry", "Entry", "Finding", "Context"}

Rows = dict[tuple[str, Any], dict[str, Any]]


def register() -> Rows:
    """Every row of the register's tables, without what says who wrote it and when."""
    found: Rows = {}
    for model in TABLES:
        names = [f.attname for f in model._meta.concrete_fields if f.attname not in _OF_A_WRITING]
        for row in model._default_manager.values("pk", *names):
            found[model.__name__, row.pop("pk")] = row
    return found


def differences(before: Rows, after: Rows) -> Iterator[tuple[str, Any, str]]:
    """(table, key, column) of every value that differs; "+" and "-" for rows that came and went."""
    for key in before.keys() | after.keys():
        if key not in after or key not in before:
            yield (*key, "+" if key in after else "-")
            continue
        for name, value in before[key].items():
            if after[key][name] != value:
                yield (*key, name)


@cache
def _counting() -> str:
    models = [
        model for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy and model not in TABLES
        and model.__name__ not in _MAY_GROW and not issubclass(model, Event)
    ]  # fmt: skip
    ones = [
        f"SELECT '{one._meta.db_table}', count(*) FROM \"{one._meta.db_table}\"" for one in models
    ]
    return " UNION ALL ".join(ones)


def elsewhere() -> dict[str, int]:
    """How many rows every other table has."""
    with connection.cursor() as cursor:
        cursor.execute(_counting())
        return dict(cursor.fetchall())
