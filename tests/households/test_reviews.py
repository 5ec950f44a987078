"""The township accepts a list after its visits; what goes back says why."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households import reviews, stepping
from households.choices import Stage
from households.models import Case
from tests.households.lists import cases_at, stages


def test_the_township_accepts_only_after_visiting_its_share(yunfeng, round_, leader):
    passed = cases_at(Stage.VILLAGE_PASSED, 6, yunfeng, round_)

    with pytest.raises(ValidationError, match="at least 2 of the 6 households; 1 are marked"):
        reviews.accept_in_township(passed, {passed[0].pk}, by=leader)
    assert set(stages(passed)) == {Stage.VILLAGE_PASSED}

    reviews.accept_in_township(passed, {passed[0].pk, passed[3].pk}, by=leader)

    assert set(stages(passed)) == {Stage.TOWNSHIP_ACCEPTED}
    assert Case.objects.filter(is_spot_checked=True).count() == 2


def test_a_visited_household_that_is_returned_counts_as_visited(yunfeng, round_, leader):
    passed = cases_at(Stage.VILLAGE_PASSED, 5, yunfeng, round_)

    kept = reviews.accept_in_township(
        passed, {passed[0].pk}, by=leader, returned={passed[0].pk: "income"}
    )

    assert len(kept) == 4
    back = Case.objects.get(pk=passed[0].pk)
    assert (back.stage, back.returned_because) == (Stage.SURVEYED, "income")
    assert not back.is_spot_checked


def test_a_whole_list_is_returned_without_a_visit(yunfeng, round_, leader):
    passed = cases_at(Stage.VILLAGE_PASSED, 2, yunfeng, round_)

    kept = reviews.accept_in_township(
        passed, set(), by=leader, returned={case.pk: "signature" for case in passed}
    )

    assert kept == []
    assert set(stages(passed)) == {Stage.SURVEYED}


def test_nothing_is_returned_without_a_reason(nominated, secretary):
    with pytest.raises(ValidationError, match="Say why each of them goes back"):
        reviews.send_back(
            "send_back",
            stepping.lock(nominated),
            {nominated[0].pk: "income", nominated[1].pk: " "},
            by=secretary,
        )

    assert set(stages(nominated)) == {Stage.NOMINATED}


def test_a_reason_longer_than_its_column_is_refused_in_words(nominated, secretary):
    with pytest.raises(ValidationError, match="200 characters fit"):
        reviews.send_back(
            "send_back", stepping.lock(nominated), {nominated[0].pk: "长" * 201}, by=secretary
        )


def test_only_the_township_accepts(yunfeng, round_, secretary, county_staff):
    passed = cases_at(Stage.VILLAGE_PASSED, 1, yunfeng, round_)

    for stranger in (secretary, county_staff):
        with pytest.raises(PermissionDenied):
            reviews.accept_in_township(passed, {passed[0].pk}, by=stranger)


def test_an_empty_list_is_not_accepted(leader):
    with pytest.raises(ValidationError, match="list is empty"):
        reviews.accept_in_township([], set(), by=leader)
