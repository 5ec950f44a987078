"""The figures of pairing, and who waits for a cadre."""

from datetime import date

import pytest

from assistance.coverage import cadres_serving, coverage, waiting
from tests.assistance.conftest import TODAY
from tests.assistance.rows import paired
from tests.factories import (
    CadreFactory,
    HouseholdFactory,
    PairingFactory,
)

pytestmark = pytest.mark.django_db


def test_coverage_counts_households_people_and_cadres_of_pairings_in_force(clerk, yunfeng):
    cadre = CadreFactory()
    paired(yunfeng, people=3, cadre=cadre)
    paired(yunfeng, people=2, cadre=cadre)
    paired(yunfeng, ends_on=date(2015, 6, 1), ended_because="exit")
    paired(yunfeng, starts_on=date(2015, 8, 1))
    HouseholdFactory(village=yunfeng, file__category="02")

    figures = coverage(clerk, 2015, TODAY)

    assert (figures.households, figures.people, figures.cadres) == (2, 5, 1)
    assert (figures.to_be_paired, figures.waiting) == (4, 2)
    assert figures.percent == 50
    assert figures.per_cadre == 2


def test_coverage_of_an_area_without_households_is_no_figure(clerk):
    figures = coverage(clerk, 2015, TODAY)

    assert (figures.percent, figures.per_cadre) == (None, None)


def test_coverage_counts_a_household_with_two_cadres_once(clerk, yunfeng):
    household = paired(yunfeng, people=4).household
    PairingFactory(household=household)

    figures = coverage(clerk, 2015, TODAY)

    assert (figures.households, figures.people, figures.cadres) == (1, 4, 2)


def test_coverage_is_that_of_the_readers_area(clerk2, secretary, yunfeng, zongshu):
    paired(yunfeng)
    paired(zongshu)

    assert coverage(clerk2, 2015, TODAY).households == 0
    assert coverage(secretary, 2015, TODAY).households == 1


def test_coverage_narrows_to_a_village(clerk, yunfeng, zongshu):
    paired(yunfeng)
    paired(zongshu)

    assert coverage(clerk, 2015, TODAY, zongshu.code).households == 1


@pytest.mark.parametrize(("category", "waits"), [("01", 1), ("04", 1), ("02", 0), ("03", 0)])
def test_those_able_to_work_wait_for_a_cadre(clerk, yunfeng, category, waits):
    HouseholdFactory(village=yunfeng, file__category=category)

    assert waiting(clerk, 2015, TODAY).count() == waits


def test_who_left_and_who_is_idle(clerk, yunfeng):
    CadreFactory(left_on=date(2015, 5, 1))
    CadreFactory()
    paired(yunfeng)

    assert cadres_serving(clerk, TODAY) == {"serving": 2, "idle": 1}
