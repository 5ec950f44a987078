"""The pages of notices: what hangs, what may be closed, and the paper for the wall."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from households import publicity
from households.choices import Stage
from tests.households.lists import (
    JUNE_2,
    JUNE_3,
    MAY_28,
    PHONE,
    cases_at,
    hanging,
    meeting,
    stages,
)
from tests.households.test_publicity import _object

PART = {"HX-Request": "true"}
WHO_ASKS = 3
"""Session, officer and duties: asked by every page."""


@pytest.fixture
def notice(nominated, secretary, set_today):
    set_today(MAY_28)
    return hanging(nominated, secretary)


def _get(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(f"rounds:{name}", args=args), query).content.decode()


def _close(client, user, notice, request_id=None):
    client.force_login(user)
    url = reverse("rounds:notice-close", args=[notice.pk])
    return client.post(url, {"request_id": str(request_id or uuid4())}, follow=True)


def test_the_page_says_which_day_of_how_many_it_is(client, secretary, notice, set_today):
    set_today(JUNE_2)

    html = _get(client, secretary, "notice-detail", notice.pk)

    assert "1 day 12 hours left" in html
    assert "day 6 of 7" in html
    assert "Can be closed from 3 June" in html
    assert "Close the notice" not in html


def test_the_fingerprint_is_recomputed_on_the_page(client, secretary, notice, monkeypatch):
    html = _get(client, secretary, "notice-detail", notice.pk)
    assert notice.fingerprint in html
    assert "it is the same" in html

    monkeypatch.setattr("households.notices.fingerprint", lambda *args: "0" * 64)
    assert "not those that were posted" in _get(client, secretary, "notice-detail", notice.pk)


def test_a_day_early_nothing_is_closed_and_the_page_says_until_when(
    client, secretary, notice, nominated, set_today
):
    set_today(JUNE_2)

    answer = _close(client, secretary, notice)

    assert "until 3 June 2015, 7 days with both ends counted" in answer.content.decode()
    assert set(stages(nominated)) == {Stage.VILLAGE_PUBLICITY}


def test_on_the_last_day_it_is_closed_with_a_receipt(
    client, secretary, clerk, notice, nominated, set_today
):
    _object(notice, nominated[4], clerk)
    set_today(JUNE_3)
    assert "Close the notice" in _get(client, secretary, "notice-detail", notice.pk)
    request = uuid4()

    first = _close(client, secretary, notice, request)
    again = _close(client, secretary, notice, request)

    assert "5 = 4 passed + 1 held by an objection" in first.content.decode()
    assert again.redirect_chain == first.redirect_chain
    assert stages(nominated).count(Stage.VILLAGE_PASSED) == 4


def test_another_press_is_told_that_it_is_closed(client, secretary, notice, set_today):
    set_today(JUNE_3)
    _close(client, secretary, notice)

    assert "closed already" in _close(client, secretary, notice).content.decode()


def test_a_request_without_a_readable_id_still_closes_once(client, secretary, notice, set_today):
    set_today(JUNE_3)
    client.force_login(secretary)

    answer = client.post(reverse("rounds:notice-close", args=[notice.pk]), {"request_id": "x"})

    assert "/receipts/" in answer["Location"]


def test_an_announcement_has_nothing_to_close(client, county_staff, yunfeng, round_):
    listed = cases_at(Stage.CLASSIFIED, 1, yunfeng, round_)
    announced = publicity.announce(listed, complaint_phone=PHONE, by=county_staff)

    answer = _close(client, county_staff, announced)

    html = answer.content.decode()
    assert answer.redirect_chain == [(f"/notices/{announced.pk}/", 302)]
    assert "Announced" in html
    assert "Close the notice" not in html


@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 403), ("leader", 403), ("auditor", 403), ("secretary2", 404), ("clerk2", 404)],
)
def test_nobody_else_closes_it(who, status, client, notice, nominated, set_today, request):
    set_today(JUNE_3)

    assert _close(client, request.getfixturevalue(who), notice).status_code == status
    assert set(stages(nominated)) == {Stage.VILLAGE_PUBLICITY}


def test_closing_needs_a_post(client, secretary, notice, set_today):
    set_today(JUNE_3)
    client.force_login(secretary)

    assert client.get(reverse("rounds:notice-close", args=[notice.pk])).status_code == 405


def test_the_list_tells_running_from_ready_and_closed(
    client, secretary, notice, yunfeng, round_, set_today
):
    set_today(JUNE_2)
    hanging(cases_at(Stage.NOMINATED, 2, yunfeng, round_), secretary)
    set_today(JUNE_3)

    def rows(**query):
        html = _get(client, secretary, "notice-list", **query)
        return len(re.findall(r'href="/notices/\d+/"', html))

    assert (rows(), rows(state="running"), rows(state="ready"), rows(state="closed")) == (
        2, 1, 1, 0,
    )  # fmt: skip
    _close(client, secretary, notice)
    assert (rows(state="ready"), rows(state="closed")) == (0, 1)


def test_lists_that_wait_stand_above_the_notices(client, secretary, leader, nominated):
    html = _get(client, secretary, "notice-list")

    assert "List of 5 households" in html
    assert (
        reverse("rounds:notice-approve", args=[nominated[0].village_id, nominated[0].round_id])
        in html
    )
    assert "List of 5 households" not in _get(client, leader, "notice-list")


def test_the_poster_shows_name_group_people_and_category_and_nothing_more(
    client, secretary, nominated, notice, yunfeng, round_, set_today
):
    household = nominated[0].household
    household.phone, household.bank_account = "13800001234", "6222000011112222"
    household.save()

    html = _get(client, secretary, "notice-poster", notice.pk)

    assert "Wang Daming" in html
    assert "General poor" in html
    assert notice.fingerprint in html
    assert PHONE in html
    for private in ("13800001234", "6222000011112222", household.number, "Illness",
                    household.householder.id_number):  # fmt: skip
        assert private not in html


def test_a_poster_of_more_than_forty_takes_more_sheets(client, secretary, yunfeng, round_):
    notice = hanging(cases_at(Stage.NOMINATED, 43, yunfeng, round_), secretary)

    html = _get(client, secretary, "notice-poster", notice.pk)

    assert html.count('class="a4"') == 2
    assert html.count("<table>") == 4
    assert "sheet 2 of 2" in html
    assert html.count("<tr><td>") == 43


def test_the_poster_names_the_meeting_that_voted(client, secretary, yunfeng, round_, set_today):
    from households import meetings

    set_today(MAY_28)
    surveyed = cases_at(Stage.SURVEYED, 1, yunfeng, round_)
    meetings.record(meeting(yunfeng, round_), [meetings.Vote(surveyed[0], 38)], by=secretary)
    surveyed[0].refresh_from_db()

    html = _get(client, secretary, "notice-poster", hanging(surveyed, secretary).pk)

    assert "26 May 2015 (45 entitled, 38 present)" in html
    assert "Villagers&#x27; Committee of Yunfeng" in html or "Committee of Yunfeng" in html


@pytest.mark.parametrize("level", ["township", "county"])
def test_township_and_county_have_posters_of_their_own(
    level, client, leader, county_staff, yunfeng, round_
):
    if level == "township":
        listed = cases_at(Stage.TOWNSHIP_ACCEPTED, 1, yunfeng, round_)
        notice = publicity.post_in_township(listed, complaint_phone=PHONE, by=leader)
    else:
        listed = cases_at(Stage.CLASSIFIED, 1, yunfeng, round_)
        notice = publicity.announce(listed, complaint_phone=PHONE, by=county_staff)

    html = _get(client, county_staff, "notice-poster", notice.pk)

    assert {"township": "Government of Xingxiu", "county": "Office of Dafang"}[level] in html


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_no_more_for_more_notices(
    count, client, leader, secretary, yunfeng, round_, django_assert_max_num_queries, set_today
):
    set_today(date(2015, 6, 1))
    for case in cases_at(Stage.NOMINATED, count, yunfeng, round_):
        hanging([case], secretary)
    client.force_login(leader)

    with django_assert_max_num_queries(8 + WHO_ASKS):
        client.get(reverse("rounds:notice-list"), headers=PART)
