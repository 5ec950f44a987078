"""Lists posted, closed, accepted and announced: whole, in time, and by the right person."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households import objections, publicity
from households.choices import Category, Level, ObjectionKind, Stage
from households.models import Case, Event, HouseholdYear, Objection
from povertyreg import clock
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory
from tests.households.lists import (
    JUNE_2,
    JUNE_3,
    JUNE_4,
    MAY_28,
    PHONE,
    cases_at,
    hanging,
    photographed,
    stages,
)


def _object(notice, case, by, kind=ObjectionKind.SHOULD_NOT_BE_IN, on=MAY_28):
    return objections.record(
        Objection(
            notice=notice, case=case, received_on=on, channel="phone", kind=kind, content="有小汽车"
        ),
        by=by,
    )


def test_a_list_goes_up_as_a_whole_and_every_household_gets_its_event(
    nominated, secretary, set_today
):
    set_today(MAY_28)

    notice = hanging(nominated, secretary)

    assert set(stages(nominated)) == {Stage.VILLAGE_PUBLICITY}
    assert (notice.starts_on, notice.ends_on, notice.days) == (MAY_28, JUNE_3, 7)
    assert notice.entries.count() == Event.objects.filter(notice=notice).count() == 5


def test_an_empty_list_is_not_posted(secretary):
    with pytest.raises(ValidationError, match="list is empty"):
        hanging([], secretary)


def test_a_list_holds_households_of_one_village(nominated, zongshu, round_, county_staff):
    nominated += cases_at(Stage.NOMINATED, 1, zongshu, round_)

    with pytest.raises(ValidationError, match="one village and one round"):
        hanging(nominated, county_staff)


def test_a_list_holds_households_of_one_round(nominated, yunfeng, secretary):
    nominated += cases_at(Stage.NOMINATED, 1, yunfeng, RoundFactory(year=2014))

    with pytest.raises(ValidationError, match="one village and one round"):
        hanging(nominated, secretary)


def test_the_phone_for_complaints_is_not_left_out(nominated, secretary):
    with pytest.raises(ValidationError, match="phone for complaints"):
        publicity.post_in_village(nominated, complaint_phone="  ", by=secretary)


def test_one_household_at_another_stage_stops_the_whole_list(nominated, yunfeng, round_, secretary):
    nominated += cases_at(Stage.SURVEYED, 1, yunfeng, round_)

    with pytest.raises(ValidationError, match="“Surveyed”"):
        hanging(nominated, secretary)

    assert set(stages(nominated[:5])) == {Stage.NOMINATED}


def test_whoever_entered_a_file_does_not_approve_it(yunfeng, round_, secretary):
    own = CaseFactory(
        household=HouseholdFactory(village=yunfeng, entered_by=secretary),
        round=round_,
        stage=Stage.NOMINATED,
    )

    with pytest.raises(ValidationError, match=own.household.number):
        hanging([own], secretary)


def test_the_secretary_of_the_next_village_may_not_post_the_list(nominated, secretary2):
    with pytest.raises(PermissionDenied):
        hanging(nominated, secretary2)


def test_a_clerk_may_not_post_the_list(nominated, clerk):
    with pytest.raises(PermissionDenied):
        hanging(nominated, clerk)


def test_the_same_request_again_gets_the_first_notice(nominated, secretary):
    request = uuid4()
    first = publicity.post_in_village(
        nominated, complaint_phone=PHONE, by=secretary, request_id=request
    )

    again = publicity.post_in_village(
        nominated, complaint_phone=PHONE, by=secretary, request_id=request
    )

    assert again == first
    assert Event.objects.filter(step="post_in_village").count() == 5


def test_another_request_for_the_same_list_is_refused(nominated, secretary):
    publicity.post_in_village(nominated, complaint_phone=PHONE, by=secretary, request_id=uuid4())

    with pytest.raises(ValidationError, match="“Village notice”"):
        publicity.post_in_village(
            nominated, complaint_phone=PHONE, by=secretary, request_id=uuid4()
        )


def test_a_request_of_somebody_else_is_not_answered(nominated, secretary, county_staff):
    request = uuid4()
    publicity.post_in_village(nominated, complaint_phone=PHONE, by=secretary, request_id=request)

    with pytest.raises(ValidationError, match="sent by somebody else"):
        publicity.post_in_village(
            nominated, complaint_phone=PHONE, by=county_staff, request_id=request
        )


def test_a_notice_comes_down_on_its_last_day_and_not_before(nominated, secretary, set_today):
    set_today(MAY_28)
    notice = hanging(nominated, secretary)
    set_today(JUNE_2)

    with pytest.raises(ValidationError, match="until 3 June 2015, 7 days"):
        publicity.close_in_village(notice, by=secretary)
    assert set(stages(nominated)) == {Stage.VILLAGE_PUBLICITY}

    set_today(JUNE_3)
    closed = publicity.close_in_village(notice, by=secretary)

    assert len(closed.moved) == 5
    assert set(stages(nominated)) == {Stage.VILLAGE_PASSED}


def test_an_open_objection_holds_back_its_household_and_no_other(nominated, secretary, set_today):
    set_today(MAY_28)
    notice = hanging(nominated, secretary)
    objection = _object(notice, nominated[2], secretary)
    set_today(JUNE_3)

    closed = publicity.close_in_village(notice, by=secretary)

    assert [case.pk for case in closed.held] == [nominated[2].pk]
    assert stages(nominated).count(Stage.VILLAGE_PASSED) == 4

    objections.decide(objection, "dismissed", "查无此事", by=secretary)
    publicity.close_in_village(notice, by=secretary)
    assert set(stages(nominated)) == {Stage.VILLAGE_PASSED}


def test_a_list_that_is_wholly_under_objection_is_not_closed(nominated, secretary, set_today):
    set_today(MAY_28)
    notice = hanging(nominated[:1], secretary)
    _object(notice, nominated[0], secretary)
    set_today(JUNE_3)

    with pytest.raises(ValidationError, match="Decide it first"):
        publicity.close_in_village(notice, by=secretary)


def test_a_closed_notice_is_not_closed_again(nominated, secretary, set_today):
    set_today(MAY_28)
    notice = hanging(nominated, secretary)
    set_today(JUNE_3)
    publicity.close_in_village(notice, by=secretary)

    with pytest.raises(ValidationError, match="closed already"):
        publicity.close_in_village(notice, by=secretary)


def test_the_township_does_not_close_what_the_village_posted(nominated, secretary, leader):
    notice = hanging(nominated, secretary)

    with pytest.raises(ValidationError, match="another level"):
        publicity.close_in_township(notice, by=leader)


def test_closing_an_old_notice_leaves_alone_whoever_hangs_on_a_newer_one(
    nominated, secretary, set_today
):
    set_today(MAY_28)
    old = hanging(nominated, secretary)
    objection = _object(old, nominated[0], secretary, kind=ObjectionKind.DATA_WRONG)
    objections.decide(objection, "upheld", "人口应为 4 人", by=secretary)
    set_today(JUNE_2)
    Case.objects.filter(pk=nominated[0].pk).update(stage=Stage.NOMINATED)
    new = hanging([Case.objects.get(pk=nominated[0].pk)], secretary)
    set_today(JUNE_3)

    publicity.close_in_village(old, by=secretary)

    assert stages(nominated) == [Stage.VILLAGE_PUBLICITY, *[Stage.VILLAGE_PASSED] * 4]
    with pytest.raises(ValidationError, match="until 8 June"):
        publicity.close_in_village(new, by=secretary)


def test_the_announcement_enters_category_and_state_into_the_records(
    yunfeng, round_, county_staff, set_today
):
    set_today(JUNE_4)
    classified = cases_at(Stage.CLASSIFIED, 2, yunfeng, round_)
    Case.objects.filter(pk=classified[1].pk).update(category=Category.DIBAO)

    notice = publicity.announce(classified, complaint_phone=PHONE, by=county_staff)

    records = HouseholdYear.objects.filter(year=2015)
    assert notice.level == Level.COUNTY
    assert {r.category for r in records} == {Category.GENERAL_POOR, Category.DIBAO}
    assert {r.state for r in records} == {"0"}
    assert set(stages(classified)) == {Stage.ANNOUNCED}
    classified[0].household.refresh_from_db()
    assert classified[0].household.first_identified_in == 2015


def test_a_household_keeps_the_year_in_which_it_was_first_identified(yunfeng, round_, county_staff):
    known = CaseFactory(
        household=HouseholdFactory(village=yunfeng, first_identified_in=2013),
        round=round_,
        stage=Stage.CLASSIFIED,
    )

    publicity.announce([known], complaint_phone=PHONE, by=county_staff)

    known.household.refresh_from_db()
    assert known.household.first_identified_in == 2013


def test_the_township_posts_and_closes_its_own_notice(yunfeng, round_, leader, set_today):
    set_today(MAY_28)
    accepted = cases_at(Stage.TOWNSHIP_ACCEPTED, 2, yunfeng, round_)
    notice = photographed(publicity.post_in_township(accepted, complaint_phone=PHONE, by=leader))
    assert notice.level == Level.TOWNSHIP
    set_today(JUNE_3)

    publicity.close_in_township(notice, by=leader)

    assert set(stages(accepted)) == {Stage.TOWNSHIP_PASSED}


@pytest.mark.parametrize("count", [5, 40])
def test_posting_takes_no_more_statements_for_a_longer_list(
    count, yunfeng, round_, secretary, django_assert_max_num_queries
):
    listed = cases_at(Stage.NOMINATED, count, yunfeng, round_)
    secretary.current_jurisdictions()

    with django_assert_max_num_queries(25):
        hanging(listed, secretary)


def test_a_notice_without_its_photos_is_closed_only_with_a_reason(nominated, secretary, set_today):
    set_today(MAY_28)
    notice = photographed(
        publicity.post_in_village(nominated, complaint_phone=PHONE, by=secretary), count=1
    )
    set_today(JUNE_3)

    with pytest.raises(ValidationError, match="Two photos"):
        publicity.close_in_village(notice, by=secretary, without_photos_because=" ")
    publicity.close_in_village(notice, by=secretary, without_photos_because="相机坏了")

    closed = Event.objects.filter(step="close_in_village")
    assert {event.reason for event in closed} == {"相机坏了"}


def test_a_photo_that_was_taken_back_does_not_count(nominated, secretary, set_today):
    set_today(MAY_28)
    notice = hanging(nominated, secretary)
    notice.photos.filter(kind="last_day").update(
        withdrawn_at=clock.now(), withdrawn_because="拍错了"
    )
    set_today(JUNE_3)

    with pytest.raises(ValidationError, match="Two photos"):
        publicity.close_in_village(notice, by=secretary)


def test_a_reason_is_not_kept_where_the_photos_are(nominated, secretary, set_today):
    set_today(MAY_28)
    notice = hanging(nominated, secretary)
    set_today(JUNE_3)

    publicity.close_in_village(notice, by=secretary, without_photos_because="不需要")

    assert not Event.objects.filter(step="close_in_village", reason__gt="").exists()
