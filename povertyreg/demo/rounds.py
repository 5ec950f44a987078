"""The round of 2015 as the seed document tells it, finished, and the look-back after it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet

from households.choices import Category, Outcome, RoundKind
from households.models import Household, Round, YearLock
from households.querysets import HouseholdQuerySet
from povertyreg.demo import files
from povertyreg.demo.accounts import Officers
from povertyreg.demo.divisions import COUNTY, XINGXIU, groups_by_village
from povertyreg.demo.making import FileMaker
from povertyreg.demo.parties import Listed, Party
from povertyreg.demo.procedure import Walk
from villages.models import User, Village

YEAR: Final = 2015
_LOCKED: Final = (2013, 2014)
_MEETINGS: Final = (date(2015, 5, 26), date(2015, 5, 27))
_ADDED: Final = (Category.DIBAO, Category.FIVE_GUARANTEE)
_ORDERED: Final = "市、县统一部署的核查"
_OMITTED: Final = "与民政低保、五保名册对接，上一轮未纳入"
_GROUNDS: Final = (
    ("vehicle", "车辆登记比对：名下有小型面包车"),
    ("property", "不动产比对：在县城有商品房"),
    ("vehicle", "车辆登记比对：名下有小汽车"),
    ("public_payroll", "财政供养人员比对：子女为在编教师"),
    ("business", "工商登记比对：经营砂石厂"),
    ("above_line", "入户核算：人均纯收入高于标准"),
    ("absent", "全家长期在外，房屋空置"),
)
_AGAIN: Final = {
    "apply": date(2015, 7, 28),
    "survey": date(2015, 7, 30),
    "nominate": date(2015, 8, 3),
    "post_in_village": date(2015, 8, 4),
    "close_in_village": date(2015, 8, 11),
    "accept_in_township": date(2015, 8, 12),
    "post_in_township": date(2015, 8, 13),
    "close_in_township": date(2015, 8, 20),
    "classify": date(2015, 8, 24),
    "announce": date(2015, 8, 26),
}
_DAYS: Final = {
    "apply": date(2015, 5, 18),
    "survey": date(2015, 5, 21),
    "nominate": _MEETINGS[0],
    "post_in_village": date(2015, 5, 28),
    "close_in_village": date(2015, 6, 4),
    "accept_in_township": date(2015, 6, 6),
    "post_in_township": date(2015, 6, 8),
    "close_in_township": date(2015, 6, 15),
    "classify": date(2015, 6, 24),
    "announce": date(2015, 7, 3),
}


def write_identification(maker: FileMaker, officers: Officers) -> None:
    """May to July: the general poor and the poor dibao."""
    round_ = _round(COUNTY, RoundKind.IDENTIFICATION, date(2015, 5, 17), date(2015, 7, 31))
    _write_wrongly_included(maker, officers)
    for n, village in enumerate(_villages()):
        way = _DAYS | {"nominate": _MEETINGS[n % 2]}
        listed = [*_registered(village, Category.PAIRED), *_wrongly_included(village)]
        walk = Walk(maker.rng, round_, village, officers)
        walk.go([Listed([Party(listed, way)])])


def _write_wrongly_included(maker: FileMaker, officers: Officers) -> None:
    """One household in each of some villages: identified, and removed by the look-back."""
    found = []
    for village in _villages()[: len(_GROUNDS)]:
        taken = Household.objects.filter(village=village).count()
        file = maker.make(village.code, taken + 1, Category.GENERAL_POOR, 3)
        file.amounts, file.states = {YEAR: file.amounts[YEAR]}, {}
        file.first_identified_in, file.joined_on = YEAR, _DAYS["apply"]
        file.group = maker.rng.choice(groups_by_village()[village.code]).pk
        file.entered_by = officers.clerk.pk
        found.append(file)
    files.write(found)


def _wrongly_included(village: Village) -> list[Household]:
    """Before the round of the next year is written, nobody else is without a category."""
    return people_of(Household.objects.having_year(YEAR, category="").filter(village=village))


def write_look_back(maker: FileMaker, officers: Officers) -> None:
    """28 July to 28 August: every household again, dibao and five-guarantee households added."""
    round_ = _round(XINGXIU, RoundKind.LOOK_BACK, date(2015, 7, 28), date(2015, 8, 28))
    for n, village in enumerate(_villages()):
        parties = [*_looked_at_again(maker, village), *_added(village), *_removed(village, n)]
        Walk(maker.rng, round_, village, officers).go([Listed(parties)])


def _looked_at_again(maker: FileMaker, village: Village) -> list[Party]:
    known = _registered(village, Category.PAIRED)
    wrong = set(maker.rng.sample(range(len(known)), k=len(known) // 20))
    corrected = [household for at, household in enumerate(known) if at in wrong]
    kept = [household for at, household in enumerate(known) if at not in wrong]
    return [
        Party(kept, _AGAIN, outcome=Outcome.KEPT, suspicion=_ORDERED),
        Party(corrected, _AGAIN, outcome=Outcome.CORRECTED, suspicion=_ORDERED),
    ]


def _added(village: Village) -> list[Party]:
    omitted = _registered(village, _ADDED)
    return [Party(omitted, _AGAIN, outcome=Outcome.ADDED, suspicion=_OMITTED)]


def _removed(village: Village, n: int) -> list[Party]:
    households = _wrongly_included(village)
    if not households:
        return []
    ground, suspicion = _GROUNDS[n]
    return [Party(households, _AGAIN, ground=ground, outcome=Outcome.REMOVED, suspicion=suspicion)]


def _villages() -> QuerySet[Village]:
    return Village.objects.in_area(XINGXIU).order_by("code")


def _registered(village: Village, categories: Sequence[str]) -> list[Household]:
    in_the_year = Household.objects.having_year(YEAR, category__in=categories)
    return people_of(in_the_year.filter(village=village))


def lock_earlier_years(county: User) -> None:
    """The county has closed the years before the round."""
    YearLock.objects.bulk_create(
        YearLock(county_code=COUNTY, area_code=COUNTY, year=year, locked_by=county)
        for year in _LOCKED
    )


def people_of(households: HouseholdQuerySet[Household]) -> list[Household]:
    """With what a notice shows of them."""
    return list(households.select_related("group", "householder").order_by("number"))


def _round(area: str, kind: RoundKind, starts_on: date, ends_on: date) -> Round:
    return Round.objects.create(
        county_code=COUNTY,
        area_code=area,
        kind=kind,
        year=YEAR,
        poverty_line=Decimal(2800),
        starts_on=starts_on,
        ends_on=ends_on,
        closed_on=ends_on,
    )
