"""A look-back removes a household: suspected, visited, voted on, posted twice, announced."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from households import meetings
from households.choices import Outcome, RoundKind, Stage
from households.meetings import Vote
from households.models import Case, HouseholdYear, Round
from tests.browser.test_exit import closed, posted
from tests.factories import HouseholdFactory, RoundFactory
from tests.households.lists import meeting

MAY_20, MAY_26, MAY_28 = date(2015, 5, 20), date(2015, 5, 26), date(2015, 5, 28)
JUNE_3, JUNE_10 = date(2015, 6, 3), date(2015, 6, 10)


@pytest.fixture
def round_(yunfeng) -> Round:
    HouseholdFactory(
        village=yunfeng,
        file__name="罗世勇",
        file__pinyin="Luo Shiyong",
        file__category="01",
        file__state="0",
    )
    return RoundFactory(kind=RoundKind.LOOK_BACK)


def suspected(page: Page, round_: Round) -> None:
    page.goto(f"/rounds/{round_.pk}/")
    page.get_by_role("link", name="Look at households again").click()
    if page.get_by_role("link", name="Yunfeng").count():
        page.get_by_role("link", name="Yunfeng").last.click()
    page.get_by_label("Why they are looked at again").fill("车辆登记比对")
    page.get_by_text("Luo Shiyong").click()
    page.get_by_role("button", name="Look at them again").click()
    expect(page.get_by_text("1 = 1 listed")).to_be_visible()


def visited(page: Page) -> None:
    page.goto(f"/cases/{Case.objects.get().pk}/actions/")
    page.get_by_text("Note the home visit").first.click()
    page.get_by_label("Who visited").fill("杨敏")
    page.get_by_label("and who else").fill("龙海")
    page.get_by_label("Proposed outcome").select_option(Outcome.REMOVED)
    page.get_by_label("Ground, if it is removed").select_option("vehicle")
    page.get_by_role("button", name="Note the home visit").click()
    expect(page.get_by_text("is now at “Surveyed”")).to_be_visible()


def test_a_household_is_removed_by_a_look_back(
    open_page, sign_in, round_, clerk, secretary, leader, county_staff, set_today
):
    desk, phone, seat, office = (open_page() for _ in range(4))
    set_today(MAY_20)
    sign_in(desk, clerk)
    suspected(desk, round_)
    visited(desk)
    case = Case.objects.get()
    assert (case.stage, case.proposed_outcome) == (Stage.SURVEYED, Outcome.REMOVED)

    set_today(MAY_26)
    meetings.record(meeting(case.village, round_), [Vote(case, 38)], by=secretary)
    set_today(MAY_28)
    sign_in(phone, secretary)
    posted(phone, "approve", round_, "Approve all 1")
    set_today(JUNE_3)
    closed(phone)
    sign_in(seat, leader)
    posted(seat, "township", round_, "Accept all 1")
    posted(seat, "township", round_, "Post all 1")
    set_today(JUNE_10)
    closed(seat)
    sign_in(office, county_staff)
    posted(office, "county", round_, "Confirm all 1")
    posted(office, "county", round_, "Announce all 1")

    case.refresh_from_db()
    record = HouseholdYear.objects.get()
    assert (case.outcome, case.ground) == (Outcome.REMOVED, "vehicle")
    assert (record.category, record.state) == ("", "")
    office.goto(f"/rounds/{round_.pk}/results/")
    expect(office.get_by_text("owns a car")).to_be_visible()
