"""A list page's press: once for each request, whole or not at all, and never over a moved list."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households import approval, sheets
from households.choices import Stage
from households.models import Case, Event, Notice
from povertyreg.audit.models import Entry
from tests.households.lists import PHONE, approve, cases_at, sheet, stages


def test_the_same_request_is_answered_with_the_first_result(nominated, secretary):
    request = uuid4()
    first = approve(nominated, secretary, request_id=request)

    again = approve(nominated, secretary, request_id=request)

    assert again == first
    assert Notice.objects.count() == 1
    assert Event.objects.filter(step="post_in_village").count() == 5


def test_a_list_that_was_wholly_returned_is_answered_too(nominated, secretary):
    request, back = uuid4(), {case.pk: "income" for case in nominated}
    first = approve(nominated, secretary, returned=back, request_id=request)

    again = approve(nominated, secretary, returned=back, request_id=request)

    assert again == first
    assert not Notice.objects.exists()
    assert Event.objects.filter(step="send_back").count() == 5


def test_another_request_for_the_same_list_is_told_who_moved(nominated, secretary):
    approve(nominated, secretary)

    with pytest.raises(ValidationError, match="moved 5 households of this list meanwhile"):
        approve(nominated, secretary)

    assert Notice.objects.count() == 1


def test_the_names_of_many_that_moved_are_cut_short(nominated, secretary):
    approve(nominated, secretary)

    with pytest.raises(ValidationError, match=r"\(Wang Daming, Wang Daming, Wang Daming …\)"):
        approve(nominated, secretary)


def test_one_that_moved_meanwhile_stops_the_list_and_is_named(nominated, yunfeng, secretary):
    Case.objects.filter(pk=nominated[1].pk).update(stage=Stage.SURVEYED)

    with pytest.raises(ValidationError, match=r"moved 1 household .* \(Wang Daming\)"):
        approve(nominated, secretary, returned={nominated[0].pk: "income"})

    assert stages(nominated).count(Stage.NOMINATED) == 4


def test_whoever_was_not_on_the_page_stays(nominated, yunfeng, round_, secretary):
    later = cases_at(Stage.NOMINATED, 1, yunfeng, round_)

    approve(nominated, secretary)

    assert stages(later) == [Stage.NOMINATED]


def test_households_of_another_village_are_not_slipped_in(nominated, zongshu, round_, secretary):
    elsewhere = cases_at(Stage.NOMINATED, 1, zongshu, round_)

    approve([*nominated, *elsewhere], secretary)

    assert stages(elsewhere) == [Stage.NOMINATED]


def test_an_empty_page_does_nothing(nominated, secretary):
    empty = sheets.Sheet(nominated[0].village, nominated[0].round, uuid4(), listed=[])

    with pytest.raises(ValidationError, match="nobody waits here"):
        approval.approve_in_village(empty, complaint_phone=PHONE, by=secretary)


@pytest.mark.parametrize("who", ["clerk", "secretary2", "leader", "county_staff", "auditor"])
def test_only_the_secretary_of_the_village_approves(who, nominated, request):
    with pytest.raises(PermissionDenied):
        approve(nominated, request.getfixturevalue(who))

    assert not Entry.objects.exists()


def test_a_refused_press_may_be_sent_again(nominated, secretary):
    request = uuid4()
    with pytest.raises(ValidationError, match="phone"):
        approval.approve_in_village(
            sheet(nominated, request_id=request), complaint_phone="", by=secretary
        )

    entry = approve(nominated, secretary, request_id=request)

    assert entry.details["moved"] == 5
