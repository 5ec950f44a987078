"""A meeting is valid with its quorum, votes add up, and more than half carry."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households import meetings
from households.choices import Stage
from households.meetings import Vote
from households.models import (
    Attendance,
    Ballot,
    Case,
    Event,
    MeetingOfRepresentatives,
    Representative,
)
from tests.factories import RoundFactory
from tests.households.lists import MAY_26, cases_at, meeting, stages


@pytest.fixture
def surveyed(yunfeng, round_):
    return cases_at(Stage.SURVEYED, 3, yunfeng, round_)


def representatives(village, *names):
    since = date(2015, 1, 1)
    return [Representative.objects.create(village=village, name=n, since=since) for n in names]


@pytest.fixture(autouse=True)
def _after_the_meeting(set_today):
    set_today(date(2015, 5, 27))


def test_carried_households_are_nominated_and_the_others_rejected(
    yunfeng, round_, surveyed, secretary
):
    votes = [Vote(surveyed[0], 38), Vote(surveyed[1], 20, 10, 8), Vote(surveyed[2], 19, 19)]

    outcome = meetings.record(meeting(yunfeng, round_), votes, by=secretary)

    assert [case.pk for case in outcome.not_carried] == [surveyed[2].pk]
    assert stages(surveyed) == [Stage.NOMINATED, Stage.NOMINATED, Stage.REJECTED]
    assert Case.objects.get(pk=surveyed[2].pk).rejected_because == "not_carried"
    assert {event.on for event in Event.objects.all()} == {MAY_26}


def test_a_returned_household_is_clean_again_when_it_is_carried(
    yunfeng, round_, surveyed, secretary
):
    Case.objects.filter(pk=surveyed[0].pk).update(returned_because="income")

    meetings.record(meeting(yunfeng, round_), [Vote(surveyed[0], 38)], by=secretary)

    assert Case.objects.get(pk=surveyed[0].pk).returned_because == ""


@pytest.mark.parametrize(("entitled", "present"), [(45, 30), (44, 30), (3, 2)])
def test_two_thirds_of_the_representatives_are_enough(
    entitled, present, yunfeng, round_, surveyed, secretary
):
    held = meeting(yunfeng, round_, entitled=entitled, present=present)

    meetings.record(held, [Vote(surveyed[0], present)], by=secretary)

    assert held.pk


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"entitled": 45, "present": 29}, "29 of 45 present, at least 30"),
        ({"entitled": 46, "present": 30}, "at least 31"),
        ({"entitled": 37}, "More representatives are present than entitled"),
        ({"held_on": date(2015, 5, 28)}, "cannot lie in the future"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(facts, said, yunfeng, round_, surveyed, secretary):
    held = meeting(yunfeng, round_, **facts)

    with pytest.raises(ValidationError, match=said):
        meetings.record(held, [Vote(surveyed[0], held.present)], by=secretary)

    assert not MeetingOfRepresentatives.objects.exists()


def test_votes_that_do_not_add_up_are_refused_with_the_household(
    yunfeng, round_, surveyed, secretary
):
    votes = [Vote(surveyed[0], 38), Vote(surveyed[1], 36, 1)]

    with pytest.raises(
        ValidationError, match=f"{surveyed[1].household.number}: 37 votes, but 38 were present"
    ):
        meetings.record(meeting(yunfeng, round_), votes, by=secretary)

    assert set(stages(surveyed)) == {Stage.SURVEYED}
    assert not Ballot.objects.exists()


def test_a_meeting_votes_on_somebody(yunfeng, round_, secretary):
    with pytest.raises(ValidationError, match="at least one household"):
        meetings.record(meeting(yunfeng, round_), [], by=secretary)


def test_a_household_is_voted_on_once(yunfeng, round_, surveyed, secretary):
    with pytest.raises(ValidationError, match="stands twice"):
        meetings.record(
            meeting(yunfeng, round_), [Vote(surveyed[0], 38), Vote(surveyed[0], 38)], by=secretary
        )


def test_a_meeting_votes_on_its_own_village_and_round(yunfeng, zongshu, round_, surveyed,
                                                      secretary):  # fmt: skip
    elsewhere = cases_at(Stage.SURVEYED, 1, zongshu, round_)
    earlier = cases_at(Stage.SURVEYED, 1, yunfeng, RoundFactory(year=2014))

    for other in (*elsewhere, *earlier):
        with pytest.raises(ValidationError, match="own village and round"):
            meetings.record(
                meeting(yunfeng, round_), [Vote(surveyed[0], 38), Vote(other, 38)], by=secretary
            )


def test_a_household_that_waits_for_no_vote_stops_the_meeting(
    yunfeng, round_, surveyed, nominated, secretary
):
    votes = [Vote(surveyed[0], 38), Vote(nominated[0], 38)]

    with pytest.raises(ValidationError, match="“Nominated”"):
        meetings.record(meeting(yunfeng, round_), votes, by=secretary)

    assert not MeetingOfRepresentatives.objects.exists()


def test_only_the_village_records_its_meeting(yunfeng, round_, surveyed, clerk, secretary2):
    for stranger in (clerk, secretary2):
        with pytest.raises(PermissionDenied):
            meetings.record(meeting(yunfeng, round_), [Vote(surveyed[0], 38)], by=stranger)


def test_a_recused_representative_is_present_and_has_no_vote(yunfeng, round_, surveyed, secretary):
    votes = [Vote(surveyed[0], 36, recused=2, recused_who="王大明，王二明")]

    meetings.record(meeting(yunfeng, round_), votes, by=secretary)

    ballot = Ballot.objects.get()
    assert (ballot.votes_for, ballot.recused, ballot.present) == (36, 2, 38)
    assert ballot.recused_who == "王大明，王二明"
    assert stages(surveyed)[0] == Stage.NOMINATED


@pytest.mark.parametrize(
    ("vote", "said"),
    [
        ({"votes_for": 37, "recused": 1, "recused_who": " "}, "name the representatives"),
        ({"votes_for": 38, "recused": 1, "recused_who": "王大明"}, "39 votes, but 38"),
    ],
)
def test_recusals_are_named_and_counted(vote, said, yunfeng, round_, surveyed, secretary):
    with pytest.raises(ValidationError, match=said):
        meetings.record(meeting(yunfeng, round_), [Vote(surveyed[0], **vote)], by=secretary)

    assert not MeetingOfRepresentatives.objects.exists()


def test_half_of_those_present_are_not_enough_where_others_are_recused(
    yunfeng, round_, surveyed, secretary
):
    votes = [Vote(surveyed[0], 19, 9, 0, 10, "十人")]

    meetings.record(meeting(yunfeng, round_), votes, by=secretary)

    assert stages(surveyed)[0] == Stage.REJECTED


def test_those_who_signed_are_kept_with_the_meeting(yunfeng, round_, surveyed, secretary):
    signed = representatives(yunfeng, "王一", "王二")
    held = meeting(yunfeng, round_, entitled=3, present=2, observers="驻村工作队")

    meetings.record(held, [Vote(surveyed[0], 2)], by=secretary, signed=signed)

    assert {one.representative for one in Attendance.objects.filter(meeting=held)} == set(signed)
    held.refresh_from_db()
    assert held.observers == "驻村工作队"


def test_as_many_signed_as_were_present(yunfeng, round_, surveyed, secretary):
    signed = representatives(yunfeng, "王一", "王二")

    with pytest.raises(ValidationError, match="2 signed the sheet, but 38 were present"):
        meetings.record(
            meeting(yunfeng, round_), [Vote(surveyed[0], 38)], by=secretary, signed=signed
        )

    assert not MeetingOfRepresentatives.objects.exists()


def test_a_representative_of_the_next_village_signs_nothing(
    yunfeng, zongshu, round_, surveyed, secretary
):
    held = meeting(yunfeng, round_, entitled=1, present=1)

    with pytest.raises(ValidationError, match="another village"):
        meetings.record(
            held, [Vote(surveyed[0], 1)], by=secretary, signed=representatives(zongshu, "李一")
        )

    assert not Attendance.objects.exists()


def test_the_second_appraisal_moves_what_the_county_compared(yunfeng, secretary):
    twice = RoundFactory(variant="two_appraisals")
    compared = cases_at(Stage.COMPARED, 2, yunfeng, twice)
    held = meeting(yunfeng, twice, appraisal=meetings.SECOND)

    meetings.record(held, [Vote(compared[0], 38), Vote(compared[1], 0, 38)], by=secretary)

    assert stages(compared) == [Stage.APPRAISED_AGAIN, Stage.REJECTED]


def test_the_first_appraisal_does_not_take_the_households_of_the_second(yunfeng, secretary):
    twice = RoundFactory(variant="two_appraisals")
    compared = cases_at(Stage.COMPARED, 1, yunfeng, twice)

    with pytest.raises(ValidationError):
        meetings.record(meeting(yunfeng, twice), [Vote(compared[0], 38)], by=secretary)

    assert stages(compared) == [Stage.COMPARED]


@pytest.mark.parametrize("count", [5, 40])
def test_a_meeting_takes_no_more_statements_for_more_households(
    count, yunfeng, round_, secretary, django_assert_max_num_queries
):
    votes = [Vote(case, 38) for case in cases_at(Stage.SURVEYED, count, yunfeng, round_)]
    secretary.current_jurisdictions()

    with django_assert_max_num_queries(30):
        meetings.record(meeting(yunfeng, round_), votes, by=secretary)
