"""The county classifies a list: each household gets a category or a ground."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households import classification
from households.choices import Category, Outcome, RoundKind, Stage
from households.classification import Rejection
from households.models import Case, HouseholdYear, MemberYear
from tests.factories import RoundFactory
from tests.households.lists import cases_at, sheet, stages


@pytest.fixture
def passed(yunfeng, round_):
    return cases_at(Stage.TOWNSHIP_PASSED, 4, yunfeng, round_)


def _classify(cases, by, rejected=None, **categories):
    rejected = rejected or {}
    given = {case.pk: "01" for case in cases if case.pk not in rejected}
    return classification.classify(
        sheet(cases, {pk: rejection.ground for pk, rejection in rejected.items()}),
        given | categories.get("given", {}),
        rejected,
        by=by,
    )


def test_exceptions_get_their_own_category_and_the_rejected_their_ground(passed, county_staff):
    entry = _classify(
        passed,
        county_staff,
        rejected={passed[3].pk: Rejection("vehicle")},
        given={passed[1].pk: Category.DIBAO},
    )

    now = Case.objects.in_bulk([case.pk for case in passed])
    assert stages(passed) == [*[Stage.CLASSIFIED] * 3, Stage.REJECTED]
    assert [now[case.pk].category for case in passed] == ["01", "02", "01", ""]
    assert now[passed[3].pk].rejected_because == "vehicle"
    assert (entry.details["moved"], entry.details["stayed"]) == (3, 1)


def test_one_press_classifies_returns_and_rejects(passed, county_staff):
    entry = classification.classify(
        sheet(passed, {passed[2].pk: "members"}),
        {passed[0].pk: "01", passed[1].pk: "04"},
        {passed[3].pk: Rejection("business")},
        by=county_staff,
    )

    assert stages(passed) == [*[Stage.CLASSIFIED] * 2, Stage.SURVEYED, Stage.REJECTED]
    assert Case.objects.get(pk=passed[2].pk).returned_because == "members"
    facts = entry.details
    assert [facts[n] for n in ("listed", "moved", "returned", "rejected")] == [4, 2, 1, 1]


def test_what_the_county_returns_without_a_reason_stops_the_list(passed, county_staff):
    with pytest.raises(ValidationError, match="Say why each of them goes back"):
        classification.classify(
            sheet(passed, {passed[2].pk: " "}),
            {case.pk: "01" for case in passed},
            {},
            by=county_staff,
        )

    assert set(stages(passed)) == {Stage.TOWNSHIP_PASSED}


def test_the_county_classifies_only_after_its_own_visits(yunfeng, county_staff):
    round_ = RoundFactory(county_check_percent=10)
    cases = cases_at(Stage.TOWNSHIP_PASSED, 11, yunfeng, round_)
    given = {case.pk: "01" for case in cases}

    with pytest.raises(ValidationError, match="at least 2 of the 11 households; 1 are marked"):
        classification.classify(sheet(cases), given, {}, by=county_staff, checked={cases[0].pk})
    assert set(stages(cases)) == {Stage.TOWNSHIP_PASSED}

    visited = {cases[0].pk, cases[7].pk}
    classification.classify(sheet(cases), given, {}, by=county_staff, checked=visited)

    marked = Case.objects.filter(is_checked_by_county=True)
    assert set(marked.values_list("pk", flat=True)) == visited


def test_another_ground_needs_words(passed, county_staff):
    with pytest.raises(ValidationError, match="in words"):
        _classify(passed, county_staff, rejected={passed[0].pk: Rejection("other", " ")})

    _classify(passed, county_staff, rejected={passed[0].pk: Rejection("other", "外出多年")})

    assert Case.objects.get(pk=passed[0].pk).stage == Stage.REJECTED


def test_an_unknown_ground_is_refused(passed, county_staff):
    with pytest.raises(ValidationError, match="ground of the rejection"):
        _classify(passed, county_staff, rejected={passed[0].pk: Rejection("because")})


def test_a_household_without_a_category_is_named(passed, county_staff):
    with pytest.raises(ValidationError, match="Wang Daming: choose a category"):
        classification.classify(sheet(passed), {}, {}, by=county_staff)

    assert set(stages(passed)) == {Stage.TOWNSHIP_PASSED}


@pytest.mark.parametrize("category", ["05", "99", "x"])
def test_only_the_four_categories_identify(category, passed, county_staff):
    with pytest.raises(ValidationError, match="four categories"):
        _classify(passed, county_staff, given={passed[0].pk: category})


def test_another_round_may_use_the_whole_list_of_categories(yunfeng, county_staff):
    look_back = RoundFactory(kind=RoundKind.LOOK_BACK)
    cases = cases_at(Stage.TOWNSHIP_PASSED, 1, yunfeng, look_back)
    Case.objects.update(proposed_outcome=Outcome.ADDED)
    with pytest.raises(ValidationError, match=r"Choose the category\."):
        _classify(cases, county_staff, given={cases[0].pk: "99"})

    _classify(cases, county_staff, given={cases[0].pk: "05"})

    assert Case.objects.get(pk=cases[0].pk).category == "05"


def test_where_the_outcome_leaves_no_choice_the_county_confirms_it(yunfeng, county_staff):
    leaving = RoundFactory(kind=RoundKind.EXIT)
    cases = cases_at(Stage.TOWNSHIP_PASSED, 2, yunfeng, leaving)
    HouseholdYear.objects.update(category="04", state="0")

    classification.classify(sheet(cases), {cases[0].pk: "01"}, {}, by=county_staff)

    assert set(Case.objects.values_list("category", "outcome")) == {("04", Outcome.EXITED)}


def test_an_incomplete_file_stops_the_list_and_is_named(passed, county_staff):
    passed[2].household.years.update(main_cause="")
    MemberYear.objects.filter(household_year__household=passed[0].household).update(relation="02")

    with pytest.raises(ValidationError) as refused:
        _classify(passed, county_staff)

    name, choose = "Wang Daming", "Choose the one that weighs most."
    alone = "Who lives alone is the householder."
    assert sorted(refused.value.messages) == [
        f"{name}: Main cause of poverty: The main cause of poverty is missing. {choose}",
        f"{name}: {name}, relation to householder: {alone} Give the relation 01.",
    ]
    assert set(stages(passed)) == {Stage.TOWNSHIP_PASSED}


def test_a_household_without_a_record_of_the_year_is_named(passed, county_staff):
    passed[0].household.years.update(year=2014)

    with pytest.raises(ValidationError, match="no record of this year"):
        _classify(passed, county_staff)


def test_only_the_county_classifies(passed, leader):
    with pytest.raises(PermissionDenied):
        _classify(passed, leader)
