"""Households of a village that may be looked at again, and what speaks for it."""

from typing import NamedTuple

from django.db.models import Count, Q

from households.choices import RoundKind, Severity
from households.models import Case, Finding, Household, HouseholdYear, Round
from villages.models import User, Village


class Suspect(NamedTuple):
    """A household that no case keeps from the round: its record, and how many findings are open."""

    household: Household
    record: HouseholdYear
    errors: int
    warnings: int


def of_village(user: User, village: Village, round_: Round) -> list[Suspect]:
    """Those with findings first. A removal asks only for the registered."""
    records = (
        HouseholdYear.objects.visible_to(user)
        .filter(village=village, year=round_.year, household__closed_on=None)
        .exclude(
            household__in=Case.objects.filter(village=village)
            .in_the_way_of(round_)
            .values("household")
        )
        .select_related("household__group", "household__householder")
        .order_by("household__number")
    )
    if round_.kind == RoundKind.REMOVAL:
        records = records.exclude(category="")
    found = list(records)
    counted = _findings(user, [record.household_id for record in found], round_.year)
    suspects = [
        Suspect(record.household, record, *counted.get(record.household_id, (0, 0)))
        for record in found
    ]
    return sorted(suspects, key=lambda one: (-one.errors, -one.warnings))


def _findings(user: User, households: list[int], year: int) -> dict[int, tuple[int, int]]:
    """Household → open errors, open warnings."""
    standing = Finding.objects.visible_to(user).standing()
    counted = (
        standing.filter(household__in=households, year=year)
        .order_by()
        .values_list("household_id")
        .annotate(
            errors=Count("pk", Q(severity=Severity.ERROR)),
            warnings=Count("pk", Q(severity=Severity.WARNING)),
        )
    )
    return {household: (errors, warnings) for household, errors, warnings in counted}
