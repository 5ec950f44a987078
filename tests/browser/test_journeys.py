"""Whole ways through the house, with real clicks."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from households.choices import Category, Stage, State
from households.models import Case, HouseholdYear, Notice, Round
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory

MAY_30, JUNE_20 = date(2015, 5, 30), date(2015, 6, 20)
PASSWORD = "correct horse battery"
PHONE_NUMBER = "0857-5221234"


def cases_at(stage: Stage, count: int, village, **options) -> list[Case]:
    round_ = RoundFactory()
    return [
        CaseFactory(
            household=HouseholdFactory(
                village=village,
                file__people=1 + n % 3,
                file__name=f"赵明{n}",
                file__pinyin=f"Zhao Ming {n}",
                file__wage=Decimal(1000 + n),
                **options,
            ),
            round=round_,
            stage=stage,
            surveyed_on=date(2015, 5, 20),
        )
        for n in range(count)
    ]


def stages() -> set[str]:
    return set(Case.objects.values_list("stage", flat=True))


def give_password(user) -> None:
    user.set_password(PASSWORD)
    user.save()


def type_into_the_form(page: Page, username: str, password: str) -> None:
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_the_township_leader_accepts_a_list_and_posts_it(page, leader, sign_in, yunfeng, set_today):
    set_today(JUNE_20)
    cases_at(Stage.VILLAGE_PASSED, 10, yunfeng)

    sign_in(page, leader)
    page.get_by_role("link", name="Accept").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Accept the list")
    for row in page.locator(".pick-row").all()[:2]:
        row.get_by_text("Visited").click()
    page.get_by_role("button", name="Accept all 10").click()
    expect(page.get_by_text("List accepted by the township")).to_be_visible()
    assert stages() == {Stage.TOWNSHIP_ACCEPTED}

    page.goto("/")
    page.locator("main").get_by_role("link", name="Post").click()
    page.get_by_label("Complaint phone").fill(PHONE_NUMBER)
    page.get_by_role("button", name="Post all 10").click()
    expect(page.get_by_text("List posted by the township")).to_be_visible()

    page.get_by_role("link", name="Open the notice").click()
    expect(page.get_by_text("Zhao Ming 0").first).to_be_visible()
    notice = Notice.objects.get()
    assert (notice.level, notice.days, notice.entries.count()) == ("township", 7, 10)
    assert stages() == {Stage.TOWNSHIP_PUBLICITY}


def test_too_few_visits_are_refused_and_nothing_is_lost(
    page, leader, sign_in, yunfeng, set_today, complaints
):
    set_today(JUNE_20)
    cases_at(Stage.VILLAGE_PASSED, 10, yunfeng)

    sign_in(page, leader)
    page.get_by_role("link", name="Accept").click()
    page.get_by_text("Visited", exact=True).first.click()
    page.get_by_role("button", name="Accept all 10").click()

    expect(page.get_by_role("alert").filter(has_text="Spot-check at least 2")).to_be_visible()
    expect(page.get_by_label("Visited").first).to_be_checked()
    assert stages() == {Stage.VILLAGE_PASSED}
    assert all("422" in complaint for complaint in complaints)
    complaints.clear()


def test_the_county_classifies_announces_and_takes_out_the_list(
    page, county_staff, sign_in, yunfeng, set_today, complaints, tmp_path
):
    set_today(JUNE_20)
    cases = cases_at(Stage.TOWNSHIP_PASSED, 6, yunfeng)

    sign_in(page, county_staff)
    page.get_by_role("link", name="Classify").click()
    page.get_by_label("Category of Zhao Ming 2").select_option(Category.DIBAO_POOR)
    page.get_by_role("button", name="Classify all 6").click()
    expect(page.get_by_text("List classified")).to_be_visible()
    page.goto("/")
    page.get_by_role("link", name="Announce").click()
    page.get_by_label("Complaint phone").fill(PHONE_NUMBER)
    page.get_by_role("button", name="Announce all 6").click()
    expect(page.get_by_text("Result announced")).to_be_visible()
    assert stages() == {Stage.ANNOUNCED}

    page.goto("/reports/")
    page.get_by_role("link", name="List of households").click()
    expect(page.get_by_role("heading", name="6 rows")).to_be_visible()
    with page.expect_download() as handed_out:
        page.get_by_role("button", name="Export Excel").click()
    book = tmp_path / "households.xlsx"
    handed_out.value.save_as(book)

    assert read(book) == {
        (record.household.number, record.size, record.net_income)
        for record in HouseholdYear.objects.select_related("household")
    }
    records = HouseholdYear.objects.filter(household__in=[case.household_id for case in cases])
    assert records.filter(category=Category.DIBAO_POOR).count() == 1
    assert set(records.values_list("state", flat=True)) == {State.POOR}


NUMBER, PEOPLE, INCOME = (
    "户编号 Household number",
    "人口 People",
    "年纯收入（元） Net income (yuan)",
)


def read(book) -> set[tuple[str, int, Decimal]]:
    """Number, size and net income of each household in the workbook."""
    sheet = openpyxl.load_workbook(book)["户 Households"]
    rows = list(sheet.iter_rows(values_only=True))
    start = next(n for n, row in enumerate(rows) if NUMBER in row)
    number, people, income = (rows[start].index(name) for name in (NUMBER, PEOPLE, INCOME))
    return {
        (
            str(row[number]),
            int(str(row[people])),
            Decimal(str(row[income])).quantize(Decimal("0.01")),
        )
        for row in rows[start + 1 :]
        if row[number]
    }


def test_the_language_is_kept_for_the_next_time(page, clerk, open_page):
    give_password(clerk)
    page.goto("/")
    type_into_the_form(page, "clerk", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Today's work")

    page.locator("summary", has_text="English").click()
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("今日工作")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")

    elsewhere = open_page()
    elsewhere.goto("/")
    type_into_the_form(elsewhere, "clerk", PASSWORD)
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("今日工作")


def test_a_wrong_password_says_what_to_do_and_then_locks(page, clerk, settings, complaints):
    settings.AXES_ENABLED = True
    give_password(clerk)
    page.goto("/")

    for left in ("4 more failures", "3 more failures", "2 more failures", "One more failure"):
        type_into_the_form(page, "clerk", "wrong")
        expect(page.get_by_role("alert")).to_contain_text(left)
        expect(page.get_by_label("User name")).to_have_value("clerk")
    type_into_the_form(page, "clerk", "wrong")

    expect(page.get_by_role("heading", level=1)).to_have_text("Locked for 15 minutes")
    assert all("429" in complaint for complaint in complaints)
    complaints.clear()
    page.get_by_role("link", name="Back to sign-in").click()
    type_into_the_form(page, "clerk", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Locked for 15 minutes")
    complaints.clear()


def test_after_the_session_ended_a_form_is_sent_once_more(
    page, county_staff, sign_in, set_today, complaints
):
    set_today(MAY_30)
    give_password(county_staff)
    sign_in(page, county_staff)
    page.goto("/rounds/new/")
    page.get_by_label("Poverty line").fill("2800")
    page.get_by_label("From").fill("2015-05-01")
    page.locator("[name=ends_on]").fill("2015-08-31")

    page.context.clear_cookies(name="sessionid")
    page.locator("main").get_by_role("button").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your session has expired")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again in a new tab").click()
    type_into_the_form(opened.value, "county", PASSWORD)
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Today's work")
    page.get_by_role("button", name="Send once more").click()

    expect(page.get_by_text("The round is open")).to_be_visible()
    assert Round.objects.get().poverty_line == 2800
    assert all("401" in complaint for complaint in complaints)
    complaints.clear()


def test_a_form_that_stayed_open_is_sent_after_signing_in_elsewhere(
    page, county_staff, sign_in, set_today
):
    set_today(MAY_30)
    give_password(county_staff)
    sign_in(page, county_staff)
    page.goto("/rounds/new/")
    page.get_by_label("Poverty line").fill("2800")
    page.get_by_label("From").fill("2015-05-01")
    page.locator("[name=ends_on]").fill("2015-08-31")

    page.context.clear_cookies(name="sessionid")
    elsewhere = page.context.new_page()
    elsewhere.goto("/")
    type_into_the_form(elsewhere, "county", PASSWORD)
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Today's work")
    page.get_by_role("button", name="Open the round").click()

    expect(page.get_by_text("The round is open")).to_be_visible()


@pytest.mark.parametrize("there", ["/households/5205212252019901/", "/nowhere/"])
def test_what_is_not_there_says_what_to_do(page, clerk2, sign_in, yunfeng, complaints, there):
    HouseholdFactory(village=yunfeng, number="5205212252019901")
    sign_in(page, clerk2)

    page.goto(there)

    expect(page.get_by_role("heading", level=1)).to_have_text("Not found in your area")
    page.get_by_role("link", name="To today's work").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today's work")
    assert all("404" in complaint for complaint in complaints)
    complaints.clear()
