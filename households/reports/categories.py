"""T1: registered households and people by category and village."""

from django.db.models import Count, Q, Sum
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from households.choices import Category, State
from households.codes import code_lists
from households.models import MemberYear
from households.querysets import open_after
from households.reports.records import POOR, registered
from povertyreg.counting import ratio, share, tally
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

CATEGORY_NAMES = dict(code_lists()["category"].choices())


def _by_category(scope: Scope) -> Gathered:
    records = registered(scope).filter(year=scope.year)
    if scope.state == POOR_ONLY:
        records = records.filter(POOR)
    counts = {"households": Count("pk"), "people": Sum("size", default=0)}
    for code in Category.REGISTERED:
        here = Q(category=code)
        counts[f"households_{code}"] = Count("pk", filter=here)
        counts[f"people_{code}"] = Sum("size", filter=here, default=0)
    return gathered(scope, tally(records, scope, counts), _members(scope))


def _members(scope: Scope) -> Tally:
    """People counted one by one, to hold against the sizes of their households."""
    members = scope.narrow(MemberYear.objects.all()).filter(household_year__year=scope.year)
    members = members.filter(
        open_after(scope.year, "household_year__household__"),
        household_year__category__in=Category.REGISTERED,
    )
    if scope.state == POOR_ONLY:
        members = members.filter(household_year__state__in=State.CURRENT_POOR)
    return tally(members, scope, {"members": Count("pk")}, by="household_year__village")


def _category_columns(code: str) -> tuple[Column, ...]:
    group, mark = CATEGORY_NAMES[code], f"category-{code}"
    return (
        Column(
            f"households_{code}",
            _("hh"),
            group=group,
            mark=mark,
            behind={"category": code},
        ),
        Column(f"people_{code}", _("people"), group=group, mark=mark),
        Column(
            f"share_{code}",
            _("%"),
            group=group,
            mark=mark,
            kind=Kind.PERCENT,
            of=share(f"people_{code}", "people"),
            weight="mut",
        ),
    )


def _four(noun: str) -> tuple[str, ...]:
    return tuple(f"{noun}_{code}" for code in Category.REGISTERED)


def _reported(*codes: str) -> Reported:
    """Categories that a document gives as one sum."""
    return Reported(
        format_lazy(" + ".join(["{}"] * len(codes)), *(CATEGORY_NAMES[code] for code in codes)),
        tuple(f"households_{code}" for code in codes),
        tuple(f"people_{code}" for code in codes),
    )


HOUSEHOLDS_BY_CATEGORY = Report(
    slug="households-by-category",
    code="T1",
    title=_("Registered households and people by category"),
    question=_(
        "How many households and people are registered, in which category, in which village?"
    ),
    unit=_("households (hh), people"),
    gather=_by_category,
    years=years_of_villages,
    note_label=_("Class"),
    states=True,
    columns=(
        Column(
            "households",
            _("hh"),
            group=_("Total"),
            behind={"category": "registered"},
            weight="b",
        ),
        Column("people", _("people"), group=_("Total"), weight="b"),
        *(column for code in Category.REGISTERED for column in _category_columns(code)),
        Column(
            "mean_size",
            _("Mean size"),
            kind=Kind.MEAN,
            of=ratio("people", "households"),
        ),
    ),
    identities=(
        Identity(_("the categories add up to the households"), _four("households"), "households"),
        Identity(_("the categories add up to the people"), _four("people"), "people"),
        Identity(_("household sizes agree with the members on file"), ("members",), "people"),
    ),
    chart=Chart(
        "stacked",
        _("People by category"),
        _("people"),
        tuple((f"people_{code}", f"c{n}") for n, code in enumerate(Category.REGISTERED, 1)),
    ),
    terms=(
        (
            _("Household"),
            _("Has a record of the year with one of the four categories, and its file is open."),
        ),
        (
            _("State"),
            _(
                "“All on file” counts households that have exited too; “currently poor” leaves "
                "them out."
            ),
        ),
        (_("%"), _("People of the category among all registered people of the row, one decimal.")),
    ),
    reported={
        "general_poor": _reported(Category.GENERAL_POOR),
        "dibao_poor": _reported(Category.DIBAO_POOR),
        "dibao": _reported(Category.DIBAO),
        "five_guarantee": _reported(Category.FIVE_GUARANTEE),
        "dibao_and_five_guarantee": _reported(Category.DIBAO, Category.FIVE_GUARANTEE),
        "helped_by_development": _reported(*Category.PAIRED),
    },
)
