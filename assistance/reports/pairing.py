"""T7: how far pairing reaches, by village, and the cadres and teams who help."""

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _

from assistance.models import Cadre, Pairing, WorkTeam
from assistance.querysets import in_force
from households.choices import Category
from households.models import Household
from households.querysets import HouseholdQuerySet
from households.reports import registered
from povertyreg.counting import ratio, share, tally, tally_each_once
from povertyreg.figures import (
    Chart,
    Column,
    Gathered,
    Identity,
    Kind,
    Report,
    Reported,
    Scope,
    Tally,
)
from villages.reports import gathered, years_of_villages

_LEVELS = {
    **dict.fromkeys(("10", "20", "40", "50"), "cadres_county"),
    "60": "cadres_township",
    "70": "cadres_village",
    "90": "cadres_other",
}
"""Affiliation code → the column of the level."""
_COLUMNS_OF_LEVELS = tuple(dict.fromkeys(_LEVELS.values()))


def _pairings_of(household: str, scope: Scope) -> Exists:
    return Exists(
        Pairing.objects.all().filter(
            in_force(scope.on), household=OuterRef(household), county_code=OuterRef("county_code")
        )
    )


def _due(scope: Scope) -> HouseholdQuerySet[Household]:
    """The households that `_households` counts."""
    households = scope.narrow(Household.objects.all()).on_file()
    return households.having_year(scope.year, category__in=Category.PAIRED)


def _paired(scope: Scope) -> HouseholdQuerySet[Household]:
    return _due(scope).filter(_pairings_of("pk", scope))


def _unpaired(scope: Scope) -> HouseholdQuerySet[Household]:
    return _due(scope).exclude(_pairings_of("pk", scope))


def _households(scope: Scope) -> Tally:
    """Households to be paired: of the two categories that are, by their record of the year."""
    due = registered(scope).filter(year=scope.year, category__in=Category.PAIRED)
    helped = Q(is_paired=True)
    return tally(
        due.annotate(is_paired=_pairings_of("household", scope)),
        scope,
        {
            "due_households": Count("pk"),
            "due_people": Sum("size", default=0),
            "paired_households": Count("pk", filter=helped),
            "paired_people": Sum("size", filter=helped, default=0),
            "unpaired_households": Count("pk", filter=~helped),
        },
    )


def _cadres(scope: Scope) -> Tally:
    """Each cadre once in every unit where he helps, and once in the total."""
    pairings = scope.narrow(Pairing.objects.all()).current(scope.on).order_by()
    found = pairings.values_list("village", "cadre", "cadre__affiliation").distinct()
    seen = [
        (village, column, cadre)
        for village, cadre, affiliation in found
        for column in ("cadres", _LEVELS[affiliation])
    ]
    return tally_each_once(seen, scope, ("cadres", *_COLUMNS_OF_LEVELS))


def _teams(scope: Scope) -> Tally:
    living = scope.narrow(WorkTeam.objects.all()).filter(
        Q(ends_on=None) | Q(ends_on__gte=scope.on), starts_on__lte=scope.on
    )
    seen = ((village, "teams", team) for village, team in living.values_list("villages", "pk"))
    return tally_each_once(seen, scope, ("teams",))


def _first_secretaries(scope: Scope) -> Tally:
    serving = scope.narrow(Cadre.objects.all()).serving(scope.on).filter(is_first_secretary=True)
    return tally(serving, scope, {"first_secretaries": Count("pk")}, by="area_code")


def _coverage(scope: Scope) -> Gathered:
    return gathered(
        scope, _households(scope), _cadres(scope), _teams(scope), _first_secretaries(scope)
    )


PAIRING_COVERAGE = Report(
    slug="pairing-coverage",
    code="T7",
    title=_("Pairing coverage"),
    question=_("Which households that are to be paired have a cadre, and how many cadres help?"),
    unit=_("households (hh), people, cadres"),
    gather=_coverage,
    years=years_of_villages,
    note_label=_("Class"),
    columns=(
        Column("due_households", _("hh"), group=_("To be paired"), households=_due),
        Column("due_people", _("people"), group=_("To be paired")),
        Column("paired_households", _("hh"), group=_("Paired"), weight="b", households=_paired),
        Column("paired_people", _("people"), group=_("Paired"), weight="b"),
        Column(
            "coverage",
            _("hh (%)"),
            group=_("Paired"),
            kind=Kind.PERCENT,
            of=share("paired_households", "due_households"),
        ),
        Column("unpaired_households", _("hh"), group=_("Unpaired"), households=_unpaired),
        Column("cadres", _("all"), group=_("Cadres"), distinct=True, weight="b"),
        Column("cadres_county", _("county +"), group=_("Cadres"), distinct=True),
        Column("cadres_township", _("township"), group=_("Cadres"), distinct=True),
        Column("cadres_village", _("village"), group=_("Cadres"), distinct=True),
        Column("cadres_other", _("other"), group=_("Cadres"), distinct=True),
        Column(
            "per_cadre",
            _("hh per cadre"),
            kind=Kind.MEAN,
            of=ratio("paired_households", "cadres"),
        ),
        Column("teams", _("Teams"), distinct=True),
        Column("first_secretaries", _("First secretaries"), distinct=True),
    ),
    identities=(
        Identity(
            _("paired and unpaired households add up to those to be paired"),
            ("paired_households", "unpaired_households"),
            "due_households",
        ),
        Identity(
            _("the levels add up to the cadres"),
            _COLUMNS_OF_LEVELS,
            "cadres",
        ),
    ),
    chart=Chart("bars", _("Paired households"), "%", (("coverage", ""),)),
    terms=(
        (
            _("To be paired"),
            _("Households of the categories general poor and poor with dibao, exited or not."),
        ),
        (_("Paired"), _("Has a cadre on the last day of the year, or today when that is earlier.")),
        (
            _("Cadres"),
            _(
                "Counted once in each village where they help and once in the total, so the rows "
                "may add up to more than the total; “county +” is the county and above. The same "
                "holds for work teams."
            ),
        ),
    ),
    reported={"pairing": Reported(_("Paired"), ("paired_households",), ("paired_people",))},
)
