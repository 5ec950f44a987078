"""A household that the township moves back, corrected in the village, and brought again."""

from datetime import date

import pytest
from playwright.sync_api import expect

from households import meetings, publicity
from households.choices import Stage
from households.meetings import Vote
from households.models import Case
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory
from tests.households.lists import hanging, meeting, photographed

MAY_28, JUNE_3, JUNE_10 = date(2015, 5, 28), date(2015, 6, 3), date(2015, 6, 10)


@pytest.fixture
def passed(yunfeng, secretary, set_today) -> list[Case]:
    """Five households that hung in the village for their seven days."""
    set_today(MAY_28)
    round_ = RoundFactory()
    cases: list[Case] = [
        CaseFactory(
            household=HouseholdFactory(
                village=yunfeng, file__name=f"赵明{'甲乙丙丁戊'[n]}", file__pinyin=f"Zhao Ming {n}"
            ),
            round=round_,
            stage=Stage.NOMINATED,
            surveyed_on=date(2015, 5, 20),
        )
        for n in range(5)
    ]
    notice = hanging(cases, secretary)
    set_today(JUNE_3)
    publicity.close_in_village(notice, by=secretary)
    return cases


def test_a_household_is_moved_back_corrected_and_brought_again(
    open_page, leader, clerk, secretary, sign_in, passed, set_today
):
    drawn = _sent_back_by_the_leader(open_page(), leader, sign_in)
    back = Case.objects.get(stage=Stage.SURVEYED)
    assert Case.objects.filter(stage=Stage.TOWNSHIP_ACCEPTED).count() == 4

    _corrected_by_the_clerk(open_page(), clerk, sign_in, back)

    meetings.record(
        meeting(back.village, back.round, held_on=JUNE_3), [Vote(back, 38)], by=secretary
    )
    again = open_page()
    sign_in(again, secretary)
    again.locator("main").get_by_role("link", name="Approve").click()
    again.get_by_role("button", name="Approve all 1").click()
    expect(again.get_by_text("1 = 1 approved + 0 returned")).to_be_visible()
    set_today(JUNE_10)
    publicity.close_in_village(photographed(back.entries.latest("pk").notice), by=secretary)

    leaders = open_page()
    sign_in(leaders, leader)
    leaders.locator("main").get_by_role("link", name="Accept").click()
    expect(leaders.locator(".pick-row.drawn")).to_have_count(1)  # a new notice, a new draw
    leaders.get_by_text("Visited", exact=True).click()
    leaders.get_by_role("button", name="Accept all 1").click()
    expect(leaders.get_by_text("1 = 1 accepted + 0 returned")).to_be_visible()
    assert drawn
    assert Case.objects.filter(stage=Stage.TOWNSHIP_ACCEPTED).count() == 5


def _sent_back_by_the_leader(page, leader, sign_in) -> str:
    sign_in(page, leader)
    page.locator("main").get_by_role("link", name="Accept").click()
    drawn = page.locator(".pick-row.drawn")
    expect(drawn).to_have_count(1)
    name = drawn.locator(".who").inner_text()
    drawn.get_by_text("Visited").click()
    other = page.locator(".pick-row:not(.drawn)").first
    other.get_by_text("Reject", exact=True).click()
    other.get_by_text("Return", exact=True).click()  # it goes one way, not two
    expect(other.get_by_label("Reject")).not_to_be_checked()
    other.get_by_text("members wrong").click()
    page.get_by_text("Exceptions 1").click()
    expect(page.locator(".pick-row:visible")).to_have_count(1)
    page.get_by_role("button", name="Accept the other 4").click()
    expect(page.get_by_text("5 = 4 accepted + 1 returned")).to_be_visible()
    return name


def _corrected_by_the_clerk(page, clerk, sign_in, case) -> None:
    """The reason stands in the file's story, and the file, no longer on a list, is open again."""
    sign_in(page, clerk)
    page.goto(case.household.get_absolute_url())
    expect(page.get_by_text("members wrong").first).to_be_visible()
    page.goto(f"/households/{case.household.number}/edit/?year=2015")
    page.fill("#id_phone", "13800001234")
    page.locator("#id_phone").press("Control+Enter")
    page.get_by_role("button", name="It is right: save").click()
    expect(page.get_by_text("is saved")).to_be_visible()
    case.household.refresh_from_db()
    assert case.household.phone == "13800001234"
