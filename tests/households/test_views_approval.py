"""The page of a whole list: what it shows, what it sends, and what it says when it is refused."""

import re

import pytest

from households.choices import Stage
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
from tests.households.pages import APPROVE, COUNTY, PART, TOWNSHIP, page, press, sent, url_of


@pytest.fixture(autouse=True)
def _on_28_may(set_today):
    set_today(MAY_28)


def test_the_secretary_sees_every_household_and_what_follows(client, secretary, nominated):
    html = page(client, secretary, APPROVE, nominated)

    assert html.count('name="listed"') == html.count('name="back"') == 5
    assert "5 households" in html
    assert "28 May – 3 June · 7 days" in re.sub(r"\s+", " ", html)
    assert 'value="12317"' in html


def test_nothing_private_stands_on_thepage(client, secretary, nominated):
    html = page(client, secretary, APPROVE, nominated)

    for case in nominated:
        assert case.household.householder.id_number not in html


def test_the_list_is_approved_with_its_exceptions_and_a_receipt_stays(client, secretary, nominated):
    data = sent(nominated, "post_in_village", {nominated[0].pk: "income"})

    answer = press(client, secretary, APPROVE, nominated, data)

    assert answer.status_code == 302
    for _again in range(2):
        receipt = client.get(answer["Location"]).content.decode()
        assert "5 = 4 approved + 1 returned" in receipt
        assert "Yang Min" in receipt
        assert "from 28 May to 3 June, 7 days" in receipt
    assert stages(nominated) == [Stage.SURVEYED, *[Stage.VILLAGE_PUBLICITY] * 4]


def test_a_second_press_of_the_same_page_shows_the_first_receipt(client, secretary, nominated):
    data = sent(nominated, "post_in_village", {nominated[0].pk: "income"})

    first = press(client, secretary, APPROVE, nominated, data)
    again = press(client, secretary, APPROVE, nominated, data)

    assert again.status_code == 302
    assert again["Location"] == first["Location"]
    assert Notice.objects.count() == Entry.objects.filter(action="approve_list").count() == 1


def test_a_page_that_somebody_else_was_faster_with_is_told_in_words(client, secretary, nominated):
    press(client, secretary, APPROVE, nominated, sent(nominated, "post_in_village"))

    late = press(client, secretary, APPROVE, nominated, sent(nominated, "post_in_village"))

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
    data = sent(nominated, "post_in_village", {pk: reason}, **{f"words-{pk}": words})

    answer = press(client, secretary, APPROVE, nominated, data)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert re.search(rf'value="{pk}" checked', html)
    assert set(stages(nominated)) == {Stage.NOMINATED}


def test_another_reason_is_kept_in_its_words(client, secretary, nominated):
    pk = nominated[0].pk
    data = sent(nominated, "post_in_village", {pk: "other"}, **{f"words-{pk}": "户口本不符"})

    press(client, secretary, APPROVE, nominated, data)

    assert Case.objects.get(pk=pk).returned_because == "户口本不符"


@pytest.mark.parametrize("phone", ["", "12", "call me"])
def test_a_phone_that_nobody_can_dial_is_refused(phone, client, secretary, nominated):
    data = sent(nominated, "post_in_village", complaint_phone=phone)

    answer = press(client, secretary, APPROVE, nominated, data)

    assert answer.status_code == 422
    assert "Complaint phone" in answer.content.decode()
    assert not Notice.objects.exists()


def test_rows_that_cannot_be_read_are_refused(client, secretary, nominated):
    data = sent(nominated, "post_in_village") | {"listed": ["1 OR 1"]}

    answer = press(client, secretary, APPROVE, nominated, data)

    assert answer.status_code == 422
    assert set(stages(nominated)) == {Stage.NOMINATED}


def test_the_phone_of_the_last_notice_need_not_be_typed_again(
    client, secretary, nominated, yunfeng, round_
):
    hanging(nominated, secretary)
    waiting = cases_at(Stage.NOMINATED, 1, yunfeng, round_)

    html = page(client, secretary, APPROVE, waiting)

    assert f'value="{PHONE}"' in html
    assert "6 days 12 hours left" in html


def test_a_household_that_changed_since_last_year_says_what(client, secretary, nominated):
    household = nominated[0].household
    HouseholdYear.objects.create(
        household=household, village=household.village, year=2014, size=4, main_cause="01"
    )

    html = page(client, secretary, APPROVE, nominated)

    assert html.count('class="diff"') == 1
    assert "People 4 → 1" in html


def test_an_empty_list_leads_on(client, secretary, yunfeng, round_):
    html = page(client, secretary, APPROVE, cases_at(Stage.APPLIED, 1, yunfeng, round_))

    assert "Nobody waits here" in html
    assert "data-sheet" not in html


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
        answer = press(client, user, name, cases, sent(cases, step))
        outside = who in ("secretary2", "clerk2")
        assert answer.status_code == (404 if outside else 403), who
    assert stages(cases) == [stage]


def test_a_step_that_the_page_does_not_offer_is_refused(client, secretary, nominated):
    for step in ("announce", "", "withdraw"):
        answer = press(client, secretary, APPROVE, nominated, sent(nominated, step))
        assert answer.status_code == 403
    assert set(stages(nominated)) == {Stage.NOMINATED}


def test_asking_alone_changes_nothing(client, secretary, nominated):
    client.force_login(secretary)

    answer = client.get(url_of(APPROVE, nominated[0]), sent(nominated, "post_in_village"))

    assert answer.status_code == 200
    assert client.put(url_of(APPROVE, nominated[0])).status_code == 405
    assert set(stages(nominated)) == {Stage.NOMINATED}


@pytest.mark.parametrize("count", [5, 40])
def test_the_page_asks_no_more_for_a_longer_list(
    count, client, secretary, yunfeng, round_, django_assert_max_num_queries, set_today
):
    cases = cases_at(Stage.NOMINATED, count, yunfeng, round_)
    set_today(JUNE_2)
    client.force_login(secretary)

    with django_assert_max_num_queries(11):
        answer = client.get(url_of(APPROVE, cases[0]), headers=PART)

    assert answer.content.decode().count('name="listed"') == count


def test_forty_households_are_light_enough_for_a_phone(client, secretary, yunfeng, round_):
    import gzip

    cases = cases_at(Stage.NOMINATED, 40, yunfeng, round_)
    client.force_login(secretary)

    content = client.get(url_of(APPROVE, cases[0])).content

    assert len(gzip.compress(content)) < 20_000
