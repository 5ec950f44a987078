"""The rounds and their board, as each reader sees them."""

from datetime import date

import pytest
from django.urls import reverse

from households.choices import Stage
from households.models import Round
from tests.factories import RoundFactory
from tests.households.lists import JUNE_2, MAY_28, cases_at, hanging
from tests.households.test_publicity import _object

PART = {"HX-Request": "true"}
NEW = {
    "kind": "exit",
    "variant": "one_publicity",
    "separates_duties": "on",
    "majority_percent": "50",
    "county_check_percent": "10",
    "float_percent": "10",
    "year": "2015",
    "area_code": "520521225",
    "poverty_line": "2800",
    "publicity_days": "7",
    "quorum_percent": "66.67",
    "spot_check_percent": "20",
    "starts_on": "2015-10-01",
    "ends_on": "2015-12-20",
}


def _get(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(f"rounds:{name}", args=args), query).content.decode()


def test_the_list_counts_the_readers_own_households(
    client, clerk, secretary2, yunfeng, zongshu, round_
):
    cases_at(Stage.APPLIED, 3, yunfeng, round_)
    cases_at(Stage.ANNOUNCED, 2, yunfeng, round_)
    cases_at(Stage.APPLIED, 1, zongshu, round_)

    html = _get(client, clerk, "round-list")

    assert "2015 identification round" in html
    assert "Dafang County" in html
    assert 'data-label="Households" class="num">6<' in html
    assert 'data-label="On their way" class="num">4<' in html
    assert 'data-label="Households" class="num">1<' in _get(client, secretary2, "round-list")


def test_a_round_of_the_next_township_is_not_there(client, clerk2, yunfeng):
    elsewhere = RoundFactory(area_code="520521225", year=2016)

    assert "2016" not in _get(client, clerk2, "round-list")
    client.force_login(clerk2)
    assert client.get(reverse("rounds:round-board", args=[elsewhere.pk])).status_code == 404


def test_the_county_opens_a_round(client, county_staff, yunfeng):
    client.force_login(county_staff)
    assert "Xingxiu Township" in client.get(reverse("rounds:round-create")).content.decode()

    answer = client.post(reverse("rounds:round-create"), NEW, follow=True)

    opened = Round.objects.get()
    assert (opened.kind, opened.area_code, opened.publicity_days) == ("exit", "520521225", 7)
    assert opened.variant == "one_publicity"
    assert "The round is open" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ends_on": "2015-09-30"}, "ends before it starts"),
        ({"meetings_until": "2015-09-30"}, "outside the round"),
        ({"separates_duties": ""}, "Say why the duties are not separated"),
        ({"variant": "none"}, "Select a valid choice"),
        ({"majority_percent": "100"}, "Give a share below 100"),
        ({"quorum_percent": "0"}, "Give a share above 0"),
        ({"county_check_percent": "101"}, "between 0 and 100 per cent"),
        ({"publicity_days": "0"}, "at least one day"),
        ({"publicity_days": "a week"}, "whole number"),
        ({"area_code": "520522"}, "Select a valid choice"),
    ],
)
def test_a_round_that_cannot_be_is_refused_on_its_form(fields, said, client, county_staff, yunfeng):
    client.force_login(county_staff)

    answer = client.post(reverse("rounds:round-create"), NEW | fields)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Round.objects.exists()


def test_a_round_that_somebody_opened_a_moment_ago_is_told(
    client, county_staff, yunfeng, monkeypatch
):
    client.force_login(county_staff)
    client.post(reverse("rounds:round-create"), NEW)
    monkeypatch.setattr("households.forms.rounds.require_before_saving", lambda *args: None)
    monkeypatch.setattr(Round, "full_clean", lambda self, *args, **kwargs: None)

    answer = client.post(reverse("rounds:round-create"), NEW)

    assert answer.status_code == 422
    assert "This round is open already" in answer.content.decode()
    assert Round.objects.count() == 1


def test_every_figure_of_the_board_leads_to_its_households(client, leader, yunfeng, round_):
    cases_at(Stage.SURVEYED, 2, yunfeng, round_)
    cases_at(Stage.REJECTED, 1, yunfeng, round_)

    html = _get(client, leader, "round-board", round_.pk)

    for stage in ("stage=surveyed", "stage=rejected&amp;stage=withdrawn"):
        assert f"/cases/?round={round_.pk}&amp;{stage}&amp;village={yunfeng.pk}" in html
    assert "of 1 place" in html


def test_the_county_enters_a_township_through_its_row(client, county_staff, yunfeng, round_):
    cases_at(Stage.SURVEYED, 2, yunfeng, round_)

    html = _get(client, county_staff, "round-board", round_.pk)
    inside = _get(client, county_staff, "round-board", round_.pk, area="520521225")

    assert 'href="?area=520521225"' in html
    assert "Yunfeng" not in html
    assert "Yunfeng" in inside


def test_an_overdue_notice_is_said_on_the_board(
    client, leader, nominated, secretary, round_, set_today
):
    set_today(MAY_28)
    hanging(nominated, secretary)
    set_today(date(2015, 6, 6))

    html = _get(client, leader, "round-board", round_.pk)

    assert "3 days overdue" in html
    assert "late" in html


def test_the_oldest_objections_stand_below_the_board(
    client, leader, nominated, secretary, round_, set_today
):
    set_today(MAY_28)
    objection = _object(hanging(nominated, secretary), nominated[0], secretary)

    html = _get(client, leader, "round-board", round_.pk)

    assert f"/objections/{objection.pk}/" in html
    assert "received 28 May" in html


def test_a_round_without_cases_is_empty_in_words(client, county_staff, round_, yunfeng):
    assert "No household has applied yet" in _get(client, county_staff, "round-board", round_.pk)


def test_a_round_is_closed_from_its_board(client, county_staff, yunfeng, round_):
    cases_at(Stage.ANNOUNCED, 1, yunfeng, round_)
    (waiting,) = cases_at(Stage.APPLIED, 1, yunfeng, round_)
    client.force_login(county_staff)
    url = reverse("rounds:round-close", args=[round_.pk])

    refused = client.post(url, follow=True).content.decode()
    assert "still on its way" in refused

    waiting.delete()
    assert "The round is closed" in client.post(url, follow=True).content.decode()
    assert "closed on" in _get(client, county_staff, "round-board", round_.pk)
    assert client.get(url).status_code == 405


@pytest.mark.parametrize("who", ["leader", "clerk", "auditor"])
def test_only_the_county_closes(who, client, round_, yunfeng, request):
    client.force_login(request.getfixturevalue(who))

    assert client.post(reverse("rounds:round-close", args=[round_.pk])).status_code == 403


@pytest.mark.parametrize("count", [1, 20])
def test_the_board_asks_no_more_for_more_households(
    count, client, leader, yunfeng, zongshu, round_, django_assert_max_num_queries, set_today
):
    set_today(JUNE_2)
    for village in (yunfeng, zongshu):
        cases_at(Stage.SURVEYED, count, village, round_)
    client.force_login(leader)

    with django_assert_max_num_queries(11):
        client.get(reverse("rounds:round-board", args=[round_.pk]), headers=PART)
