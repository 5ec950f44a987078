"""The same page in the township and in the county: accepted, posted, classified, announced."""

import pytest

from households.choices import Category, Level, Stage
from households.models import Case, HouseholdYear, Notice
from tests.households.lists import MAY_28, cases_at
from tests.households.pages import COUNTY, TOWNSHIP, page, press, sent, url_of


@pytest.fixture(autouse=True)
def _on_28_may(set_today):
    set_today(MAY_28)


def test_the_township_accepts_with_visits_and_then_posts(client, leader, yunfeng, round_):
    passed = cases_at(Stage.VILLAGE_PASSED, 5, yunfeng, round_)
    html = page(client, leader, TOWNSHIP, passed)
    assert "Mark at least 1 visited household (20 %)" in html
    assert html.count("drawn") >= 1

    few = press(client, leader, TOWNSHIP, passed, sent(passed, "accept_in_township"))
    assert few.status_code == 422
    assert "Spot-check at least 1 of the 5 households; 0 are marked" in few.content.decode()

    data = sent(passed, "accept_in_township", {passed[1].pk: "vehicle"}, visited=[passed[0].pk])
    accepted = press(client, leader, TOWNSHIP, passed, data)
    assert "5 = 4 accepted + 1 returned" in client.get(accepted["Location"]).content.decode()

    rest = Case.objects.at(Stage.TOWNSHIP_ACCEPTED)
    posted = press(client, leader, TOWNSHIP, passed, sent(rest, "post_in_township"))
    assert "4 = 4 posted + 0 returned" in client.get(posted["Location"]).content.decode()
    assert Notice.objects.get().level == Level.TOWNSHIP


def test_both_lists_of_a_township_stand_on_onepage(client, leader, yunfeng, round_):
    passed = cases_at(Stage.VILLAGE_PASSED, 2, yunfeng, round_)
    cases_at(Stage.TOWNSHIP_ACCEPTED, 3, yunfeng, round_)

    first = page(client, leader, TOWNSHIP, passed)
    other = client.get(url_of(TOWNSHIP, passed[0]), {"step": "post_in_township"}).content.decode()

    assert first.count('name="visited"') == 2
    assert (other.count('name="listed"'), other.count('name="visited"')) == (3, 0)


def test_the_county_classifies_with_exceptions_and_then_announces(
    client, county_staff, yunfeng, round_
):
    passed = cases_at(Stage.TOWNSHIP_PASSED, 3, yunfeng, round_)
    html = page(client, county_staff, COUNTY, passed)
    assert html.count('value="01" selected') == 3

    out = passed[2].pk
    data = sent(passed, "classify", out=[out], **{f"ground-{out}": "vehicle"})
    data |= {f"category-{passed[0].pk}": "01", f"category-{passed[1].pk}": "03"}
    classified = press(client, county_staff, COUNTY, passed, data)
    assert "3 = 2 classified + 1 rejected" in client.get(classified["Location"]).content.decode()

    listed = Case.objects.at(Stage.CLASSIFIED).order_by("pk")
    html = page(client, county_staff, COUNTY, passed)
    assert 'name="back"' not in html
    announced = press(client, county_staff, COUNTY, passed, sent(listed, "announce"))
    assert "2 = 2 announced" in client.get(announced["Location"]).content.decode()
    records = HouseholdYear.objects.filter(category__gt="")
    assert {record.category for record in records} == {
        Category.GENERAL_POOR,
        Category.FIVE_GUARANTEE,
    }


def test_a_refused_classification_keeps_what_was_chosen(client, county_staff, yunfeng, round_):
    passed = cases_at(Stage.TOWNSHIP_PASSED, 2, yunfeng, round_)
    data = sent(passed, "classify", {passed[1].pk: ""}, **{f"category-{passed[0].pk}": "04"})

    answer = press(client, county_staff, COUNTY, passed, data)

    assert answer.status_code == 422
    assert answer.content.decode().count('value="04" selected') == 1
