"""Who brought a household onto a list does not decide what is said against it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from households import objections
from households.choices import ObjectionKind, Stage
from households.models import Event, Objection
from tests.households.lists import JUNE_2, MAY_28, hanging


@pytest.fixture
def objection(nominated, secretary, clerk, set_today) -> Objection:
    set_today(MAY_28)
    notice = hanging(nominated, secretary)
    set_today(JUNE_2)
    return objections.record(
        Objection(
            notice=notice,
            case=nominated[0],
            kind=ObjectionKind.SHOULD_NOT_BE_IN,
            received_on=JUNE_2,
            channel="phone",
            content="有小汽车",
        ),
        by=clerk,
    )


def nominated_by(user, objection) -> None:
    Event.objects.create(
        case=objection.case,
        county_code=objection.county_code,
        on=MAY_28,
        step="nominate",
        from_stage=Stage.SURVEYED,
        to_stage=Stage.NOMINATED,
        by=user,
    )


def test_whoever_nominated_it_does_not_decide(objection, secretary, leader):
    nominated_by(secretary, objection)

    with pytest.raises(ValidationError, match="You nominated this household yourself"):
        objections.decide(objection, "dismissed", "查无此事", by=secretary)
    objections.decide(objection, "dismissed", "查无此事", by=leader)

    assert objection.decided_by == leader


def test_nor_takes_the_investigation(objection, secretary):
    nominated_by(secretary, objection)

    with pytest.raises(ValidationError, match="somebody else must decide"):
        objections.investigate(objection, by=secretary)


def test_whoever_entered_the_file_does_not_decide(objection, secretary):
    household = objection.case.household
    household.entered_by = secretary
    household.save()

    with pytest.raises(ValidationError, match="You entered this household yourself"):
        objections.decide(objection, "dismissed", "查无此事", by=secretary)


def test_where_the_round_does_not_separate_duties_they_may(objection, secretary, round_):
    nominated_by(secretary, objection)
    round_.separates_duties = False
    round_.save()
    objection = Objection.objects.get()

    objections.decide(objection, "dismissed", "查无此事", by=secretary)

    assert not objection.is_open


def test_the_page_says_so_in_place_of_the_form(client, objection, secretary):
    nominated_by(secretary, objection)
    client.force_login(secretary)

    page = client.get(reverse("rounds:objection-detail", args=[objection.pk])).content.decode()

    assert "You nominated this household yourself" in page
    assert 'name="finding"' not in page


def test_only_who_investigates_decides(objection, secretary, leader):
    objections.investigate(objection, by=leader)

    with pytest.raises(ValidationError, match="Take it over first"):
        objections.decide(objection, "dismissed", "查无此事", by=secretary)
    objections.investigate(objection, by=secretary)
    objections.decide(objection, "dismissed", "查无此事", by=secretary)

    assert objection.investigator == secretary


def test_a_stranger_takes_nothing(objection, secretary2):
    with pytest.raises(PermissionDenied):
        objections.investigate(objection, by=secretary2)


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, True), (1, False)])
def test_the_reply_lies_between_the_decision_and_today(days, fits, objection, leader, clerk):
    objections.decide(objection, "dismissed", "查无此事", by=leader)
    day = JUNE_2 + timedelta(days=days)

    if fits:
        assert objections.reply(objection, day, by=clerk).replied_on == day
        return
    with pytest.raises(ValidationError):
        objections.reply(objection, day, by=clerk)


def test_there_is_no_reply_before_the_decision(objection, clerk):
    with pytest.raises(ValidationError, match="Decide the objection before"):
        objections.reply(objection, JUNE_2, by=clerk)
