"""The round of 2015 as the seed document tells it, finished, and the look-back after it."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Final

from households.choices import RoundKind
from households.models import Household, Round, YearLock
from households.querysets import HouseholdQuerySet
from povertyreg.demo.accounts import Officers
from povertyreg.demo.divisions import COUNTY, XINGXIU
from povertyreg.demo.procedure import Listed, Party, Walk
from villages.models import User, Village

YEAR: Final = 2015
_LOCKED: Final = (2013, 2014)
_MEETINGS: Final = (date(2015, 5, 26), date(2015, 5, 27))
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


def write_finished_rounds(rng: Random, officers: Officers) -> None:
    """Every registered household went the whole way in 2015."""
    round_ = _round(COUNTY, RoundKind.IDENTIFICATION, date(2015, 5, 17), date(2015, 7, 31))
    for n, village in enumerate(Village.objects.in_area(XINGXIU)):
        way = _DAYS | {"nominate": _MEETINGS[n % 2]}
        registered = Household.objects.having_year(YEAR, category__gt="").filter(village=village)
        walk = Walk(rng, round_, village, officers)
        walk.go([Listed([Party(people_of(registered), way)])])
    _round(XINGXIU, RoundKind.LOOK_BACK, date(2015, 7, 28), date(2015, 8, 28))


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
