"""The versions of a file in words."""

import pytest

from households import files, history
from households.models import Household
from tests.factories import HouseholdFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def household(yunfeng, clerk) -> Household:
    found = HouseholdFactory(village=yunfeng, file__people=2, file__wage=100, phone="13800001111")
    file = files.opened(found, 2015)
    file.year.wage, file.year.main_cause = 1300, "02"
    file.household.phone = "13612342085"
    files.update(file, version=1, by=clerk, reason="the slip was misread")
    return found


def test_a_change_is_told_with_person_reason_and_both_values(household):
    latest = history.versions(household)[0]

    told = {(line.where, line.label): (line.old, line.new) for line in latest.lines}
    assert (latest.number, latest.who, latest.why) == (2, "Yang Min", "the slip was misread")
    assert told["2015", "Wages"] == ("100.00", "1,300.00")
    assert told["2015", "Main cause of poverty"] == ("Illness", "Disability")


def test_numbers_are_compared_by_value_and_shown_masked(household):
    line = next(x for x in history.versions(household)[0].lines if x.label == "Phone")

    assert (line.old, line.new) == ("138****1111", "136****2085")


def test_columns_of_the_machinery_are_not_told(household):
    labels = {line.label for version in history.versions(household) for line in version.lines}

    assert not labels & {"County", "Row", "Name in pinyin", "Changed at", "Household size"}


def test_it_is_read_with_a_fixed_number_of_questions(household, clerk, django_assert_num_queries):
    with django_assert_num_queries(7):
        history.versions(household)
    file = files.opened(household, 2015)
    file.year.wage = 7
    files.update(file, version=2, by=clerk)

    with django_assert_num_queries(7):
        history.versions(household)
