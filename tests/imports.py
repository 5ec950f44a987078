"""Imports and their households as rows, without any workbook behind them."""

import io
import json
import re
from typing import Any

import factory
import openpyxl
from django.utils import timezone
from factory.django import DjangoModelFactory

from povertyreg.exchange.models import Fate, Import, ImportEntry

READING: dict[str, Any] = {
    "layout": "ours",
    "repairs": {},
    "sheets": [
        {
            "name": "户表",
            "is_read": True,
            "why": "",
            "heading_row": [3, 3],
            "first_row": 4,
            "rows": 3,
            "columns": [
                {"place": 0, "heading": "户主", "key": "member.name", "label": ""},
                {"place": 1, "heading": "证件号码", "key": "member.id_number", "label": ""},
                {"place": 2, "heading": "与户主关系", "key": "row.relation", "label": ""},
                {"place": 3, "heading": "工资性收入", "key": "year.wage", "label": ""},
                {"place": 4, "heading": "联系电话", "key": "household.phone", "label": ""},
            ],
        }
    ],
}


def problem(row: int = 18, place: int | None = 1, **said: Any) -> dict[str, Any]:
    """As `dataclasses.asdict(Problem)` has it."""
    columns = READING["sheets"][0]["columns"]
    return {
        "sheet": "户表",
        "row": row,
        "column": "" if place is None else columns[place]["heading"],
        "place": place,
        "code": "check_digit",
        "zh": "第 18 位校验码不符。请对照身份证改正。",
        "en": "Digit 18 does not fit. Check the ID card.",
        "value": "522422********0317",
        **said,
    }


class ImportFactory(DjangoModelFactory):
    class Meta:
        model = Import

    county_code = factory.LazyAttribute(lambda one: one.area_code[:6])
    area_code = "520521225"
    year = 2015
    file_name = "河山村户表.xlsx"
    sha256 = factory.Sequence(lambda n: f"{n:04x}" * 16)
    size = 9000
    state = Import.State.READY
    layout = "ours"
    reading = factory.LazyFunction(lambda: json.loads(json.dumps(READING)))
    households = factory.LazyAttribute(
        lambda one: {fate.value: getattr(one, fate.value) for fate in Fate}
    )
    created = 0
    updated = 0
    unchanged = 0
    held = 0
    ignored = 0
    rows_read = factory.LazyAttribute(lambda one: sum(getattr(one, f.value) for f in Fate))

    class Params:
        is_written = factory.Trait(
            state=Import.State.WRITTEN,
            written_at=factory.LazyFunction(timezone.now),
            confirmed_by=factory.SelfAttribute("requested_by"),
        )


class ImportEntryFactory(DjangoModelFactory):
    """`cells`, `problems` and `notes` are given as lists."""

    class Meta:
        model = ImportEntry

    county_code = factory.SelfAttribute("of_import.county_code")
    of_import = factory.SubFactory(ImportFactory)
    position = factory.LazyAttribute(lambda one: one.of_import.entries.count() + 1)
    key = factory.LazyAttribute(lambda one: f"{one.position:04d}")
    name = "彭学忠"
    village_code = "520521225201"
    group = "1"
    fate = Fate.UPDATED
    rows = factory.LazyAttribute(lambda one: [["户表", one.position + 3, str(one.fate)]])

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        for name in ("cells", "problems", "notes"):
            if isinstance(kwargs.get(name), list):
                kwargs[name] = json.dumps(kwargs[name], ensure_ascii=False)
        return super()._create(model_class, *args, **kwargs)


def workbook(rows: list[list[Any]], sheet: str = "户表") -> bytes:
    """An Excel file with these rows."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(file)
    return file.getvalue()


def words(answer: Any) -> str:
    """What stands on a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def page_of(client: Any, import_: Import, **asked: str) -> Any:
    return client.get(f"/households/import/{import_.pk}/", asked)
