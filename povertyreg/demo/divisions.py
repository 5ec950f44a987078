"""Dafang county with its townships and villages, and what the yearly files say of Xingxiu."""

from decimal import Decimal
from typing import Final

from povertyreg.demo.incomes import YEARS
from povertyreg.demo.tables import rows
from villages.models import (
    County,
    ReportedFigure,
    Township,
    TownshipYear,
    Village,
    VillageGroup,
    VillageYear,
)

COUNTY: Final = "520521"
XINGXIU: Final = "520521225"
YUNFENG, ZONGSHU, CHONGSHAN = "520521225201", "520521225202", "520521225205"

_EVIDENCE: Final = "演示数据：材料只给出一、二、三类村和非贫困村的个数，哪个村属于哪一类是虚构的。"
_SOURCE: Final = "农村精准扶贫工作总结(演示)"


def write_divisions() -> None:
    """The real places, by their statistical codes."""
    County.objects.create(code=COUNTY, name_zh="大方县", name_en="Dafang County")
    Township.objects.bulk_create(
        Township(
            code=row["code"],
            county_id=COUNTY,
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            kind=row["kind"],
        )
        for row in rows("dafang_townships")
    )
    Village.objects.bulk_create(
        Village(**row, township_id=row["code"][:9]) for row in rows("dafang_villages")
    )


def write_xingxiu() -> None:
    """Groups, village files and township files of the baseline, and the figures as reported."""
    for row in rows("xingxiu_villages"):
        numbers = range(1, int(row["groups"]) + 1)
        VillageGroup.objects.bulk_create(
            VillageGroup(village_id=row["code"], number=number) for number in numbers
        )
        VillageYear.objects.bulk_create(_village_year(row, year) for year in YEARS)
    TownshipYear.objects.bulk_create(_township_years())
    ReportedFigure.objects.bulk_create(map(_reported, rows("xingxiu_reported")))


def _village_year(row: dict[str, str], year: int) -> VillageYear:
    return VillageYear(
        county_code=COUNTY,
        village_id=row["code"],
        year=year,
        poverty_class=int(row["poverty_class"]),
        class_evidence=_EVIDENCE,
        households=int(row["households"]),
        population=int(row["population"]),
        agricultural_population=int(row["agricultural"]),
    )


def _township_years() -> list[TownshipYear]:
    known = {"county_code": COUNTY, "township_id": XINGXIU, "source": _SOURCE}
    return [
        TownshipYear(
            **known,
            year=2013,
            net_income_per_head=Decimal(5873),
            grain_tonnes=Decimal(6518),
            gdp=Decimal(69_000_000),
            fiscal_revenue=Decimal(9_000_000),
            area_km2=Decimal("127.47"),
        ),
        TownshipYear(
            **known, year=2015, net_income_per_head=Decimal(6550), area_km2=Decimal("127.47")
        ),
    ]


def _reported(row: dict[str, str]) -> ReportedFigure:
    return ReportedFigure(
        county_code=COUNTY,
        township_id=XINGXIU,
        **{name: value or None for name, value in row.items()},
    )


def groups_by_village() -> dict[str, list[VillageGroup]]:
    """Village code → its groups, by number."""
    found: dict[str, list[VillageGroup]] = {}
    for group in VillageGroup.objects.order_by("village", "number"):
        found.setdefault(group.village_id, []).append(group)
    return found
