"""T3: who left poverty in a year, against the plan, and how the poor of its two ends differ."""

from typing import Any

from django.db.models import BooleanField, Case, Count, F, FilteredRelation, Q, Sum, Value, When
from django.utils.translation import gettext_lazy as _

from assistance.models import ReductionPlan
from households.choices import Category, State
from households.models import Household
from households.querysets import HouseholdQuerySet, open_after
from households.reports import POOR, registered
from povertyreg.counting import share, tally
from povertyreg.figures import (
    POOR_ONLY,
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


def compared(scope: Scope) -> HouseholdQuerySet[Household]:
    """Each household with what it was in the earlier and in the later year: poor, registered."""
    households = scope.narrow(Household.objects.all()).annotate(
        before=FilteredRelation("years", condition=Q(years__year=scope.previous)),
        after=FilteredRelation("years", condition=Q(years__year=scope.year)),
    )
    return households.annotate(
        was_registered=_true(_registered("before", scope.previous)),
        was_poor=_true(_registered("before", scope.previous) & _poor("before")),
        is_registered=_true(_registered("after", scope.year)),
        is_poor=_true(_registered("after", scope.year) & _poor("after")),
    )


def _registered(when: str, year: int) -> Q:
    return Q(**{f"{when}__category__in": Category.REGISTERED}) & open_after(year, "")


def _poor(when: str) -> Q:
    return Q(**{f"{when}__state__in": State.CURRENT_POOR})


def _true(condition: Q) -> Case:
    """A year without a record gives false, where SQL alone would not know."""
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


WAS_POOR = Q(was_poor=True)
MOVEMENTS = {
    "exited": Q(was_poor=True, is_registered=True, is_poor=False),
    "returned": Q(was_registered=True, was_poor=False, is_poor=True),
    "newly": Q(was_registered=False, is_poor=True),
    "removed": Q(was_poor=True, is_registered=False),
}
"""How a household comes to be, or ceases to be, among the poor between two years."""


def _moved(scope: Scope) -> Tally:
    counts: dict[str, Any] = {
        "start_households": Count("pk", filter=WAS_POOR),
        "start_people": Sum("before__size", filter=WAS_POOR, default=0),
        "natural": Sum(
            F("after__size") - F("before__size"),
            filter=Q(was_poor=True, is_registered=True),
            default=0,
        ),
    }
    for name, condition in MOVEMENTS.items():
        size = "before__size" if name == "removed" else "after__size"
        counts[f"{name}_households"] = Count("pk", filter=condition)
        counts[f"{name}_people"] = Sum(size, filter=condition, default=0)
    return tally(compared(scope), scope, counts)


def _reduction(scope: Scope) -> Gathered:
    plans = scope.narrow(ReductionPlan.objects.all()).filter(year=scope.year)
    at_end = registered(scope).filter(POOR, year=scope.year)
    return gathered(
        scope,
        _moved(scope),
        tally(plans, scope, {"planned_people": Sum("people", default=0)}),
        tally(at_end, scope, {"end_households": Count("pk"), "end_people": Sum("size", default=0)}),
    )


def _pair(name: str, group: Any, weight: Any = "", **options: Any) -> tuple[Column, Column]:
    """Households and people of one heading."""
    return (
        Column(f"{name}_households", _("hh"), group=group, weight=weight, **options),
        Column(f"{name}_people", _("people"), group=group, weight=weight),
    )


def _who(name: str) -> dict[str, Any]:
    """The households that moved in this way."""
    return {"households": lambda scope: compared(scope).filter(MOVEMENTS[name])}


def _start(scope: Scope) -> HouseholdQuerySet[Household]:
    return compared(scope).filter(WAS_POOR)


_POOR_AT_END = {"category": "registered", "state": POOR_ONLY}

REDUCTION = Report(
    slug="reduction",
    code="T3",
    title=_("Poverty reduction: plan and result"),
    question=_("How many people left poverty in the year, how many were planned, and who came in?"),
    unit=_("households (hh), people"),
    gather=_reduction,
    years=years_of_villages,
    note_label=_("Class"),
    columns=(
        *_pair("start", _("Poor, end of {previous}"), households=_start),
        Column("planned_people", _("people"), group=_("Plan")),
        *_pair("exited", _("Exited"), weight="b", **_who("exited")),
        Column(
            "rate",
            _("of plan (%)"),
            group=_("Exited"),
            kind=Kind.PERCENT,
            of=share("exited_people", "planned_people"),
        ),
        *_pair("returned", _("Returned to poverty"), **_who("returned")),
        *_pair("newly", _("Newly identified"), **_who("newly")),
        Column("natural", _("people"), group=_("Natural change")),
        *_pair("removed", _("Removed or closed"), **_who("removed")),
        *_pair("end", _("Poor, end of {year}"), behind=_POOR_AT_END, weight="b"),
    ),
    identities=(
        Identity(
            _("households: start − exited + returned + newly identified − removed = end"),
            plus=("start_households", "returned_households", "newly_households"),
            minus=("exited_households", "removed_households"),
            equals="end_households",
        ),
        Identity(
            _("people: the same, with the natural change"),
            plus=("start_people", "returned_people", "newly_people", "natural"),
            minus=("exited_people", "removed_people"),
            equals="end_people",
        ),
    ),
    chart=Chart(
        "bars",
        _("People: plan and result"),
        _("people"),
        (("planned_people", "c2"), ("exited_people", "c1")),
        planned="planned_people",
    ),
    terms=(
        (_("Exited"), _("Poor in the earlier record, registered and no longer poor in the later.")),
        (
            _("Returned to poverty"),
            _("Had exited in the earlier record, and is poor in the later."),
        ),
        (_("Newly identified"), _("Not registered in the earlier record, and poor in the later.")),
        (_("Removed"), _("Poor in the earlier record, and not registered in the later.")),
        (
            _("Natural change"),
            _("Births, deaths, marriages and moves within households that stay registered."),
        ),
    ),
    reported={
        "reduction_plan": Reported(_("Plan"), people=("planned_people",)),
        "reduction": Reported(_("Exited"), ("exited_households",), ("exited_people",)),
    },
)
