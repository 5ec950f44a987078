"""Workbooks as the national system gives them out (2016–2017): invented people, a row each."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from bench.plain_workbook import write_text_sheet
from households.choices import Category
from households.codes import code_lists
from povertyreg.demo import life
from povertyreg.demo.divisions import XINGXIU
from povertyreg.demo.files import File
from povertyreg.demo.making import FileMaker
from povertyreg.demo.people import Person

SEED: Final = 520521225
YEAR: Final = 2015
"""The year that the people are invented for: their ages, schooling and work agree with it."""
COUNTY_NAME: Final = "大方县"
TITLES: Final = ("贫困人口信息", f"{COUNTY_NAME} {YEAR}年度")
_HEADINGS = (
    "行政县 乡镇 行政村 自然村 户编号 人编号 姓名 证件号码 人数 与户主关系 民族 文化程度 "
    "在校生状况 健康状况 劳动技能 务工状况 务工时间 参加大病医疗 脱贫属性 脱贫年度 贫困户属性 "
    "主要致贫原因 危房户 饮水安全 饮水困难 人均纯收入 联系电话"
)
HEADINGS: Final = tuple(_HEADINGS.split())
VILLAGE_HEADING: Final = "行政村"
GROUPS: Final = 5
"""Villagers' groups of every village."""

_SIZES: Final = "22333344444455567"
_CATEGORIES: Final = (Category.GENERAL_POOR,) * 4 + (Category.DIBAO_POOR,)
_DANGEROUS: Final = ("3", "4")
_NOT_EXITED: Final = "0"
_FIXTURES: Final = Path(__file__).resolve().parent.parent / "fixtures"

Row = list[str]


@dataclass(frozen=True)
class Place:
    """A village of the township by its code and names."""

    code: str
    township: str
    name: str


def write(target: Path, rows: int, seed: int = SEED) -> None:
    """So many people as one sheet: two titles, the headings on row 3, every cell text."""
    write_text_sheet(
        target, "贫困人口信息", [[title] for title in TITLES], HEADINGS, people(rows, seed)
    )


def people(rows: int, seed: int = SEED) -> Iterator[Row]:
    """The rows, household by household; the same for the same seed, a prefix of any longer list.

    The households go round the villages, so that each of them has as many as the others.
    """
    maker, villages, written = FileMaker(seed), places(), 0
    for nth in range(rows):
        village = villages[nth % len(villages)]
        group = nth // len(villages) % GROUPS + 1
        for row in _household(maker, village, group, nth, rows - written):
            yield row
            written += 1
        if written >= rows:
            return


@cache
def places(township: str = XINGXIU) -> tuple[Place, ...]:
    """The villages of the township."""
    named = {row["code"]: row["name_zh"] for row in _fixture("dafang_townships")}
    return tuple(
        Place(row["code"], named[township], row["name_zh"])
        for row in _fixture("dafang_villages")
        if row["code"].startswith(township)
    )


def _fixture(name: str) -> list[dict[str, str]]:
    with (_FIXTURES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _household(maker: FileMaker, village: Place, group: int, nth: int, room: int) -> Iterator[Row]:
    """At most as many people as there is room for: the last household fills the list exactly."""
    size = min(int(maker.rng.choice(_SIZES)), room)
    category = maker.rng.choice(_CATEGORIES)
    file = maker.make(village.code, nth + 1, category, size)
    number = f"36{nth:08d}"
    before = [COUNTY_NAME, village.township, village.name, f"{group}组", number]
    after = _facts(file, nth)
    for place, person in enumerate(file.family, start=1):
        yield [*before, f"{before[-1]}{place:02d}", *_person(maker, person, size), *after]


def _facts(file: File, nth: int) -> Row:
    """The cells of the household that stand after those of the person."""
    return [
        _named("state", _NOT_EXITED),
        "",
        _named("category", file.category),
        _named("cause", file.causes[0]),
        _said(file.home.house_grade in _DANGEROUS),
        _said(nth % 7 != 0),
        _said(nth % 7 == 0),
        f"{file.amounts[YEAR]}.{nth % 100:02d}",
        file.phone,
    ]


def _person(maker: FileMaker, person: Person, size: int) -> Row:
    record = life.record(person, YEAR)
    works = life.works(person, YEAR) and person.work_region
    return [
        person.name.zh,
        person.id_number,
        str(size),
        _named("relation", person.relation),
        _named("ethnic_group", person.ethnic_group),
        _named("education", record["education"]),
        _named("school", record["school"]),
        _named("health", record["health"]),
        _named("labour", record["labour"]),
        _named("work_region", person.work_region) if works else "",
        str(maker.rng.randint(3, 11)) if works else "0",
        _said(record["has_serious_illness_insurance"]),
    ]


def _named(codes: str, code: str) -> str:
    return code_lists()[codes].codes[code].name_zh if code else ""


def _said(fact: bool) -> str:
    return "是" if fact else "否"
