"""Helpers, pairings, projects and benefits, always of an area."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Count, DecimalField, Exists, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from povertyreg.scoping import AreaScopedQuerySet, Row

if TYPE_CHECKING:
    from povertyreg.scoping import Officer

NOTHING = Value(0, output_field=DecimalField(max_digits=14, decimal_places=2))

MONEY = ("planned", "arrived", "paid")
_HOUSEHOLD = ("household__householder", "household__group", "household__village")
_ENCRYPTED = (
    "household__householder__id_number",
    "household__phone",
    "household__bank_account",
)


def in_force(on: date, path: str = "") -> Q:
    """Pairings (reached by `path`) in whose days a day lies."""
    ends = Q(**{f"{path}ends_on": None}) | Q(**{f"{path}ends_on__gte": on})
    return ends & Q(**{f"{path}starts_on__lte": on})


def _related(model: type[models.Model], *path: str) -> Any:
    """The model at the end of a chain of relations; this module stands below the models."""
    found: Any = model
    for name in path:
        found = found._meta.get_field(name).related_model
    return found._default_manager


def _sum_of(rows: models.QuerySet[Any], field: str) -> Any:
    """The sum of a field over rows that point at the outer row, as a subquery."""
    total = rows.order_by().values("county_code").annotate(total=Sum(field)).values("total")
    return Coalesce(Subquery(total), NOTHING)


def _count_of(rows: models.QuerySet[Any], field: str) -> Any:
    """How many different values a field has in rows that point at the outer row."""
    counted = rows.order_by().values("county_code").annotate(n=Count(field, distinct=True))
    return Coalesce(Subquery(counted.values("n")), Value(0))


class HelperQuerySet(AreaScopedQuerySet[Row]):
    """Cadres and units belong to the area that they help, a township or a village of it."""

    household_path = None

    def _area(self, code: str) -> Q:
        return Q(area_code__startswith=code) | Q(area_code__in=[code[:6], code[:9]])

    def serving(self, on: date) -> Self:
        """Cadres who have not left their post."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=on))

    def helping_in(self, code: str) -> Self:
        """Those whose area covers the village, or the whole of a larger area."""
        return self.filter(area_code__in=[code[:6], code[:9], code])

    def named(self, text: str) -> Self:
        """Cadres whose name, or whose unit's name, begins with or contains the text."""
        text = text.strip()
        names = Q(name__startswith=text) | Q(pinyin__istartswith=text)
        units = Q(unit__name_zh__contains=text) | Q(unit__name_en__icontains=text)
        return self.filter(names | units) if text else self

    def with_households(self, on: date) -> Self:
        """Each cadre with `households`: how many are paired with him on a day."""
        pairings = _related(self.model, "pairings").filter(
            in_force(on), cadre=OuterRef("pk"), county_code=OuterRef("county_code")
        )
        return self.annotate(households=_count_of(pairings, "household"))

    def with_cadres(self, on: date) -> Self:
        """Each unit with `serving` cadres and the `households` that they help on a day."""
        cadres = _related(self.model, "cadres").filter(
            unit=OuterRef("pk"), county_code=OuterRef("county_code")
        )
        helping = _related(self.model, "cadres", "pairings").filter(
            in_force(on), cadre__unit=OuterRef("pk"), county_code=OuterRef("county_code")
        )
        return self.annotate(
            serving=_count_of(cadres.serving(on), "pk"),
            households=_count_of(helping, "household"),
        )


class PairingQuerySet(AreaScopedQuerySet[Row]):
    def current(self, on: date) -> Self:
        return self.filter(in_force(on))

    def ended(self, on: date) -> Self:
        """Whose last day is behind us."""
        return self.filter(ends_on__lt=on)

    def open(self) -> Self:
        """Without a last day."""
        return self.filter(ends_on=None)

    def with_gifts(self, year: int) -> Self:
        """Each pairing with `received` and `planned`: yuan of the household's benefits."""
        benefits = _related(self.model, "household", "benefits").filter(
            household=OuterRef("household"), county_code=OuterRef("county_code"), year=year
        )
        return self.annotate(
            received=_sum_of(benefits.filter(received_on__isnull=False), "yuan"),
            planned=_sum_of(benefits.filter(received_on=None), "yuan"),
        )

    def with_names(self) -> Self:
        """With household, householder, cadre and unit, but nothing that is encrypted."""
        return self.select_related(*_HOUSEHOLD, "cadre__unit").defer(*_ENCRYPTED, "cadre__phone")

    def with_record(self, year: int) -> Self:
        """Each pairing with `people`, `category` and `state` from the household's record."""
        record = _related(self.model, "household", "years").filter(
            household=OuterRef("household"), county_code=OuterRef("county_code"), year=year
        )
        return self.annotate(
            people=Subquery(record.values("size")[:1]),
            category=Subquery(record.values("category")[:1]),
            state=Subquery(record.values("state")[:1]),
        )


class WorkTeamQuerySet(AreaScopedQuerySet[Row]):
    """A team that helps several villages is seen from each of them."""

    village_path: ClassVar[str] = "villages"
    household_path = None

    def current(self, on: date) -> Self:
        return self.filter(in_force(on))

    def _area(self, code: str) -> Q:
        return Q(Exists(_reaching(self.model, "workteam", code)))


class ProjectQuerySet(AreaScopedQuerySet[Row]):
    """A project is seen from each village that it reaches."""

    household_path = None

    def _area(self, code: str) -> Q:
        return Q(area_code__startswith=code) | Q(Exists(_reaching(self.model, "project", code)))

    def visible_to(self, user: "Officer") -> Self:
        """Those of the area; for a paired cadre those that reach his households' villages."""
        seen = super().visible_to(user)
        ids = user.household_ids()
        return seen | self._reaching_households(ids) if ids else seen

    def _reaching_households(self, ids: list[int]) -> Self:
        villages = _related(self.model, "benefits", "household").filter(pk__in=ids)
        through = _villages_of(self.model, "project").filter(village__in=villages.values("village"))
        return self.filter(Exists(through))

    def reaching(self, village_code: str) -> Self:
        """Projects that a household of the village may benefit from."""
        return self.filter(Exists(_reaching(self.model, "project", village_code)))

    def with_money(self) -> Self:
        """Each project with `planned`, `arrived` and `paid`, summed over its funds."""
        funds = _related(self.model, "funds").filter(
            project=OuterRef("pk"), county_code=OuterRef("county_code")
        )
        return self.annotate(**{name: _sum_of(funds, name) for name in MONEY})

    def with_households(self) -> Self:
        """Each project with `households`: how many are to benefit or have benefited."""
        benefits = _related(self.model, "benefits").filter(
            project=OuterRef("pk"), county_code=OuterRef("county_code")
        )
        return self.annotate(households=_count_of(benefits, "household"))

    def totals(self) -> dict[str, Any]:
        """Over projects with their money: `all_planned` …, `programme_planned` …, and how many."""
        programme = Q(is_in_programme=True)
        sums = {f"all_{name}": Coalesce(Sum(name), NOTHING) for name in MONEY}
        sums |= {
            f"programme_{name}": Coalesce(Sum(name, filter=programme), NOTHING) for name in MONEY
        }
        return self.aggregate(
            all_projects=Count("pk"), programme_projects=Count("pk", filter=programme), **sums
        )


def _villages_of(model: type[models.Model], owner: str) -> models.QuerySet[Any]:
    """Rows that join a project or a team (the outer query) with its villages."""
    through: Any = model._meta.get_field("villages").remote_field.through  # type: ignore[union-attr]
    rows: models.QuerySet[Any] = through._default_manager.filter(**{owner: OuterRef("pk")})
    return rows


def _reaching(model: type[models.Model], owner: str, code: str) -> models.QuerySet[Any]:
    return _villages_of(model, owner).filter(village__code__startswith=code)


class FundQuerySet(AreaScopedQuerySet[Row]):
    """Money is seen with its project."""

    household_path = None

    def _area(self, code: str) -> Q:
        return Q(project__area_code__startswith=code) | Q(
            project__in=_related(self.model, "project").all().in_area(code).values("pk")
        )


class BenefitQuerySet(AreaScopedQuerySet[Row]):
    def received(self) -> Self:
        """Signed for by the household."""
        return self.filter(received_on__isnull=False)

    def in_year(self, year: int) -> Self:
        return self.filter(year=year)

    def latest_year_of(self, household: models.Model) -> int | None:
        """The last year in which the household was to get something."""
        years = self.filter(household=household).order_by("-year")
        return years.values_list("year", flat=True).first()

    def with_names(self) -> Self:
        """With household and householder, but nothing that is encrypted."""
        return self.select_related(
            "household__householder", "household__group", "household__village"
        ).defer("household__householder__id_number", "household__phone", "household__bank_account")

    def sums(self) -> dict[str, Any]:
        """`received` (signed for) and `planned` (not yet), in yuan; 0 when there is nothing."""
        signed = Q(received_on__isnull=False)
        return self.aggregate(
            received=Coalesce(Sum("yuan", filter=signed), NOTHING),
            planned=Coalesce(Sum("yuan", filter=~signed), NOTHING),
            households=Count("household", distinct=True),
        )


class PlanQuerySet(AreaScopedQuerySet[Row]):
    household_path = None
