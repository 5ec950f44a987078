"""A new year begins as a copy of the last one, not yet confirmed, and is never typed again."""

from typing import TYPE_CHECKING, Final

from django.db.models import Model

from households.models import Household, HouseholdYear, MemberYear

if TYPE_CHECKING:
    from collections.abc import Iterable

    from households.querysets import MemberYearQuerySet

OWN_EACH_YEAR: Final = frozenset(
    {
        *("id", "year", "changed_at", "net_income", "net_income_per_head"),
        *("confirmed_on", "filled_by", "filled_by_phone", "filled_on", "signed_on"),
        "not_exited_because",
    }
)
"""Of a record: what no year takes over from the one before."""

_NOT_YET: Final = {"filled_by": "", "filled_by_phone": "", "not_exited_because": ""}
"""Of a record that begins: empty already, though the database would see to it at the saving."""

OWN_OF_A_MEMBER: Final = frozenset({"id", "household_year_id", "changed_at"})


def of(household: Household, year: int) -> HouseholdYear | None:
    """The household's record of the year, if there is one."""
    return household.years.filter(year=year).first()


def start(household: Household, year: int) -> HouseholdYear:
    """An unsaved record of the year, copied from the nearest year before it, or empty."""
    last = household.years.filter(year__lt=year).order_by("-year").first()
    return begun_from(last, household, year)


def begun_from(last: HouseholdYear | None, household: Household, year: int) -> HouseholdYear:
    """Likewise from the last record, where it is known already."""
    if last is None:
        return HouseholdYear(household=household, village_id=household.village_id, year=year)
    return HouseholdYear(year=year, **_NOT_YET, **_copied(last, OWN_EACH_YEAR))


def all_of(record: HouseholdYear) -> "MemberYearQuerySet[MemberYear]":
    """Who belonged to the household in that year, in the order of the form."""
    rows = MemberYear.objects.filter(household_year=record).select_related("member")
    return rows.order_by("member__position", "member_id")


def people_of(record: HouseholdYear) -> "Iterable[MemberYear]":
    """The active members' records of the year in the order of the form."""
    return all_of(record).filter(member__left_on=None)


def rows_of(household: Household, year: int) -> "MemberYearQuerySet[MemberYear]":
    """The same by the year, each with its member and the household's record: one question."""
    of_the_year = MemberYear.objects.filter(
        household_year__household=household, household_year__year=year, member__left_on=None
    )
    rows = of_the_year.select_related("member", "household_year")
    return rows.order_by("member__position", "member_id")


def start_people(household: Household, year: int) -> list[MemberYear]:
    """Unsaved copies of the members' latest records before the year."""
    last = household.years.filter(year__lt=year).order_by("-year").first()
    if last is None:
        return []
    return [copied_row(person) for person in people_of(last)]


def copied_row(row: MemberYear) -> MemberYear:
    """An unsaved copy of a member's record for the next year."""
    return MemberYear(**_copied(row, OWN_OF_A_MEMBER))


def _copied(row: Model, without: frozenset[str]) -> dict[str, object]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in without
    }
