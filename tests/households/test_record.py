"""What the page of a household gathers, and how few questions it asks for it."""

from datetime import date

import pytest

from households.choices import Stage
from households.models import Household, HouseholdYear, MemberYear
from households.record import page_of
from tests.factories import CaseFactory, HouseholdFactory

QUESTIONS = 12
"""Session, person and duties (3), the household, and what the page gathers of it."""

WHO_ASKS_AND_WHAT = 4


@pytest.fixture(autouse=True)
def _today(set_today):
    set_today(date(2018, 11, 24))


def with_years(household, years):
    """The record of 2015 once more in each of the years."""
    first = household.years.get()
    for year in years:
        record = HouseholdYear.objects.create(
            household=household, village_id=household.village_id, year=year, size=first.size
        )
        for row in first.members.all():
            MemberYear.objects.create(
                household_year=record, member=row.member, relation=row.relation
            )
    return household


@pytest.mark.parametrize("people", [2, 8, 20])
def test_the_page_of_a_household_is_gathered_with_few_questions(
    people, clerk, yunfeng, django_assert_max_num_queries
):
    file = HouseholdFactory(village=yunfeng, file__people=people, file__category="01")
    with_years(file, (2013, 2014, 2016, 2017, 2018))
    CaseFactory(household=file, stage=Stage.SURVEYED)
    household = Household.objects.select_related("village", "group", "householder").get()
    assert clerk.area_codes()

    with django_assert_max_num_queries(QUESTIONS - WHO_ASKS_AND_WHAT):
        page = page_of(household, clerk, 2015, strictly=True)

    assert len(page.people) == people
    assert [record.year for record in page.years] == list(range(2013, 2019))
