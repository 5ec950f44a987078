"""What households got from the projects of 2015; some have signed for it, some not yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Final

from assistance.models import Benefit, Project
from households.choices import Category
from households.models import Household, MemberYear
from households.querysets import HouseholdQuerySet
from povertyreg.demo.circumstances import DANGEROUS, REPAIRED
from povertyreg.demo.divisions import COUNTY, XINGXIU
from povertyreg.demo.projects import YEAR

_VOCATIONAL: Final = ("10", "11", "12")
_SENIOR_AND_COLLEGE: Final = ("07", "08", "09", "16")
_OUTSIDE_THE_PROVINCE: Final = "04"
_FLOCKS, _FULL_FLOCK, _SMALL_FLOCKS = 778, 30, 20
_MEMBER_WITH: Final[dict[str, dict[str, object]]] = {
    "yulu-grant": {"school__in": _VOCATIONAL},
    "autumn-grant": {"school__in": _SENIOR_AND_COLLEGE},
    "shenzhen": {"work_region": _OUTSIDE_THE_PROVINCE},
}


@dataclass
class Gift:
    """One thing that a project gives to a household."""

    what_zh: str
    what_en: str
    yuan: int
    unit_zh: str
    unit_en: str
    received_on: date
    """The day on which those who have signed did so."""
    signed: int
    """How many of the households have signed."""
    quantity: int = 1


_GIFTS: Final = {
    "geese": Gift("鹅苗", "Goslings", 55, "只", "birds", date(2015, 11, 12), 120, _FULL_FLOCK),
    "yulu-grant": Gift(
        "雨露计划补助", "Yulu plan grant", 4000, "人", "people", date(2015, 10, 20), 2
    ),
    "autumn-grant": Gift(
        "金秋助学金", "Golden Autumn grant", 1500, "人", "people", date(2015, 9, 6), 5
    ),
    "shenzhen": Gift(
        "送工到深圳", "Sent to work in Shenzhen", 0, "人", "people", date(2015, 6, 18), 4
    ),
    "houses": Gift(
        "危房改造补助", "House renovation", 15175, "户", "house", date(2015, 10, 30), 48
    ),
    "fertiliser": Gift("化肥", "Fertiliser", 300, "包", "bags", date(2015, 4, 9), 213, 2),
}


def write_benefits(rng: Random, projects: dict[str, Project]) -> None:
    """Each household at most once from each project."""
    for slug, gift in _GIFTS.items():
        households = _chosen(rng, slug, projects[slug])
        Benefit.objects.bulk_create(_benefits(projects[slug], gift, households))


def _chosen(rng: Random, slug: str, project: Project) -> list[Household]:
    codes = project.villages.values("code")
    reached = Household.objects.filter(village__in=codes).having_year(YEAR, category__gt="")
    reached = reached.select_related("householder").order_by("number")
    if slug == "geese":
        return _keepers(rng, reached)
    if slug == "houses":
        repaired = reached.having_year(YEAR - 1, house_grade__in=DANGEROUS)
        return list(repaired.having_year(YEAR, house_grade=REPAIRED))
    if slug == "fertiliser":
        count = int(project.planned_households or 0)
        return rng.sample(list(reached.having_year(YEAR, category__in=Category.PAIRED)), count)
    return rng.sample(list(_with_member(reached, slug)), int(project.objective))


def _keepers(rng: Random, reached: HouseholdQuerySet[Household]) -> list[Household]:
    """All who are able to work, and some of those on dibao."""
    able = list(reached.having_year(YEAR, category__in=Category.PAIRED))
    others = list(reached.having_year(YEAR, category=Category.DIBAO, size__gte=2))
    return able + rng.sample(others, _FLOCKS - len(able))


def _with_member(reached: HouseholdQuerySet[Household], slug: str) -> HouseholdQuerySet[Household]:
    """Households with a pupil of the right school, or with somebody who works far away."""
    people = MemberYear.objects.filter(
        county_code=COUNTY,
        household_year__year=YEAR,
        household_year__village__code__startswith=XINGXIU,
        household_year__category__in=Category.PAIRED,
        **_MEMBER_WITH[slug],
    )
    return reached.filter(pk__in=people.values("household_year__household"))


def _benefits(project: Project, gift: Gift, households: list[Household]) -> Iterator[Benefit]:
    for n, household in enumerate(households):
        has_signed = n < gift.signed
        yield Benefit(
            county_code=COUNTY,
            village_id=household.village_id,
            project=project,
            household=household,
            what_zh=gift.what_zh,
            what_en=gift.what_en,
            quantity=Decimal(gift.quantity - _is_small_flock(gift, n)),
            unit_zh=gift.unit_zh,
            unit_en=gift.unit_en,
            yuan=Decimal(gift.yuan),
            year=YEAR,
            received_on=gift.received_on if has_signed else None,
            signed_by=household.householder.name if has_signed and household.householder else "",
        )


def _is_small_flock(gift: Gift, order: int) -> bool:
    """Twenty flocks have a bird less, so that 778 households keep 23,320."""
    return gift.quantity == _FULL_FLOCK and order >= _FLOCKS - _SMALL_FLOCKS
