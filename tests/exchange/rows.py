"""Rows as they come from a workbook, and a plain way to read their cells."""

import json
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from povertyreg.exchange.columns import Column, Kind
from povertyreg.exchange.models import Import
from povertyreg.exchange.rowkinds import Reading, Table
from povertyreg.exchange.rowsaid import Heading
from povertyreg.exchange.rowwise import rehearse
from povertyreg.exchange.rowwriting import fates, write

FIRST_ROW = 4


class Held(Exception):
    def __init__(self, code: str, params: dict[str, Any]) -> None:
        self.code, self.params = code, params


class Read(NamedTuple):
    value: Any
    repair: str = ""


def _read(column: Column, value: Any) -> Read:
    text = "" if value is None else str(value).strip()
    if not text:
        return Read(None)
    try:
        return Read(_typed(column, text), "blanks" if str(value) != text else "")
    except (KeyError, ValueError, InvalidOperation):
        raise Held("unreadable", {"value": text}) from None


def _typed(column: Column, text: str) -> Any:
    if column.kind is Kind.CODE:
        return column.codes()[text] if column.codes else text
    if column.kind is Kind.FLAG:
        return {"是": True, "否": False}[text]
    if column.kind is Kind.DAY:
        return date.fromisoformat(text)
    if column.kind in {Kind.WHOLE, Kind.YEAR}:
        return int(text)
    return Decimal(text) if column.kind is Kind.AMOUNT else text


READING = Reading(
    reader=lambda column: lambda value: _read(column, value),
    held=Held,
    sentence=lambda code, params: f"{code}: {params.get('value', '')}",
)


def table(kind: Any, *rows: dict[str, Any]) -> Table:
    """Rows by the Chinese headings of the kind, from the fourth of the sheet on."""
    keys = {name: column.key for column in kind.columns for name in column.labels}
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    placed = {keys[name]: Heading(place, name) for place, name in enumerate(headings)}
    read = [{keys[name]: value for name, value in row.items()} for row in rows]
    return Table("名单", placed, list(enumerate(read, start=FIRST_ROW)))


class Trip:
    """A workbook on its way: rehearsed, written, taken back."""

    def __init__(self, kind: Any, by: Any, *rows: dict[str, Any], area="520521225", year=2015):
        self.kind, self.by, self.area, self.year = kind, by, area, year
        self.rows = rows
        self.of_import = Import.objects.create(
            county_code=area[:6], area_code=area, year=year, kind=kind.slug, requested_by=by,
            file_name="名单.xlsx", sha256="0" * 64,
        )  # fmt: skip
        self.entries = list(rehearse(self.of_import, self.opened(), self.table(), READING))
        for entry in self.entries:
            entry.save()

    def opened(self):
        return self.kind(by=self.by, area=self.area, year=self.year, source="名单.xlsx")

    def table(self):
        return table(self.kind, *self.rows)

    def written(self, **options):
        counts = write(self.of_import, self.opened(), self.table(), READING, **options)
        self.reload()
        return counts

    def undone(self):
        from povertyreg.exchange.rowwriting import undo

        counts = undo(self.of_import, self.opened())
        self.reload()
        return counts

    def reload(self):
        self.entries = list(self.of_import.entries.order_by("position"))

    @property
    def fates(self):
        return [str(entry.fate) for entry in self.entries]

    @property
    def counts(self):
        return dict(fates(self.entries))

    def cells(self, position=0):
        found = json.loads(self.entries[position].cells)
        return {key.split(".")[1]: (before, after) for _whose, key, before, after in found}

    def problems(self, position=0):
        return json.loads(self.entries[position].problems)

    def notes(self, position=0):
        return json.loads(self.entries[position].notes)

    def said(self, position=0):
        """Row, column and sentence of each problem."""
        return [(said["row"], said["column"], said["en"]) for said in self.problems(position)]
