"""The template filled in with what the register holds, as somebody very patient would."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl

from households.codes import code_lists
from households.dossier import File
from households.importing import columns
from households.importing.templates import HOUSEHOLDS, INCOME, MEMBERS, template
from povertyreg.exchange.columns import Column, Kind
from povertyreg.exchange.text import clean, put_text
from tests.households.importing.anything import YEAR
from villages.models import User


def filled_template(files: Sequence[File], by: User, area: str) -> bytes:
    """All three sheets, every column that the register has something for."""
    book = openpyxl.load_workbook(BytesIO(template("households", by, area, YEAR)[0]))
    for row, file in enumerate(files, start=3):
        _fill(book[HOUSEHOLDS], row, file, {"household": file.household, "year": file.year})
        _fill(book[INCOME], row, file, {"year": file.year})
    people = [(file, person) for file in files for person in file.people]
    for row, (file, person) in enumerate(people, start=3):
        _fill(book[MEMBERS], row, file, {"member": person.member, "row": person.year})
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Any, row: int, file: File, owners: dict[str, Any]) -> None:
    headings = {column.bilingual: column for column in columns.everything().values()}
    for heading in sheet[1]:
        column = headings[str(heading.value)]
        part, _dot, name = column.key.partition(".")
        if part in ("key", "place"):
            value = _where(file, column.key)
        else:
            value = said(column, getattr(owners[part], name)) if part in owners else None
        cell = sheet.cell(row, heading.column)
        if isinstance(value, str):
            put_text(cell, value if can_be_typed(value) else "")
        else:
            cell.value = value


def _where(file: File, key: str) -> Any:
    household = file.household
    return {
        columns.NUMBER: household.number,
        columns.VILLAGE: household.village.name_zh,
        columns.VILLAGE_CODE: household.village_id,
        columns.GROUP: household.group.number if household.group else None,
    }[key]


def said(column: Column, value: Any) -> Any:
    """A stored value as a person writes it into a cell."""
    part, _dot, name = column.key.partition(".")
    if value is None or value == "":
        return None
    if column.kind is Kind.CODE:
        field: Any = columns.MODELS[part]._meta.get_field(name)
        return code_lists()[field.codes].codes[value].name_zh
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date) and value < date(1900, 3, 1):
        return value.isoformat()
    return value


def can_be_typed(text: str) -> bool:
    """Into a cell of Excel: no control characters, and nothing that looks like their code."""
    return clean(text) == text and "_x" not in text
