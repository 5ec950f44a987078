"""Counting households and people of the baseline."""

from typing import Any

from django.db.models import Count, Sum

from households.models import HouseholdYear

YEARS = (2013, 2014, 2015, 2016)


def counted(records: Any) -> tuple[int, int]:
    """Households and people."""
    found = records.aggregate(households=Count("pk"), people=Sum("size"))
    return found["households"], found["people"]


def registered(year: int, **conditions: object) -> Any:
    """Records of those who were registered in 2013; the new ones of 2016 come on top."""
    first = HouseholdYear.objects.filter(year=2013).values("household")
    return HouseholdYear.objects.filter(year=year, household__in=first, **conditions)
