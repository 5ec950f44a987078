"""What the look-back of a year brought, by village: kept, corrected, removed, added."""

from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.choices import OUTCOMES, ChangeKind, Outcome, RejectionGround, RoundKind, Stage
from households.models import Case, Change, Household, HouseholdYear
from households.querysets import CaseQuerySet, HouseholdQuerySet
from povertyreg.counting import tally
from povertyreg.figures import Chart, Column, Gathered, Identity, Report, Scope, Tally
from villages.reports import gathered, years_of_villages

_TURNED_AWAY = Q(stage__in=(Stage.REJECTED, Stage.WITHDRAWN))
_ENDED = Q(stage=Stage.ANNOUNCED)
_PARTS: dict[str, Q] = {
    **{str(one): _ENDED & Q(outcome=one) for one in OUTCOMES[RoundKind.LOOK_BACK]},
    "on_the_way": ~_ENDED & ~_TURNED_AWAY,
    "turned_away": _TURNED_AWAY,
}
"""Every case lies in exactly one of them."""
_GROUNDS: dict[str, Q] = {
    f"removed_{one}": _PARTS[Outcome.REMOVED] & Q(ground=one) for one in RejectionGround
}
_LABELS = {
    **{str(one): one.label for one in Outcome},
    "on_the_way": pgettext_lazy("outcome", "still on the way"),
    "turned_away": pgettext_lazy("outcome", "rejected or withdrawn"),
}


def _cases(scope: Scope) -> CaseQuerySet[Case]:
    looked_at = Q(round__kind=RoundKind.LOOK_BACK, round__year=scope.year)
    return scope.narrow(Case.objects.all()).filter(looked_at)


def _counted(scope: Scope) -> Tally:
    size = scope.narrow(HouseholdYear.objects.all()).filter(
        household=OuterRef("household"), county_code=OuterRef("county_code"), year=scope.year
    )
    counts: dict[str, Any] = {"checked": Count("pk"), "checked_people": Sum("people", default=0)}
    for name, which in {**_PARTS, **_GROUNDS}.items():
        counts[name] = Count("pk", filter=which)
    for name, which in _PARTS.items():
        counts[f"{name}_people"] = Sum("people", filter=which, default=0)
    return tally(_cases(scope).annotate(people=Subquery(size.values("size")[:1])), scope, counts)


def _regrouped(scope: Scope) -> Tally:
    """Splits and mergers of the year that were not undone."""
    of_the_year = scope.narrow(Change.objects.all())
    changes = of_the_year.filter(year=scope.year, counters=None, countered=None)
    counts = {
        "split": Count("pk", filter=Q(kind=ChangeKind.SPLIT)),
        "merged": Count("pk", filter=Q(kind=ChangeKind.MERGE)),
    }
    return tally(changes, scope, counts)


def _looked_at(scope: Scope) -> Gathered:
    return gathered(scope, _counted(scope), _regrouped(scope))


def _households(which: Q) -> Any:
    """The households of these cases, as the scope shows them."""

    def found(scope: Scope) -> HouseholdQuerySet[Household]:
        cases = _cases(scope).filter(which)
        return Household.objects.visible_to(scope.user).filter(pk__in=cases.values("household"))

    return found


def _pair(name: str, which: Q, label: Any) -> tuple[Column, Column]:
    return (
        Column(name, _("hh"), group=label, weight="b", households=_households(which)),
        Column(f"{name}_people", _("people"), group=label),
    )


LOOK_BACK = Report(
    slug="look-back",
    code="",
    title=_("Results of the look-back"),
    question=_("Who was looked at again, who stays, who was removed and why, and who was added?"),
    unit=_("households (hh), people"),
    gather=_looked_at,
    years=years_of_villages,
    note_label=_("Class"),
    columns=(
        *_pair("checked", Q(), _("Looked at again")),
        *(column for name, q in _PARTS.items() for column in _pair(name, q, _LABELS[name])),
        *(
            Column(
                name,
                RejectionGround(name.removeprefix("removed_")).label,
                group=_("Removed, by ground"),
                households=_households(which),
            )
            for name, which in _GROUNDS.items()
        ),
        Column("split", _("split"), group=_("Changes of the year")),
        Column("merged", _("merged"), group=_("Changes of the year")),
    ),
    identities=(
        Identity(_("the outcomes add up to the households"), tuple(_PARTS), "checked"),
        Identity(
            _("the outcomes add up to the people"),
            tuple(f"{name}_people" for name in _PARTS),
            "checked_people",
        ),
        Identity(_("the grounds add up to the removed"), tuple(_GROUNDS), str(Outcome.REMOVED)),
    ),
    chart=Chart(
        "stacked",
        _("Households by outcome"),
        _("households"),
        tuple((str(one), f"c{n}") for n, one in enumerate(OUTCOMES[RoundKind.LOOK_BACK], 1)),
    ),
    terms=(
        (_("Looked at again"), _("Has a case in a look-back round of the year.")),
        (_("Outcome"), _("As the county announced it; before that a case is still on the way.")),
        (
            _("Split, merged"),
            _("Recorded changes of the year, with or without a case; undone ones are left out."),
        ),
    ),
)
