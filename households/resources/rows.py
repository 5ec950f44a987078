"""Of which rows the lists of households and of people are made."""

from typing import Any, Final

from django.db.models import QuerySet

from households import listed
from households.filters.files import HouseholdFilter
from households.models import HouseholdYear, MemberYear
from households.querysets import open_after
from povertyreg.exchange.onscreen import Narrowed, Page

PAGE: Final = Page(
    rows=lambda narrowed: listed.households(narrowed.user, narrowed.area, narrowed.year),
    filters=HouseholdFilter,
    carried=("village", "category", "cause", "state", "stage", "q"),
)


def records(narrowed: Narrowed) -> QuerySet[HouseholdYear]:
    """The records of the files that were on file at the year's end, by number; perhaps of some."""
    records = HouseholdYear.objects.visible_to(narrowed.user).in_area(narrowed.area)
    records = records.filter(open_after(narrowed.year), year=narrowed.year)
    if narrowed.choices:
        records = records.filter(household__in=PAGE.shown(narrowed).order_by().values("pk"))
    return records.order_by("household__number")


def people(narrowed: Narrowed, of: QuerySet[HouseholdYear]) -> QuerySet[MemberYear]:
    """The people of these records, household by household, in the order of the form."""
    found: QuerySet[Any] = MemberYear.objects.visible_to(narrowed.user)
    found = found.filter(household_year__in=of.order_by().values("pk"))
    return found.order_by("household_year__household__number", "member__position", "member_id")
