"""A meeting is called once, for an hour to come; it is called off with a reason, or recorded."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from households import calls, meetings
from households.choices import Stage
from households.meetings import Vote
from households.models import MeetingCall, Representative
from tests.households.lists import MAY_18, MAY_26, cases_at, meeting
from tests.papers.conftest import pages_of

NINE = datetime(2015, 5, 26, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _before_the_meeting(set_today):
    set_today(MAY_18)


def new(village, round_, meets_at=NINE):
    return MeetingCall(village=village, round=round_, meets_at=meets_at, place="村委会")


@pytest.fixture
def called(yunfeng, round_, secretary):
    return calls.call(new(yunfeng, round_), by=secretary)


def test_a_call_sent_twice_is_one_call(called, yunfeng, round_, secretary):
    assert calls.call(new(yunfeng, round_), by=secretary) == called
    assert MeetingCall.objects.count() == 1


def test_a_meeting_is_called_for_an_hour_to_come(yunfeng, round_, secretary):
    yesterday = NINE.replace(day=17)

    with pytest.raises(ValidationError, match="past"):
        calls.call(new(yunfeng, round_, yesterday), by=secretary)


@pytest.mark.parametrize("who", ["clerk", "secretary2", "leader", "county_staff"])
def test_only_the_secretary_of_the_village_calls_and_calls_off(who, called, request):
    stranger = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        calls.call(new(called.village, called.round, NINE.replace(hour=15)), by=stranger)
    with pytest.raises(PermissionDenied):
        calls.call_off(called, "rain", by=stranger)


def test_the_form_calls_and_the_page_warns_when_nobody_waits(client, yunfeng, round_, secretary):
    client.force_login(secretary)
    sent = {"village": yunfeng.pk, "round": round_.pk, "meets_at": "2015-05-26T09:00",
            "place": "村委会", "agenda": "选举"}  # fmt: skip

    page = client.post(reverse("rounds:call-create"), sent, follow=True).content.decode()

    assert MeetingCall.objects.get().meets_at == NINE
    assert "No household waits for a vote yet" in page
    assert "选举" in page


def test_the_form_does_not_know_the_next_village(client, zongshu, round_, secretary):
    client.force_login(secretary)
    sent = {"village": zongshu.pk, "round": round_.pk, "meets_at": "2015-05-26T09:00", "place": "x"}

    assert client.post(reverse("rounds:call-create"), sent).status_code == 422
    assert not MeetingCall.objects.exists()


def test_the_page_and_the_sheet_say_who_is_entitled_on_that_day(called, yunfeng, client, clerk):
    since, gone = date(2015, 1, 1), date(2015, 5, 20)
    Representative.objects.create(village=yunfeng, name="王在任", since=since)
    Representative.objects.create(village=yunfeng, name="李离任", since=since, until=gone)
    client.force_login(clerk)
    sheet = reverse("papers:meeting-sheet", args=[yunfeng.pk, called.round_id])

    page = client.get(reverse("rounds:call-detail", args=[called.pk])).content.decode()
    paper = "".join(pages_of(client.get(f"{sheet}?call={called.pk}").content))

    for said in (page, paper):
        assert "王在任" in said
        assert "李离任" not in said
    assert "2015-05-26 09:00" in paper


def test_called_off_it_cannot_be_recorded(called, secretary, client, set_today):
    client.force_login(secretary)
    off = reverse("rounds:call-cancel", args=[called.pk])
    client.post(off, {"because": " "})
    assert MeetingCall.objects.standing().exists()

    client.post(off, {"because": "大雨"})

    assert "大雨" in client.get(reverse("rounds:call-detail", args=[called.pk])).content.decode()
    set_today(date(2015, 5, 27))
    [case] = cases_at(Stage.SURVEYED, 1, called.village, called.round)
    with pytest.raises(ValidationError, match="called off"):
        meetings.record(
            meeting(called.village, called.round, call=called), [Vote(case, 38)], by=secretary
        )


def test_a_call_is_answered_by_one_record(called, secretary, client, set_today):
    set_today(date(2015, 5, 27))
    first, second = cases_at(Stage.SURVEYED, 2, called.village, called.round)
    client.force_login(secretary)
    there = f"{reverse('rounds:meeting-create')}?village={called.village_id}"
    form = client.get(f"{there}&round={called.round_id}&call={called.pk}").context["form"]
    assert (form.initial["held_on"], form.initial["place"]) == (MAY_26, "村委会")

    meetings.record(
        meeting(called.village, called.round, call=called), [Vote(first, 38)], by=secretary
    )

    with pytest.raises(ValidationError, match="recorded already"):
        meetings.record(
            meeting(called.village, called.round, call=called), [Vote(second, 38)], by=secretary
        )
    with pytest.raises(ValidationError, match="it cannot be called off"):
        calls.call_off(called, "rain", by=secretary)
