"""A list hangs in public: neighbours object without an account, others decide, the list closes."""

from datetime import date, time

import pytest
from playwright.sync_api import Page, expect

from households.choices import Channel, Stage
from households.models import Case, Notice, Objection
from tests.browser.conftest import PHONE
from tests.browser.test_accessibility import barriers
from tests.browser.test_secretary import Taps
from tests.factories import RoundFactory
from tests.households.lists import JUNE_3, MAY_28, cases_at, hanging

MAY_30 = date(2015, 5, 30)


@pytest.fixture
def notice(yunfeng, secretary, set_today) -> Notice:
    set_today(MAY_28)
    posted = hanging(cases_at(Stage.NOMINATED, 23, yunfeng, RoundFactory()), secretary)
    set_today(MAY_30)
    return Notice.objects.get(pk=posted.pk)


def public(notice: Notice, tail: str = "", language: str = "en") -> str:
    return f"/public/notices/{notice.token}/{tail}?lang={language}"


def object_to(page: Page, notice: Notice, line: int, words: str) -> None:
    page.goto(public(notice))
    page.get_by_role("link", name="Object").tap()
    page.get_by_text("A household is on the list and should not be").tap()
    page.get_by_label("Which household of the list").select_option(str(line))
    page.get_by_label("What you know").fill(words)
    page.get_by_role("button", name="Send the objection").tap()
    expect(page.get_by_text("Noted under the number")).to_be_visible()


def decide(page: Page, objection: Objection, decision: str, finding: str) -> None:
    page.goto(f"/objections/{objection.pk}/")
    page.get_by_text(decision, exact=True).first.click()
    page.get_by_label("What the investigation found").fill(finding)
    page.get_by_role("button", name="Decide the objection").click()
    expect(page.get_by_text("Decided.")).to_be_visible()


def test_one_objection_upheld_one_dismissed_and_the_list_closes(
    open_page, sign_in, notice, leader, secretary, set_today
):
    neighbour, desk = open_page(PHONE), open_page()
    object_to(neighbour, notice, 1, "在县城有房")
    object_to(neighbour, notice, 2, "有小汽车")
    first, second = Objection.objects.order_by("pk")

    sign_in(desk, leader)
    decide(desk, first, "Upheld", "查实在县城有房")
    decide(desk, second, "Dismissed", "车是邻居的")

    set_today(JUNE_3)
    sign_in(desk, secretary)
    desk.goto(f"/notices/{notice.pk}/")
    desk.get_by_role("button", name="Close the notice").click()
    expect(desk.get_by_text("22 =")).to_be_visible()
    assert Case.objects.get(pk=first.case_id).stage == Stage.REJECTED
    assert Case.objects.get(pk=second.case_id).stage == Stage.VILLAGE_PASSED


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_public_pages_have_no_barriers(phone, notice, language):
    there = [public(notice, language=language), public(notice, "object/", language)]

    assert [found for one in there for found in barriers(phone, one)] == []


def test_a_name_is_found_on_the_page_itself(phone, notice):
    entry = notice.entries.get(position=23)
    phone.goto(public(notice))
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))

    phone.get_by_label("Find a name on this list").fill(entry.householder)

    expect(phone.locator("tr[data-name]:visible")).not_to_have_count(20)
    expect(phone.locator("tr[data-name]", has=phone.get_by_text("23", exact=True))).to_be_visible()
    assert [address for address in asked if "/static/" not in address] == []


def test_the_clock_of_the_browser_moves_nothing(open_page, sign_in, notice, secretary, set_today):
    page = open_page()
    sign_in(page, secretary)
    set_today(MAY_30, time(20))
    page.clock.set_fixed_time("2015-06-20T08:00:00+08:00")

    page.goto(public(notice))
    expect(page.get_by_text("4 days 4 hours left")).to_be_visible()
    page.goto(f"/notices/{notice.pk}/")
    expect(page.get_by_text("4 days 4 hours left")).to_be_visible()
    expect(page.get_by_role("button", name="Close the notice")).to_have_count(0)


def test_an_objection_is_taken_down_in_four_taps(phone, sign_in, notice, secretary):
    tap = Taps()
    sign_in(phone, secretary)
    phone.goto(f"/notices/{notice.pk}/")

    tap(phone.get_by_role("link", name="Objection", exact=True).first)
    tap(phone.locator("label").filter(has=phone.locator("[value=should_not_be_in]")))
    tap(phone.locator("label").filter(has=phone.locator("[value=phone]")))
    phone.locator("[name=content]").fill("有小汽车")
    tap(phone.get_by_role("button", name="Record the objection"))

    expect(phone.get_by_text("Noted.")).to_be_visible()
    assert tap.count <= 4
    assert Objection.objects.get().channel == Channel.PHONE
