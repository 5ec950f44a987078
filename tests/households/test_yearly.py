"""A new year begins as a copy of the last one, not yet confirmed."""

from datetime import date
from decimal import Decimal

import pytest

from households import files, yearly
from tests.factories import HouseholdFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(yunfeng):
    household = HouseholdFactory(
        file__people=2, file__category="01", file__wage=Decimal(7200), file__fuel="03"
    )
    household.years.update(confirmed_on=date(2015, 12, 1))
    return household


def test_a_new_year_copies_the_last_one_and_is_not_confirmed(household):
    record = yearly.start(household, 2016)

    assert record._state.adding
    assert (record.year, record.category, record.wage, record.fuel) == (2016, "01", 7200, "03")
    assert record.confirmed_on is None


def test_the_first_year_of_a_file_begins_empty(household):
    record = yearly.start(household, 2010)

    assert (record.year, record.category, record.wage) == (2010, "", 0)
    assert yearly.start_people(household, 2010) == []


def test_members_are_copied_too_those_who_left_are_not(household):
    gone = household.members.last()
    gone.left_on, gone.left_because = date(2015, 12, 1), "married out"
    gone.save()

    rows = yearly.start_people(household, 2016)

    assert [row.relation for row in rows] == ["01"]
    assert all(row.pk is None for row in rows)


def test_saving_the_copy_leaves_the_last_year_as_it_was(household, clerk):
    file = files.opened(household, 2016)
    file.year.wage = Decimal(9000)
    files.update(file, version=1, by=clerk)

    assert {y.year: y.wage for y in household.years.all()} == {2015: 7200, 2016: 9000}
    assert [y.members.count() for y in household.years.order_by("year")] == [2, 2]


def test_the_record_of_a_year_is_found_or_not(household):
    assert yearly.of(household, 2015) is not None
    assert yearly.of(household, 2014) is None
