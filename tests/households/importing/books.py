"""Workbooks as people bring them, made in memory: the template's three sheets, national lists."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
from django.apps import apps
from pghistory.models import Event

from households.importing import columns, entries, services
from households.models import Household, IdentityClaim
from povertyreg.exchange.columns import Problem
from povertyreg.exchange.models import Import
from tests.factories import id_number
from villages.models import User

TOWNSHIP, YUNFENG, BAINA = "520521225", "520521225201", "520521223201"
YEAR = 2015

HOUSEHOLDS, MEMBERS, INCOME = "户 Households", "成员 Members", "收入 Income"
TITLES = (["贫困人口信息"], ["大方县 2015年度"])
_NATIONAL = (
    "行政县 乡镇 行政村 自然村 户编号 人编号 姓名 "
    "证件号码 人数 与户主关系 民族 文化程度 在校生状况 健康状况 "
    "劳动技能 务工状况 务工时间 参加大病医疗 脱贫属性 脱贫年度 贫困户属性 "
    "主要致贫原因 危房户 饮水安全 饮水困难 人均纯收入 联系电话 "
)
NATIONAL = _NATIONAL.split()
"""The headings of the national list of people, 2016-2017."""

Row = dict[str, Any]
Table = Sequence[Sequence[Any]]


def packed(sheets: dict[str, Iterable[Sequence[Any]]]) -> bytes:
    """A workbook of these sheets, cell by cell."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def heading(key: str) -> str:
    return columns.of(key).bilingual


def table(rows: Sequence[Row]) -> list[list[Any]]:
    """Rows by the keys of their columns, as a table under the headings of our own workbooks."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    return [[heading(key) for key in keys], *([row.get(key) for key in keys] for row in rows)]


def template(
    households: Sequence[Row], members: Sequence[Row], income: Sequence[Row] = ()
) -> bytes:
    """The three sheets of the template."""
    sheets = {HOUSEHOLDS: table(households), MEMBERS: table(members)}
    return packed({**sheets, **({INCOME: table(income)} if income else {})})


def own(number: str = "A1", **facts: Any) -> Row:
    """A row of the sheet of households; other columns by their keys, "household__phone"."""
    return {
        "key.number": number,
        "place.village": "云峰村",
        "year.proposed_category": "一般贫困户",
        "year.main_cause": "因病",
        **_keyed(facts),
    }


def member(number: str = "A1", name: str = "杨昌明", relation: str = "户主", **facts: Any) -> Row:
    """A row of the sheet of members; without `member__id_number` it gets one of its own."""
    return {
        "key.number": number,
        "member.name": name,
        "member.id_number": id_number(),
        "row.relation": relation,
        "member.ethnic_group": "06",
        "row.education": "小学",
        "row.school": "非在校生",
        "row.health": "健康",
        "row.labour": "普通劳动力",
        **_keyed(facts),
    }


def _keyed(facts: dict[str, Any]) -> Row:
    return {name.replace("__", ".", 1): value for name, value in facts.items()}


def person(number: str, name: str, relation: str = "户主", **cells: Any) -> Row:
    """A row of the national list."""
    return {
        "行政县": "大方县", "乡镇": "星宿乡", "行政村": "云峰村", "自然村": "1组", "户编号": number,
        "人编号": f"{number}01", "姓名": name, "证件号码": id_number(), "人数": "2",
        "与户主关系": relation, "民族": "苗族", "文化程度": "小学", "在校生状况": "非在校生",
        "健康状况": "健康", "劳动技能": "普通劳动力", "务工状况": "", "务工时间": "",
        "参加大病医疗": "是", "脱贫属性": "未脱贫", "贫困户属性": "一般贫困户",
        "主要致贫原因": "因病", "危房户": "否", "饮水安全": "是", "饮水困难": "否",
        "人均纯收入": "2500.50", "联系电话": "13800001234", **cells,
    }  # fmt: skip


def person_list(rows: Sequence[Row], headings: Sequence[str] = NATIONAL) -> bytes:
    """Two titles, the headings on row 3, a row each."""
    body = [[row.get(name) for name in headings] for row in rows]
    return packed({"贫困人口信息": [*TITLES, headings, *body]})


def people_of(households: int, start: int = 0) -> list[Row]:
    """So many households of two people each, nobody born on the day of another one."""
    rows = []
    for nth in range(start, start + households):
        number, day = f"3600{nth:06d}", timedelta(days=nth)
        head = id_number(date(1970, 1, 1) + day)
        rows.append(person(number, f"王大{nth}", 证件号码=head, 人编号=f"{number}01"))
        wife = id_number(date(1972, 2, 2) + day, "2")
        rows.append(person(number, f"李小{nth}", "配偶", 证件号码=wife, 人编号=f"{number}02"))
    return rows


def brought(
    content: bytes,
    by: User,
    *,
    area: str = TOWNSHIP,
    year: int = YEAR,
    name: str = "名单.xlsx",
) -> Import:
    """Received and read."""
    import_ = services.receive(content, name, kind="households", area=area, year=year, by=by)
    services.start(import_)
    import_.refresh_from_db()
    return import_


def written(content: bytes, by: User, choice: str = "good", **where: Any) -> Import:
    """Received, read and confirmed by the same person."""
    import_ = brought(content, by, **where)
    services.confirm(import_, choice, by=by)
    import_.refresh_from_db()
    return import_


def edited(content: bytes, sheet: str, cell: str, value: Any) -> bytes:
    """The workbook with another value in one cell, "C2"."""
    book = openpyxl.load_workbook(BytesIO(content))
    book[sheet][cell] = value
    changed = BytesIO()
    book.save(changed)
    return changed.getvalue()


def counts(import_: Import) -> dict[str, int]:
    """Its rows by fate, those that there are."""
    return {fate: count for fate, count in import_.counts.items() if count}


def events() -> dict[str, int]:
    """Rows of history by table: whatever is written leaves one."""
    tracked = [model for model in apps.get_models() if issubclass(model, Event)]
    return {model.__name__: model._default_manager.count() for model in tracked}


def problems(import_: Import) -> list[Problem]:
    """Why rows are held."""
    return [
        one
        for entry in import_.entries.filter(fate="held").order_by("position")
        for one in entries.problems_of(entry)
    ]


def notes_of(import_: Import) -> list[Problem]:
    """What is told beside the rows."""
    kept = [entry.notes for entry in import_.entries.order_by("position") if entry.notes]
    return [Problem(**one) for notes in kept for one in json.loads(notes)["told"]]


def claimed(household: Household) -> None:
    """Its people are registered there, as a saving would have claimed them."""
    IdentityClaim.objects.bulk_create(
        IdentityClaim(
            digest=one.id_digest,
            county_code=one.county_code or one.village_id[:6],
            household=household,
            member=one,
        )
        for one in household.members.all()
    )
