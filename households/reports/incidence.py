"""T2: the currently poor as a share of the population."""

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from households.reports.records import POOR, registered
from povertyreg.counting import difference, share, tally
from povertyreg.figures import (
    POOR_ONLY,
    Chart,
    Column,
    Gathered,
    Kind,
    Report,
    Reported,
    Scope,
)
from villages.reports import gathered, population, years_of_villages


def _incidence(scope: Scope) -> Gathered:
    now, before = POOR & Q(year=scope.year), POOR & Q(year=scope.previous)
    records = registered(scope).filter(year__in=(scope.year, scope.previous))
    poor = tally(
        records,
        scope,
        {
            "poor_households": Count("pk", filter=now),
            "poor_people": Sum("size", filter=now, default=0),
            "poor_before": Sum("size", filter=before, default=0),
        },
    )
    return gathered(scope, population(scope), poor)


INCIDENCE = Report(
    slug="incidence",
    code="T2",
    title=_("Poverty incidence"),
    question=_("Which share of the people is poor, village by village, and how far did it fall?"),
    unit=_("households (hh), people, per cent"),
    gather=_incidence,
    years=years_of_villages,
    note_label=_("Class"),
    columns=(
        Column("all_households", _("hh"), group=_("Village file")),
        Column("inhabitants", _("population"), group=_("Village file")),
        Column("farmers", _("agricultural"), group=_("Village file")),
        Column(
            "poor_households",
            _("hh"),
            group=_("Currently poor"),
            behind={"category": "registered", "state": POOR_ONLY},
            weight="b",
        ),
        Column("poor_people", _("people"), group=_("Currently poor"), weight="b"),
        Column(
            "of_all",
            _("of the population"),
            group=_("Incidence in %"),
            kind=Kind.PERCENT,
            of=share("poor_people", "inhabitants"),
        ),
        Column(
            "incidence",
            _("of the agricultural"),
            group=_("Incidence in %"),
            kind=Kind.PERCENT,
            of=share("poor_people", "farmers"),
            weight="b",
        ),
        Column(
            "incidence_before",
            _("agricultural, {previous}"),
            group=_("Incidence in %"),
            kind=Kind.PERCENT,
            of=share("poor_before", "farmers_before"),
        ),
        Column(
            "drop",
            _("Drop (points)"),
            kind=Kind.PERCENT,
            of=difference("incidence_before", "incidence"),
        ),
    ),
    chart=Chart("bars", _("Incidence of the agricultural population"), "%", (("incidence", ""),)),
    terms=(
        (_("Currently poor"), _("Registered in the year, and poor or returned to poverty.")),
        (_("Incidence"), _("Currently poor people among the population of the village file.")),
        (
            _("Drop"),
            _("The incidence of the last earlier year on file less that of this year, as shown."),
        ),
    ),
    reported={
        "total": Reported(_("Currently poor"), ("poor_households",), ("poor_people",)),
        "incidence": Reported(_("Incidence in %"), percent=("incidence",)),
        "incidence_drop": Reported(_("Drop (points)"), percent=("drop",)),
    },
)
