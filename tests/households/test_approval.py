"""What each press of a village's list does, and that its receipt adds up."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from households import approval
from households.choices import Category, Stage
from households.meetings import Vote
from households.models import Case, Event, HouseholdYear, Notice
from households.reviews import Rejection
from tests.households.lists import (
    JUNE_2,
    JUNE_3,
    MAY_28,
    PHONE,
    approve,
    cases_at,
    hanging,
    meeting,
    sheet,
    stages,
)


def _equation(entry):
    return tuple(entry.details[part] for part in ("listed", "moved", "stayed"))


def test_returned_and_approved_ones_move_together(nominated, secretary):
    back = {nominated[1].pk: "income", nominated[3].pk: "户口本不符"}

    entry = approve(nominated, secretary, returned=back)

    assert _equation(entry) == (5, 3, 2)
    assert stages(nominated).count(Stage.VILLAGE_PUBLICITY) == 3
    assert {case.returned_because for case in Case.objects.at(Stage.SURVEYED)} == {
        "income",
        "户口本不符",
    }
    assert Notice.objects.get(pk=entry.details["notice"]).entries.count() == 3


def test_a_picked_reason_is_said_in_the_language_of_the_page(nominated, secretary):
    approve(nominated, secretary, returned={nominated[0].pk: "income", nominated[1].pk: "户口本"})

    said = {case.pk: case.why_returned for case in Case.objects.at(Stage.SURVEYED)}
    assert said == {nominated[0].pk: "income not true", nominated[1].pk: "户口本"}
    assert {e.why for e in Event.objects.filter(step="send_back")} == {"income not true", "户口本"}


def test_nothing_of_a_list_moves_when_its_notice_is_refused(nominated, secretary):
    with pytest.raises(ValidationError, match="phone"):
        approval.approve_in_village(
            sheet(nominated, {nominated[0].pk: "income"}), complaint_phone="", by=secretary
        )

    assert set(stages(nominated)) == {Stage.NOMINATED}
    assert not Event.objects.exists()


def test_the_township_accepts_and_returns_together(yunfeng, round_, leader):
    passed = cases_at(Stage.VILLAGE_PASSED, 5, yunfeng, round_)

    entry = approval.accept_in_township(
        sheet(passed, {passed[4].pk: "vehicle"}), {passed[0].pk}, by=leader
    )

    assert _equation(entry) == (5, 4, 1)
    assert stages(passed) == [*[Stage.TOWNSHIP_ACCEPTED] * 4, Stage.SURVEYED]


def test_one_press_accepts_returns_and_rejects(yunfeng, round_, leader):
    passed = cases_at(Stage.VILLAGE_PASSED, 6, yunfeng, round_)

    entry = approval.accept_in_township(
        sheet(passed, {passed[4].pk: "income"}),
        {passed[0].pk, passed[1].pk},
        {passed[5].pk: Rejection("vehicle")},
        by=leader,
    )

    assert _equation(entry) == (6, 4, 2)
    assert (entry.details["returned"], entry.details["rejected"]) == (1, 1)
    assert stages(passed) == [*[Stage.TOWNSHIP_ACCEPTED] * 4, Stage.SURVEYED, Stage.REJECTED]
    assert Case.objects.get(pk=passed[5].pk).rejected_because == "vehicle"


@pytest.mark.parametrize("wrong", [Rejection("because"), Rejection("other", " "), Rejection("")])
def test_nothing_of_a_mixed_press_is_done_when_a_ground_is_refused(wrong, yunfeng, round_, leader):
    passed = cases_at(Stage.VILLAGE_PASSED, 5, yunfeng, round_)

    with pytest.raises(ValidationError):
        approval.accept_in_township(
            sheet(passed, {passed[3].pk: "income"}),
            {passed[0].pk},
            {passed[4].pk: wrong},
            by=leader,
        )

    assert set(stages(passed)) == {Stage.VILLAGE_PASSED}
    assert not Event.objects.exists()


def test_the_township_may_still_reject_when_it_posts(yunfeng, round_, leader):
    accepted = cases_at(Stage.TOWNSHIP_ACCEPTED, 3, yunfeng, round_)

    entry = approval.post_in_township(
        sheet(accepted), {accepted[0].pk: Rejection("absent")}, complaint_phone=PHONE, by=leader
    )

    assert _equation(entry) == (3, 2, 1)
    assert stages(accepted)[0] == Stage.REJECTED


@pytest.mark.parametrize(("returned", "posted"), [([0], 2), ([0, 1, 2], 0)])
def test_the_township_posts_what_it_does_not_return(returned, posted, yunfeng, round_, leader):
    accepted = cases_at(Stage.TOWNSHIP_ACCEPTED, 3, yunfeng, round_)
    back = {accepted[position].pk: "members" for position in returned}

    entry = approval.post_in_township(sheet(accepted, back), complaint_phone=PHONE, by=leader)

    assert _equation(entry) == (3, posted, len(returned))
    assert Notice.objects.filter(level="township").count() == bool(posted)
    assert stages(accepted).count(Stage.TOWNSHIP_PUBLICITY) == posted


def test_closing_twice_with_one_request_is_one_closing(nominated, secretary, set_today):
    set_today(MAY_28)
    notice = hanging(nominated, secretary)
    set_today(JUNE_3)
    request = uuid4()

    first = approval.close(notice, request_id=request, by=secretary)
    again = approval.close(notice, request_id=request, by=secretary)

    assert again == first
    assert _equation(first) == (5, 5, 0)
    assert first.action == "close_village_list"
    with pytest.raises(ValidationError, match="closed already"):
        approval.close(notice, request_id=uuid4(), by=secretary)


def test_closing_a_day_early_leaves_no_receipt(nominated, secretary, set_today):
    set_today(MAY_28)
    notice = hanging(nominated, secretary)
    set_today(JUNE_2)

    with pytest.raises(ValidationError, match="3 June 2015"):
        approval.close(notice, request_id=uuid4(), by=secretary)

    assert set(stages(nominated)) == {Stage.VILLAGE_PUBLICITY}


def test_the_township_closes_its_notice(yunfeng, round_, leader, set_today):
    set_today(MAY_28)
    accepted = cases_at(Stage.TOWNSHIP_ACCEPTED, 2, yunfeng, round_)
    posted = approval.post_in_township(sheet(accepted), complaint_phone=PHONE, by=leader)
    set_today(JUNE_3)

    entry = approval.close(
        Notice.objects.get(pk=posted.details["notice"]),
        request_id=uuid4(),
        by=leader,
        without_photos_because="相机坏了",
    )

    assert entry.action == "close_township_list"
    assert set(stages(accepted)) == {Stage.TOWNSHIP_PASSED}


def test_the_county_announces(yunfeng, round_, county_staff):
    classified = cases_at(Stage.CLASSIFIED, 2, yunfeng, round_)

    entry = approval.announce(sheet(classified), complaint_phone=PHONE, by=county_staff)

    assert _equation(entry) == (2, 2, 0)
    assert HouseholdYear.objects.filter(category=Category.GENERAL_POOR).count() == 2


def test_a_meeting_is_recorded_once_for_a_request(yunfeng, round_, secretary, set_today):
    set_today(MAY_28)
    surveyed = cases_at(Stage.SURVEYED, 3, yunfeng, round_)
    votes = [Vote(surveyed[0], 38), Vote(surveyed[1], 38), Vote(surveyed[2], 10, 28)]
    request = uuid4()

    first = approval.record_meeting(
        meeting(yunfeng, round_), votes, request_id=request, by=secretary
    )
    again = approval.record_meeting(meeting(yunfeng, round_), [], request_id=request, by=secretary)

    assert again == first
    assert _equation(first) == (3, 2, 1)


@pytest.mark.parametrize("count", [5, 40])
def test_approving_takes_no_more_statements_for_a_longer_list(
    count, yunfeng, round_, secretary, django_assert_max_num_queries
):
    listed = cases_at(Stage.NOMINATED, count, yunfeng, round_)
    secretary.current_jurisdictions()

    with django_assert_max_num_queries(40):
        approve(listed, secretary, returned={listed[0].pk: "income", listed[1].pk: "vehicle"})
