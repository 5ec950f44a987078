"""The county opens a round of an exit, sees its steps, and reminds who is late."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from households.models import Round
from tests.factories import RoundFactory

NOVEMBER_24 = date(2015, 11, 24)


@pytest.fixture(autouse=True)
def _in_november(yunfeng, zongshu, set_today) -> None:
    set_today(NOVEMBER_24)


def test_the_county_opens_an_exit_round_and_sees_its_steps(page: Page, county_staff, sign_in):
    sign_in(page, county_staff)
    page.goto("/rounds/")
    page.get_by_role("link", name="Open a round").click()
    page.get_by_role("navigation", name="Kind of the round").get_by_text("Exit", exact=True).click()
    expect(page.get_by_role("radio", checked=True)).to_have_value("one_publicity")
    page.get_by_label("poverty line").fill("2800")
    page.get_by_label("from").fill("2015-11-20")
    page.get_by_label("meetings until").fill("2015-11-22")
    page.locator("[name=ends_on]").fill("2015-12-31")
    page.get_by_role("button", name="Open the round").click()

    steps = page.locator(".steps-x")
    expect(steps).to_contain_text("Village notice")
    expect(steps).not_to_contain_text("Township notice")
    assert Round.objects.get().kind == "exit"


def test_a_late_village_is_reminded_by_a_text_that_can_be_copied(page: Page, leader, sign_in):
    round_ = RoundFactory(meetings_until=date(2015, 11, 22), ends_on=date(2015, 12, 31))
    sign_in(page, leader)
    page.goto(f"/rounds/{round_.pk}/")
    page.get_by_role("link", name="Remind 2 villages").click()

    expect(page.get_by_label("One paragraph for each place")).to_contain_text("To Zongshu.")
    page.get_by_role("button", name="Copy the text").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()


@pytest.mark.parametrize("address", ["/rounds/new/", "/rounds/{}/procedure/", "/rounds/{}/"])
def test_nothing_is_wider_than_a_phone(address, phone: Page, county_staff, sign_in):
    round_ = RoundFactory(meetings_until=date(2015, 7, 22))
    sign_in(phone, county_staff)
    phone.goto(address.format(round_.pk))

    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
