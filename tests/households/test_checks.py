"""What a file lacks before its case may go on."""

import pytest

from households import checks
from households.models import MemberYear
from tests.factories import HouseholdFactory


def _problems(household):
    record = household.years.get()
    return checks.problems(record, MemberYear.objects.filter(household_year=record))


def test_a_complete_file_has_no_problem(yunfeng):
    assert _problems(HouseholdFactory(village=yunfeng, file__people=3)) == []


def test_a_file_without_a_record_of_the_year_is_told_so():
    assert checks.problems(None, []) == ["The file has no record of this year. Enter it first."]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"size": 5}, "counts 5 people but lists 2"),
        ({"proposed_category": ""}, "household category is missing"),
        ({"main_cause": ""}, "main cause of poverty is missing"),
    ],
)
def test_what_is_missing_is_named(facts, said, yunfeng):
    household = HouseholdFactory(village=yunfeng, file__people=2)
    household.years.update(**facts)

    (problem,) = _problems(household)

    assert said in problem


@pytest.mark.parametrize(
    ("relations", "said"),
    [
        ([], "no members"),
        (["02"], "No member is the householder"),
        (["01", "01"], "Two members are householder"),
        (["01", "02", "02"], "Two members are the householder's spouse"),
        (["01", "02", "03"], None),
    ],
)
def test_a_household_has_one_householder_and_at_most_one_spouse(relations, said):
    found = checks.composition_problems(relations)

    assert said is None if not found else said in found[0]
