"""Objections on their pages: taken down, listed open first, and decided."""

import pytest
from django.urls import reverse

from households.choices import Stage
from households.models import Case, Objection
from tests.households.lists import JUNE_2, MAY_28, cases_at, hanging

PART = {"HX-Request": "true"}
TAKEN = {
    "kind": "should_not_be_in",
    "channel": "phone",
    "received_on": "2015-06-01",
    "content": "有小汽车",
    "objector": "",
}


@pytest.fixture
def notice(nominated, secretary, set_today):
    set_today(MAY_28)
    posted = hanging(nominated, secretary)
    set_today(JUNE_2)
    return posted


def _new(notice, case):
    return f"{reverse('rounds:objection-create')}?notice={notice.pk}&case={case.pk}"


def _record(client, user, notice, case, **fields):
    client.force_login(user)
    return client.post(_new(notice, case), TAKEN | fields)


@pytest.fixture
def objection(client, secretary, notice, nominated):
    _record(client, secretary, notice, nominated[0])
    return Objection.objects.get()


def _decide(client, user, objection, decision="upheld", finding="确有小汽车"):
    client.force_login(user)
    url = reverse("rounds:objection-detail", args=[objection.pk])
    return client.post(url, {"decision": decision, "finding": finding})


def test_the_form_fits_the_household(client, clerk, notice, nominated, yunfeng, round_):
    (rejected,) = cases_at(Stage.REJECTED, 1, yunfeng, round_)
    client.force_login(clerk)

    on_the_list = client.get(_new(notice, nominated[0])).content.decode()
    left_out = client.get(_new(notice, rejected)).content.decode()

    assert 'value="should_be_in"' not in on_the_list
    assert on_the_list.count('name="kind"') == 2
    assert 'value="should_be_in"' in left_out
    assert "checked" in left_out
    assert 'value="2015-06-02"' in on_the_list


def test_an_objection_is_taken_down(client, clerk, notice, nominated):
    answer = _record(client, clerk, notice, nominated[0])

    objection = Objection.objects.get()
    assert answer["Location"] == f"/objections/{objection.pk}/"
    html = client.get(answer["Location"]).content.decode()
    assert "有小汽车" in html
    assert "unnamed" in html
    assert "It waits for the decision" in html


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"received_on": "2015-06-03"}, "between the first day of the notice and today"),
        ({"received_on": "2015-05-27"}, "between the first day of the notice and today"),
        ({"kind": "should_be_in"}, "Select a valid choice"),
        ({"content": ""}, "This field is required"),
        ({"channel": ""}, "This field is required"),
    ],
)
def test_a_refused_objection_keeps_what_was_typed(fields, said, client, clerk, notice, nominated):
    answer = _record(client, clerk, notice, nominated[0], **{"objector": "李四", **fields})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert 'value="李四"' in html
    assert not Objection.objects.exists()


@pytest.mark.parametrize("query", ["", "?notice=x&case=1", "?notice=1", "?notice=0&case=0"])
def test_without_a_notice_and_a_household_there_is_no_form(query, client, clerk, yunfeng):
    client.force_login(clerk)

    assert client.get(reverse("rounds:objection-create") + query).status_code == 404


def test_in_the_next_village_nobody_takes_it_down(client, secretary2, notice, nominated):
    assert _record(client, secretary2, notice, nominated[0]).status_code == 404


def test_an_auditor_reads_but_does_not_take_down(client, auditor, notice, nominated, objection):
    assert _record(client, auditor, notice, nominated[1]).status_code == 403
    page = client.get(reverse("rounds:objection-detail", args=[objection.pk]))
    assert page.status_code == 200
    assert 'name="decision"' not in page.content.decode()


def test_upheld_the_household_is_out_and_the_finding_stands(client, leader, objection, nominated):
    answer = _decide(client, leader, objection)

    html = client.get(answer["Location"]).content.decode()
    assert "确有小汽车" in html
    assert "Upheld" in html
    assert Case.objects.get(pk=nominated[0].pk).stage == Stage.REJECTED


def test_a_decision_without_its_finding_is_refused(client, leader, objection):
    answer = _decide(client, leader, objection, finding="")

    assert answer.status_code == 422
    assert Objection.objects.get().is_open


def test_a_second_decision_is_told_that_there_is_one(client, leader, secretary, objection):
    _decide(client, leader, objection, "dismissed", "查无此事")

    again = _decide(client, secretary, objection)

    assert again.status_code == 422
    assert Objection.objects.get().decision == "dismissed"


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("auditor", 403), ("secretary2", 404)])
def test_nobody_else_decides(who, status, client, objection, request):
    assert _decide(client, request.getfixturevalue(who), objection).status_code == status
    assert Objection.objects.get().is_open


def test_open_ones_stand_first_in_the_list(client, secretary, clerk, notice, nominated, objection):
    _decide(client, secretary, objection)
    _record(client, clerk, notice, nominated[1])
    open_one = Objection.objects.get(decision="")

    html = client.get(reverse("rounds:objection-list")).content.decode()

    assert html.index(f"/objections/{open_one.pk}/") < html.index(f"/objections/{objection.pk}/")
    for state, count in (("open", 1), ("decided", 1)):
        part = client.get(reverse("rounds:objection-list"), {"state": state}, headers=PART)
        assert part.content.decode().count('data-label="Decision"') == count


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_asks_no_more_for_more_objections(
    count, client, clerk, notice, nominated, django_assert_max_num_queries
):
    for case in nominated[:count]:
        _record(client, clerk, notice, case)

    with django_assert_max_num_queries(11):
        client.get(reverse("rounds:objection-list"), headers=PART)
