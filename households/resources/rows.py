"""Of which rows the lists are made."""

from typing import Any

from django.db.models import QuerySet

from households.models import HouseholdYear, MemberYear
from households.querysets import open_after
from povertyreg.exchange.resources import Narrowed


def records(narrowed: Narrowed) -> QuerySet[HouseholdYear]:
    """The records of the files that were on file at the year's end, by number; perhaps of some."""
    records = HouseholdYear.objects.visible_to(narrowed.user).in_area(narrowed.area)
    records = records.filter(open_after(narrowed.year), year=narrowed.year)
    if narrowed.only is not None:
        records = records.filter(household__in=narrowed.only.order_by().values("pk"))
    return records.order_by("household__number")


def people(narrowed: Narrowed, of: QuerySet[HouseholdYear]) -> QuerySet[MemberYear]:
    """The people of these records, household by household, in the order of the form."""
    found: QuerySet[Any] = MemberYear.objects.visible_to(narrowed.user)
    found = found.filter(household_year__in=of.order_by().values("pk"))
    return found.order_by("household_year__household__number", "member__position", "member_id")
