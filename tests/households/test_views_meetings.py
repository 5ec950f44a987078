"""A meeting is taken down with its votes, refused in place, and read again."""

from uuid import uuid4

import pytest
from django.urls import reverse

from households.choices import Stage
from households.models import MeetingOfRepresentatives
from tests.households.lists import MAY_28, cases_at, stages

HELD = {
    "held_on": "2015-05-26",
    "place": "村委会",
    "chair": "王兴才",
    "recorder": "李云",
    "entitled": "45",
    "present": "38",
    "recused": "",
}


@pytest.fixture(autouse=True)
def _on_28_may(set_today):
    set_today(MAY_28)


@pytest.fixture
def surveyed(yunfeng, round_):
    return cases_at(Stage.SURVEYED, 3, yunfeng, round_)


def _url(village, round_):
    return f"{reverse('rounds:meeting-create')}?village={village.pk}&round={round_.pk}"


def _record(client, user, cases, **fields):
    client.force_login(user)
    data = {
        "request_id": str(uuid4()),
        "voted": [case.pk for case in cases],
        **HELD,
        **fields,
    }
    return client.post(_url(cases[0].village, cases[0].round), data)


def test_empty_votes_mean_that_everybody_else_voted_for_it(client, secretary, surveyed):
    _first, second, third = (case.pk for case in surveyed)

    answer = _record(
        client,
        secretary,
        surveyed,
        **{f"against-{second}": "20", f"abstained-{second}": "3", f"for-{third}": "38"},
    )

    receipt = client.get(answer["Location"]).content.decode()
    assert "3 = 2 carried + 1 not carried" in receipt
    assert stages(surveyed) == [Stage.NOMINATED, Stage.REJECTED, Stage.NOMINATED]
    meeting = MeetingOfRepresentatives.objects.get()
    votes = meeting.ballots.order_by("case")
    assert [(vote.votes_for, vote.votes_against, vote.abstained) for vote in votes] == [
        (38, 0, 0),
        (15, 20, 3),
        (38, 0, 0),
    ]


def test_an_unticked_household_is_not_voted_on(client, secretary, surveyed):
    _record(client, secretary, surveyed, voted=[surveyed[0].pk])

    assert stages(surveyed) == [Stage.NOMINATED, Stage.SURVEYED, Stage.SURVEYED]


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ({"for": "30", "against": "3"}, "33 votes, but 38 were present"),
        ({"against": "50"}, "38 votes, but 38 were present"),
        ({"for": "many"}, "Votes are whole numbers"),
        ({"abstained": "-1"}, "Votes are whole numbers"),
        ({"for": "99999999999"}, "Votes are whole numbers"),
    ],
)
def test_votes_that_do_not_add_up_are_shown_beside_their_household(
    votes, said, client, secretary, surveyed
):
    pk = surveyed[1].pk

    answer = _record(
        client, secretary, surveyed, **{f"{name}-{pk}": value for name, value in votes.items()}
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    for value in votes.values():
        assert f'value="{value}"' in html
    assert set(stages(surveyed)) == {Stage.SURVEYED}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"present": "29"}, "29 of 45 present, at least 30 are needed"),
        ({"present": "46"}, "More representatives are present than entitled"),
        ({"held_on": "2015-05-29"}, "cannot lie in the future"),
        ({"chair": ""}, "This field is required"),
        ({"present": ""}, "This field is required"),
        ({"voted": []}, "Vote on at least one household"),
        ({"voted": ["x"]}, "cannot be read"),
    ],
)
def test_a_meeting_that_is_not_valid_is_refused_in_words(fields, said, client, secretary, surveyed):
    answer = _record(client, secretary, surveyed, **fields)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not MeetingOfRepresentatives.objects.exists()


def test_a_second_press_shows_the_first_receipt(client, secretary, surveyed):
    request = str(uuid4())

    first = _record(client, secretary, surveyed, request_id=request)
    again = _record(client, secretary, surveyed, request_id=request)

    assert again["Location"] == first["Location"]
    assert MeetingOfRepresentatives.objects.count() == 1


def test_what_stays_the_same_is_offered_again(client, secretary, surveyed, yunfeng, round_):
    _record(client, secretary, surveyed, voted=[surveyed[0].pk])

    html = client.get(_url(yunfeng, round_)).content.decode()

    assert 'value="王兴才"' in html
    assert 'value="45"' in html
    assert 'data-quorum="2/3"' in html


def test_without_a_village_one_chooses_where_households_wait(
    client, secretary, surveyed, yunfeng, round_
):
    client.force_login(secretary)

    html = client.get(reverse("rounds:meeting-create")).content.decode()

    assert "3 surveyed households" in html
    assert f"?village={yunfeng.pk}&amp;round={round_.pk}" in html


def test_where_nobody_waits_there_is_nothing_to_record(client, secretary, yunfeng, round_):
    client.force_login(secretary)

    for url in (reverse("rounds:meeting-create"), _url(yunfeng, round_)):
        assert "No household waits for a meeting" in client.get(url).content.decode()


@pytest.mark.parametrize(("who", "status"), [("secretary2", 404), ("clerk", 403), ("leader", 403)])
def test_only_the_village_takes_it_down(who, status, client, surveyed, request):
    assert _record(client, request.getfixturevalue(who), surveyed).status_code == status


@pytest.mark.parametrize("round_pk", ["", "x", "0", "9" * 30])
def test_a_round_that_is_not_there_is_not_found(round_pk, client, secretary, yunfeng):
    client.force_login(secretary)

    answer = client.get(
        reverse("rounds:meeting-create"), {"village": yunfeng.pk, "round": round_pk}
    )

    assert answer.status_code == 404


def test_the_record_is_read_in_the_area_only(client, secretary, clerk, clerk2, surveyed):
    _record(client, secretary, surveyed, **{f"against-{surveyed[2].pk}": "30"})
    meeting = MeetingOfRepresentatives.objects.get()
    url = reverse("rounds:meeting-detail", args=[meeting.pk])

    client.force_login(clerk)
    html = client.get(url).content.decode()
    assert "38 / 45" in html
    assert "2 of 3 carried" in html
    assert f"/meetings/{meeting.pk}/" in client.get(reverse("rounds:meeting-list")).content.decode()

    client.force_login(clerk2)
    assert client.get(url).status_code == 404


def test_a_returned_household_says_so_before_the_vote(client, secretary, surveyed, yunfeng, round_):
    from households.models import Case

    Case.objects.filter(pk=surveyed[0].pk).update(returned_because="members")
    client.force_login(secretary)

    assert "members wrong" in client.get(_url(yunfeng, round_)).content.decode()
