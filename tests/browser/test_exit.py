"""A household leaves the register: proposed, visited, voted on, posted twice, announced."""

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from households import meetings
from households.choices import RoundKind, Stage, State
from households.meetings import Vote
from households.models import Case, ExitStandard, HouseholdYear, Notice, Round
from tests.browser.conftest import PHONE
from tests.factories import HouseholdFactory, RoundFactory
from tests.households.lists import meeting, photographed

MAY_20, MAY_26, MAY_28 = date(2015, 5, 20), date(2015, 5, 26), date(2015, 5, 28)
JUNE_3, JUNE_10 = date(2015, 6, 3), date(2015, 6, 10)


@pytest.fixture
def round_(yunfeng) -> Round:
    """An exit by income and food; a test with a browser begins without the shipped standards."""
    standard, _ = ExitStandard.objects.get_or_create(
        year=2015, area_code="520521", defaults={"name_zh": "县", "name_en": "County"}
    )
    names = {"name_zh": "不愁吃", "name_en": "No worry about food"}
    standard.items.create(position=2, code="food", kind="yes_no", needs_evidence=True, **names)
    names = {"name_zh": "收入", "name_en": "Net income"}
    standard.items.create(position=1, code="income", fact="income", kind="at_least", **names)
    HouseholdFactory(
        village=yunfeng,
        file__name="罗世勇",
        file__pinyin="Luo Shiyong",
        file__category="04",
        file__wage=Decimal(5000),
    )
    return RoundFactory(kind=RoundKind.EXIT)


def stage() -> str:
    return Case.objects.get().stage


def proposed(page: Page, round_: Round) -> None:
    page.goto(f"/rounds/{round_.pk}/")
    page.get_by_role("link", name="Propose households").click()
    page.get_by_text("Propose", exact=True).click()
    page.get_by_role("button", name="Propose the ticked households").click()
    expect(page.get_by_text("1 = 1 proposed")).to_be_visible()


def assessed_and_signed(page: Page) -> None:
    """On the phone, in the house."""
    page.goto(f"/cases/{Case.objects.get().pk}/assessment/")
    page.get_by_text("Yes", exact=True).tap()
    page.get_by_label("Evidence for No worry about food").fill("grain for a year")
    page.get_by_label("Who assessed").fill("王强")
    page.get_by_label("and who with them").fill("李敏")
    page.get_by_role("button", name="Save the assessment").tap()
    expect(page.get_by_text("May exit.")).to_be_visible()
    page.get_by_role("button", name="Note the confirmation").tap()
    expect(page.get_by_text("the householder has confirmed it")).to_be_visible()


def posted(page: Page, sheet: str, round_: Round, button: str) -> None:
    page.goto(f"/notices/{sheet}/520521225201/{round_.pk}/")
    if page.get_by_text("Visited", exact=True).count():
        page.get_by_text("Visited", exact=True).click()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("1 = 1")).to_be_visible()


def closed(page: Page) -> None:
    notice = Notice.objects.latest("pk")
    photographed(notice)
    page.goto(f"/notices/{notice.pk}/")
    page.get_by_role("button", name="Close the notice").click()
    expect(page.get_by_text("1 = 1")).to_be_visible()


def test_an_exit_from_the_proposal_to_the_announcement(
    open_page, sign_in, round_, clerk, secretary, leader, county_staff, set_today
):
    desk, phone, seat, office = open_page(), open_page(PHONE), open_page(), open_page()
    set_today(MAY_20)
    sign_in(desk, clerk)
    sign_in(phone, clerk)
    proposed(desk, round_)
    assessed_and_signed(phone)
    assert stage() == Stage.SURVEYED

    set_today(MAY_26)
    case = Case.objects.get()
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
    assert stage() == Stage.TOWNSHIP_PASSED

    sign_in(office, county_staff)
    office.goto(f"/notices/county/520521225201/{round_.pk}/")
    expect(office.get_by_role("combobox", name="Category")).to_have_count(0)
    posted(office, "county", round_, "Confirm all 1")
    posted(office, "county", round_, "Announce all 1")

    record = HouseholdYear.objects.get()
    assert (record.state, record.category, record.keeps_support) == (State.EXITED, "04", True)
    desk.goto(record.household.get_absolute_url())
    expect(desk.get_by_text("support continues", exact=True)).to_be_visible()
    expect(desk.get_by_text("grain for a year")).to_be_visible()
