"""How far pairing reaches: figures of an area, computed from the rows and never typed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum

from assistance.models import Cadre, Pairing, RankQuota
from assistance.querysets import PairingQuerySet, in_force
from households.choices import Category
from households.models import Household, HouseholdYear
from households.querysets import HouseholdQuerySet, open_after
from povertyreg.scoping import COUNTY_DIGITS
from villages.models import User


@dataclass(frozen=True)
class Coverage:
    """Households, people and cadres of pairings in force on a day, and who is to be paired."""

    households: int
    people: int
    cadres: int
    to_be_paired: int
    waiting: int

    @property
    def percent(self) -> Decimal | None:
        """Of the households to be paired, those that are."""
        if not self.to_be_paired:
            return None
        return Decimal(100 * (self.to_be_paired - self.waiting)) / self.to_be_paired

    @property
    def per_cadre(self) -> Decimal | None:
        return Decimal(self.households) / self.cadres if self.cadres else None


def coverage(user: User, year: int, on: date, area: str = "") -> Coverage:
    """The figures of what the user sees; people and categories by the record of the year."""
    pairings = Pairing.objects.visible_to(user).in_area(area).current(on)
    paired = pairings.order_by().aggregate(
        households=Count("household", distinct=True), cadres=Count("cadre", distinct=True)
    )
    records = HouseholdYear.objects.visible_to(user).in_area(area).filter(year=year)
    due = Q(category__in=Category.PAIRED) & open_after(year)
    return Coverage(
        **paired,
        **records.annotate(is_paired=Exists(_pairings_of("household", on))).aggregate(
            people=Sum("size", filter=Q(is_paired=True), default=0),
            to_be_paired=Count("pk", filter=due),
            waiting=Count("pk", filter=due & Q(is_paired=False)),
        ),
    )


def waiting(user: User, year: int, on: date, area: str = "") -> HouseholdQuerySet[Household]:
    """Households of the categories that are paired, without a cadre on a day."""
    return (
        Household.objects.visible_to(user)
        .in_area(area)
        .on_file()
        .having_year(year, category__in=Category.PAIRED)
        .exclude(Exists(_pairings_of("pk", on)))
    )


def cadres_serving(user: User, on: date, area: str = "") -> dict[str, int]:
    """`serving` and of these `idle`: without a household."""
    cadres = Cadre.objects.visible_to(user).in_area(area).serving(on)
    helping = Exists(Pairing.objects.filter(in_force(on), cadre=OuterRef("pk")))
    return cadres.annotate(is_helping=helping).aggregate(
        serving=Count("pk"), idle=Count("pk", filter=Q(is_helping=False))
    )


def quotas(area: str, year: int) -> dict[str, int]:
    """How many households a cadre of each rank should help, in the county of the area.

    The quota of the year, or the last one that was set before.
    """
    rows = RankQuota.objects.filter(county_code=area[:COUNTY_DIGITS], year__lte=year)
    return dict(rows.order_by("year").values_list("rank", "households"))


def quota_of(year: int) -> Subquery:
    """The same for each cadre of a list."""
    rows = RankQuota.objects.filter(
        county_code=OuterRef("county_code"), rank=OuterRef("rank"), year__lte=year
    )
    return Subquery(rows.order_by("-year").values("households")[:1])


def _pairings_of(household: str, on: date) -> PairingQuerySet[Pairing]:
    return Pairing.objects.filter(
        in_force(on), household=OuterRef(household), county_code=OuterRef("county_code")
    )
