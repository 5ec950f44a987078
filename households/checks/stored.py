"""Files as they are stored, many with three questions: what a step and a page check."""

from collections.abc import Collection

from households.dossier import File, Person
from households.models import Household, HouseholdYear, MemberYear

Files = dict[tuple[int, int], File]
"""By household and year; a household without a record of the year is not in it."""


def files(households: Collection[int], years: Collection[int]) -> Files:
    """The files with the members who live there now, in the order of the form."""
    records = HouseholdYear.objects.filter(household__in=households, year__in=years)
    found = {
        record.pk: File(record.household, record)
        for record in records.select_related("household__village")
    }
    rows = MemberYear.objects.filter(household_year__in=found, member__left_on=None)
    for row in rows.select_related("member").order_by("member__position", "member_id"):
        found[row.household_year_id].people.append(Person(row.member, row))
    return {(file.household.pk, file.year.year): file for file in found.values()}


def last_year(household: Household, year: int) -> File | None:
    """The file of the year before, with which a check compares this year's."""
    return files([household.pk], [year - 1]).get((household.pk, year - 1))
