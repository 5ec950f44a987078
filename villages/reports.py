"""The rows that reports have in common, and the township's yearly indicators."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from povertyreg.counting import difference, share, tally
from povertyreg.figures import (
    Column,
    Gathered,
    Kind,
    Report,
    Scope,
    Tally,
    Unit,
    Value,
    Values,
)
from povertyreg.scoping import TOWNSHIP_DIGITS, Officer
from villages.models import Township, TownshipYear, Village, VillageYear


def years_of_villages(user: Officer, area: str) -> list[int]:
    """The years with village files in the area, newest first."""
    files = VillageYear.objects.visible_to(user).in_area(area)
    return list(files.order_by("-year").values_list("year", flat=True).distinct())


def gathered(scope: Scope, *tallies: Tally) -> Gathered:
    """The tallies with the units of the area: all its villages, or the townships with data."""
    of_the_year = VillageYear.objects.visible_to(scope.user).filter(
        village=OuterRef("pk"), year=scope.year
    )
    villages = Village.objects.visible_to(scope.user).in_area(scope.area)
    found = list(villages.annotate(poverty_class=Subquery(of_the_year.values("poverty_class"))))
    if scope.unit_digits == TOWNSHIP_DIGITS:
        return _by_township(scope, found, tallies)
    units = [Unit(v.code, v.name, _class(v)) for v in found]
    return Gathered(units, tallies, _villages(len(units)) if len(units) > 1 else "")


def _class(village: Any) -> str:
    """As the village file of the year gives it."""
    given = village.poverty_class
    return "" if given is None else str(VillageYear.PovertyClass(given).label)


def _by_township(scope: Scope, villages: list[Any], tallies: tuple[Tally, ...]) -> Gathered:
    filled = {c for one in tallies for c, counted in one.units.items() if any(counted.values())}
    townships = Township.objects.visible_to(scope.user).in_area(scope.area).filter(pk__in=filled)
    sizes = Counter(v.township_id for v in villages if v.poverty_class is not None)
    units = [Unit(t.code, t.name, _villages(sizes[t.code])) for t in townships]
    return Gathered(units, tallies, _villages(sizes.total()))


def _villages(count: int) -> str:
    return ngettext("%(count)d village", "%(count)d villages", count) % {"count": count}


def population(scope: Scope) -> Tally:
    """Households and people of the villages, in the year and the year before."""
    now, before = Q(year=scope.year), Q(year=scope.previous)
    return tally(
        scope.narrow(VillageYear.objects.all()),
        scope,
        {
            "all_households": Sum("households", filter=now, default=0),
            "inhabitants": Sum("population", filter=now, default=0),
            "farmers": Sum("agricultural_population", filter=now, default=0),
            "farmers_before": Sum("agricultural_population", filter=before, default=0),
        },
    )


_INDICATORS = ("net_income_per_head", "grain_tonnes", "gdp", "fiscal_revenue")


def years_of_townships(user: Officer, area: str) -> list[int]:
    """The years with township files in the area, newest first."""
    files = TownshipYear.objects.visible_to(user).in_area(area)
    return list(files.order_by("-year").values_list("year", flat=True).distinct())


def _indicators(scope: Scope) -> Gathered:
    """One row for each township with a file of either year; incomes are never added up."""
    both = (scope.year, scope.previous)
    files = scope.narrow(TownshipYear.objects.all()).filter(year__in=both)
    found: dict[str, Values] = {}
    units: dict[str, Unit] = {}
    for file in files.select_related("township").order_by("township"):
        code = file.township_id
        units[code] = Unit(code, file.township.name)
        values = found.setdefault(code, _nothing())
        when = "" if file.year == scope.year else "_before"
        values.update({f"{name}{when}": _figure(file, name) for name in _INDICATORS})
    return Gathered(list(units.values()), [Tally(found, _whole(found))])


def _nothing() -> Values:
    return {f"{name}{when}": None for name in _INDICATORS for when in ("", "_before")}


def _figure(file: TownshipYear, name: str) -> Value:
    figure: Decimal | None = getattr(file, name)
    return figure


def _whole(found: dict[str, Values]) -> Values:
    """A township's figures stand for the area when it is the only one."""
    return dict(next(iter(found.values()))) if len(found) == 1 else _nothing()


TOWNSHIP_INDICATORS = Report(
    slug="township-indicators",
    code="",
    title=_("Township indicators"),
    question=_("How did income and output of the township change since the last file?"),
    unit=_("yuan, tonnes"),
    gather=_indicators,
    years=years_of_townships,
    unit_label=_("Township"),
    sums=False,
    columns=(
        Column(
            "net_income_per_head_before",
            "{previous}",
            group=_("Net income per head (yuan)"),
            kind=Kind.YUAN,
        ),
        Column(
            "net_income_per_head",
            "{year}",
            group=_("Net income per head (yuan)"),
            kind=Kind.YUAN,
            weight="b",
        ),
        Column(
            "income_change",
            _("change"),
            group=_("Net income per head (yuan)"),
            kind=Kind.CHANGE,
            of=difference("net_income_per_head", "net_income_per_head_before"),
        ),
        Column(
            "income_growth",
            _("change in %"),
            group=_("Net income per head (yuan)"),
            kind=Kind.POINTS,
            of=share("income_change", "net_income_per_head_before"),
        ),
        Column("grain_tonnes_before", "{previous}", group=_("Grain (t)"), kind=Kind.YUAN),
        Column("grain_tonnes", "{year}", group=_("Grain (t)"), kind=Kind.YUAN),
        Column("gdp_before", "{previous}", group=_("GDP (yuan)"), kind=Kind.YUAN),
        Column("gdp", "{year}", group=_("GDP (yuan)"), kind=Kind.YUAN),
        Column(
            "fiscal_revenue_before", "{previous}", group=_("Fiscal revenue (yuan)"), kind=Kind.YUAN
        ),
        Column("fiscal_revenue", "{year}", group=_("Fiscal revenue (yuan)"), kind=Kind.YUAN),
    ),
    terms=(
        (
            _("Net income per head"),
            _(
                "Of farmers, as the township's statistics office gives it, and not from "
                "household files."
            ),
        ),
        (_("Change"), _("Against the file before, which may be more than one year old.")),
    ),
)
