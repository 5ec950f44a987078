"""T3: how the poor of two years differ, against the plan."""

from datetime import date
from decimal import Decimal

import pytest

from assistance.models import ReductionPlan
from tests.reports.drawing import YUNFENG, failed, figures, report
from tests.reports.register import (
    EXITED,
    GENERAL,
    ORDINARY,
    POOR,
    RETURNED,
    close,
    household,
    record,
    village_file,
)

T3 = "reduction"


@pytest.fixture(autouse=True)
def files(yunfeng):
    village_file(yunfeng, 2014)
    village_file(yunfeng, 2015)


def family(village, before, after):
    """(category, state, people) in 2014 and 2015; None for a year without a record."""
    category, state, people = after or ("", "", 1)
    found = household(village, category, people, state=state if category else "")
    if after is None:
        for yearly in found.years.all():
            yearly.members.all().delete()
            yearly.delete()
    if before:
        category, state, people = before
        record(found, 2014, category, state, people)
    return found


def test_every_way_in_and_out_is_counted_and_the_balance_holds(yunfeng, clerk):
    family(yunfeng, (GENERAL, POOR, 3), (GENERAL, POOR, 4))  # a birth
    family(yunfeng, (GENERAL, POOR, 5), (GENERAL, EXITED, 4))  # exited, and a death
    family(yunfeng, (GENERAL, EXITED, 2), (GENERAL, RETURNED, 2))
    family(yunfeng, None, (GENERAL, POOR, 6))
    family(yunfeng, ("", "", 2), (GENERAL, POOR, 2))
    family(yunfeng, (GENERAL, POOR, 7), (ORDINARY, POOR, 7))
    family(yunfeng, (GENERAL, POOR, 1), None)
    family(yunfeng, (GENERAL, EXITED, 9), (GENERAL, EXITED, 9))
    family(yunfeng, ("", "", 3), ("", "", 3))
    ReductionPlan.objects.create(village=yunfeng, year=2015, people=8)

    one = report(T3, clerk)

    assert figures(one, YUNFENG) == {
        "start_households": 4,
        "start_people": 16,
        "planned_people": 8,
        "exited_households": 1,
        "exited_people": 4,
        "rate": Decimal("50.0"),
        "returned_households": 1,
        "returned_people": 2,
        "newly_households": 2,
        "newly_people": 8,
        "natural": 0,
        "removed_households": 2,
        "removed_people": 8,
        "end_households": 4,
        "end_people": 14,
    }
    assert failed(one) == []


def test_a_household_that_was_closed_in_the_year_left_the_poor_in_it(yunfeng, clerk):
    close(family(yunfeng, (GENERAL, POOR, 3), (GENERAL, POOR, 3)))

    one = report(T3, clerk)

    assert figures(one)["start_households"] == figures(one)["removed_households"] == 1
    assert figures(one)["end_households"] == 0
    assert failed(one) == []


def test_a_household_that_was_closed_before_is_nowhere(yunfeng, clerk):
    gone = family(yunfeng, (GENERAL, POOR, 3), (GENERAL, POOR, 3))
    close(gone, on=date(2014, 12, 31))

    one = report(T3, clerk)

    assert figures(one)["start_households"] == figures(one)["end_households"] == 0


def test_a_household_that_was_closed_later_is_counted_as_it_was(yunfeng, clerk):
    close(family(yunfeng, (GENERAL, POOR, 3), (GENERAL, POOR, 3)), on=date(2016, 1, 1))

    one = report(T3, clerk)

    assert figures(one)["start_households"] == figures(one)["end_households"] == 1


def test_provisionally_exited_counts_as_exited(yunfeng, clerk):
    family(yunfeng, (GENERAL, POOR, 3), (GENERAL, "2", 3))

    assert figures(report(T3, clerk))["exited_people"] == 3


def test_a_year_without_a_plan_has_no_rate(yunfeng, clerk):
    family(yunfeng, (GENERAL, POOR, 3), (GENERAL, EXITED, 3))

    one = report(T3, clerk)

    assert figures(one)["planned_people"] == 0
    assert figures(one)["rate"] is None


def test_a_household_that_skips_the_earlier_year_is_new(yunfeng, clerk):
    found = family(yunfeng, None, (GENERAL, POOR, 2))
    record(found, 2013, GENERAL, POOR, 2)

    assert figures(report(T3, clerk))["newly_households"] == 1
