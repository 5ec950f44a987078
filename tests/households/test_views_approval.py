"""The page of a whole list: what it shows, what it sends, and what it says when it is refused."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from households.choices import Category, Level, Stage
from households.models import Case, Event, HouseholdYear, Notice
from households.steps import STEPS
from povertyreg.audit.models import Entry
from tests.households.lists import (
    JUNE_2,
    MAY_28,
    PHONE,
    cases_at,
    hanging,
    stages,
)

APPROVE, TOWNSHIP, COUNTY = "notice-approve", "notice-township", "notice-county"
PART = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _on_28_may(set_today):
    set_today(MAY_28)


def _url(name, case):
    return reverse(f"rounds:{name}", args=[case.village_id, case.round_id])


def _sent(cases, step, back=None, **fields):
    """The fields of the page; `back`: case → reason."""
    back = back or {}
    return {
        "step": step,
        "request_id": str(uuid4()),
        "listed": [case.pk for case in cases],
        "back": list(back),
        **{f"because-{pk}": reason for pk, reason in back.items()},
        "complaint_phone": PHONE,
        **fields,
    }


def _page(client, user, name, cases, **kwargs):
    client.force_login(user)
    return client.get(_url(name, cases[0]), **kwargs).content.decode()


def _press(client, user, name, cases, data):
    client.force_login(user)
    return client.post(_url(name, cases[0]), data)


def test_the_secretary_sees_every_household_and_what_follows(client, secretary, nominated):
    html = _page(client, secretary, APPROVE, nominated)

    assert html.count('name="listed"') == html.count('name="back"') == 5
    assert "5 households" in html
    assert "28 May – 3 June · 7 days" in re.sub(r"\s+", " ", html)
    assert 'value="12317"' in html


def test_nothing_private_stands_on_the_page(client, secretary, nominated):
    html = _page(client, secretary, APPROVE, nominated)

    for case in nominated:
        assert case.household.householder.id_number not in html


def test_the_list_is_approved_with_its_exceptions_and_a_receipt_stays(client, secretary, nominated):
    data = _sent(nominated, "post_in_village", {nominated[0].pk: "income"})

    answer = _press(client, secretary, APPROVE, nominated, data)

    assert answer.status_code == 302
    for _again in range(2):
        receipt = client.get(answer["Location"]).content.decode()
        assert "5 = 4 approved + 1 returned" in receipt
        assert "Yang Min" in receipt
        assert "from 28 May to 3 June, 7 days" in receipt
    assert stages(nominated) == [Stage.SURVEYED, *[Stage.VILLAGE_PUBLICITY] * 4]


def test_a_second_press_of_the_same_page_shows_the_first_receipt(client, secretary, nominated):
    data = _sent(nominated, "post_in_village", {nominated[0].pk: "income"})

    first = _press(client, secretary, APPROVE, nominated, data)
    again = _press(client, secretary, APPROVE, nominated, data)

    assert again.status_code == 302
    assert again["Location"] == first["Location"]
    assert Notice.objects.count() == Entry.objects.filter(action="approve_list").count() == 1


def test_a_page_that_somebody_else_was_faster_with_is_told_in_words(client, secretary, nominated):
    _press(client, secretary, APPROVE, nominated, _sent(nominated, "post_in_village"))

    late = _press(client, secretary, APPROVE, nominated, _sent(nominated, "post_in_village"))

    assert late.status_code == 422
    assert "Somebody moved 5 households of this list meanwhile" in late.content.decode()
    assert "Nobody waits here" in late.content.decode()
    assert Event.objects.filter(step="post_in_village").count() == 5


@pytest.mark.parametrize(
    ("reason", "words", "said"),
    [("", "", "Choose why it goes back"), ("no", "", "Choose why it goes back"),
     ("other", " ", "Say it in words")],
)  # fmt: skip
def test_a_return_without_a_reason_is_refused_beside_its_household(
    reason, words, said, client, secretary, nominated
):
    pk = nominated[2].pk
    data = _sent(nominated, "post_in_village", {pk: reason}, **{f"words-{pk}": words})

    answer = _press(client, secretary, APPROVE, nominated, data)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert re.search(rf'value="{pk}" checked', html)
    assert set(stages(nominated)) == {Stage.NOMINATED}


def test_another_reason_is_kept_in_its_words(client, secretary, nominated):
    pk = nominated[0].pk
    data = _sent(nominated, "post_in_village", {pk: "other"}, **{f"words-{pk}": "户口本不符"})

    _press(client, secretary, APPROVE, nominated, data)

    assert Case.objects.get(pk=pk).returned_because == "户口本不符"


@pytest.mark.parametrize("phone", ["", "12", "call me"])
def test_a_phone_that_nobody_can_dial_is_refused(phone, client, secretary, nominated):
    data = _sent(nominated, "post_in_village", complaint_phone=phone)

    answer = _press(client, secretary, APPROVE, nominated, data)

    assert answer.status_code == 422
    assert "Complaint phone" in answer.content.decode()
    assert not Notice.objects.exists()


def test_rows_that_cannot_be_read_are_refused(client, secretary, nominated):
    data = _sent(nominated, "post_in_village") | {"listed": ["1 OR 1"]}

    answer = _press(client, secretary, APPROVE, nominated, data)

    assert answer.status_code == 422
    assert set(stages(nominated)) == {Stage.NOMINATED}


def test_the_phone_of_the_last_notice_need_not_be_typed_again(
    client, secretary, nominated, yunfeng, round_
):
    hanging(nominated, secretary)
    waiting = cases_at(Stage.NOMINATED, 1, yunfeng, round_)

    html = _page(client, secretary, APPROVE, waiting)

    assert f'value="{PHONE}"' in html
    assert "6 days left" in html


def test_a_household_that_changed_since_last_year_says_what(client, secretary, nominated):
    household = nominated[0].household
    HouseholdYear.objects.create(
        household=household, village=household.village, year=2014, size=4, main_cause="01"
    )

    html = _page(client, secretary, APPROVE, nominated)

    assert html.count('class="diff"') == 1
    assert "People 4 → 1" in html


def test_an_empty_list_leads_on(client, secretary, yunfeng, round_):
    html = _page(client, secretary, APPROVE, cases_at(Stage.APPLIED, 1, yunfeng, round_))

    assert "Nobody waits here" in html
    assert "data-sheet" not in html


def test_the_township_accepts_with_visits_and_then_posts(client, leader, yunfeng, round_):
    passed = cases_at(Stage.VILLAGE_PASSED, 5, yunfeng, round_)
    html = _page(client, leader, TOWNSHIP, passed)
    assert "Mark at least 1 visited household (20 %)" in html
    assert html.count("drawn") >= 1

    few = _press(client, leader, TOWNSHIP, passed, _sent(passed, "accept_in_township"))
    assert few.status_code == 422
    assert "Spot-check at least 1 of the 5 households; 0 are marked" in few.content.decode()

    data = _sent(passed, "accept_in_township", {passed[1].pk: "vehicle"}, visited=[passed[0].pk])
    accepted = _press(client, leader, TOWNSHIP, passed, data)
    assert "5 = 4 accepted + 1 returned" in client.get(accepted["Location"]).content.decode()

    rest = Case.objects.at(Stage.TOWNSHIP_ACCEPTED)
    posted = _press(client, leader, TOWNSHIP, passed, _sent(rest, "post_in_township"))
    assert "4 = 4 posted + 0 returned" in client.get(posted["Location"]).content.decode()
    assert Notice.objects.get().level == Level.TOWNSHIP


def test_both_lists_of_a_township_stand_on_one_page(client, leader, yunfeng, round_):
    passed = cases_at(Stage.VILLAGE_PASSED, 2, yunfeng, round_)
    cases_at(Stage.TOWNSHIP_ACCEPTED, 3, yunfeng, round_)

    first = _page(client, leader, TOWNSHIP, passed)
    other = client.get(_url(TOWNSHIP, passed[0]), {"step": "post_in_township"}).content.decode()

    assert first.count('name="visited"') == 2
    assert (other.count('name="listed"'), other.count('name="visited"')) == (3, 0)


def test_the_county_classifies_with_exceptions_and_then_announces(
    client, county_staff, yunfeng, round_
):
    passed = cases_at(Stage.TOWNSHIP_PASSED, 3, yunfeng, round_)
    html = _page(client, county_staff, COUNTY, passed)
    assert html.count('value="01" selected') == 3

    data = _sent(passed, "classify", {passed[2].pk: "vehicle"})
    data |= {f"category-{passed[0].pk}": "01", f"category-{passed[1].pk}": "03"}
    classified = _press(client, county_staff, COUNTY, passed, data)
    assert "3 = 2 classified + 1 rejected" in client.get(classified["Location"]).content.decode()

    listed = Case.objects.at(Stage.CLASSIFIED).order_by("pk")
    html = _page(client, county_staff, COUNTY, passed)
    assert 'name="back"' not in html
    announced = _press(client, county_staff, COUNTY, passed, _sent(listed, "announce"))
    assert "2 = 2 announced" in client.get(announced["Location"]).content.decode()
    records = HouseholdYear.objects.filter(category__gt="")
    assert {record.category for record in records} == {
        Category.GENERAL_POOR,
        Category.FIVE_GUARANTEE,
    }


def test_a_refused_classification_keeps_what_was_chosen(client, county_staff, yunfeng, round_):
    passed = cases_at(Stage.TOWNSHIP_PASSED, 2, yunfeng, round_)
    data = _sent(passed, "classify", {passed[1].pk: ""}, **{f"category-{passed[0].pk}": "04"})

    answer = _press(client, county_staff, COUNTY, passed, data)

    assert answer.status_code == 422
    assert answer.content.decode().count('value="04" selected') == 1


@pytest.mark.parametrize(
    ("name", "stage", "step"),
    [(APPROVE, Stage.NOMINATED, "post_in_village"),
     (TOWNSHIP, Stage.VILLAGE_PASSED, "accept_in_township"),
     (COUNTY, Stage.TOWNSHIP_PASSED, "classify")],
)  # fmt: skip
def test_a_list_is_pressed_only_by_whoever_may(name, stage, step, client, yunfeng, round_, request):
    cases = cases_at(stage, 1, yunfeng, round_)
    everybody = ("clerk", "secretary", "secretary2", "leader", "county_staff", "clerk2", "auditor")
    permission = STEPS[step].permission

    for who in everybody:
        user = request.getfixturevalue(who)
        if user.has_perm(permission, yunfeng):
            continue
        answer = _press(client, user, name, cases, _sent(cases, step))
        outside = who in ("secretary2", "clerk2")
        assert answer.status_code == (404 if outside else 403), who
    assert stages(cases) == [stage]


def test_a_step_that_the_page_does_not_offer_is_refused(client, secretary, nominated):
    for step in ("announce", "", "withdraw"):
        answer = _press(client, secretary, APPROVE, nominated, _sent(nominated, step))
        assert answer.status_code == 403
    assert set(stages(nominated)) == {Stage.NOMINATED}


def test_asking_alone_changes_nothing(client, secretary, nominated):
    client.force_login(secretary)

    answer = client.get(_url(APPROVE, nominated[0]), _sent(nominated, "post_in_village"))

    assert answer.status_code == 200
    assert client.put(_url(APPROVE, nominated[0])).status_code == 405
    assert set(stages(nominated)) == {Stage.NOMINATED}


@pytest.mark.parametrize("count", [5, 40])
def test_the_page_asks_no_more_for_a_longer_list(
    count, client, secretary, yunfeng, round_, django_assert_max_num_queries, set_today
):
    cases = cases_at(Stage.NOMINATED, count, yunfeng, round_)
    set_today(JUNE_2)
    client.force_login(secretary)

    with django_assert_max_num_queries(10):
        answer = client.get(_url(APPROVE, cases[0]), headers=PART)

    assert answer.content.decode().count('name="listed"') == count


def test_forty_households_are_light_enough_for_a_phone(client, secretary, yunfeng, round_):
    import gzip

    cases = cases_at(Stage.NOMINATED, 40, yunfeng, round_)
    client.force_login(secretary)

    content = client.get(_url(APPROVE, cases[0])).content

    assert len(gzip.compress(content)) < 20_000
