"""A form that outlives its tab, its line and its machine, and leaves nothing in the browser."""

from datetime import date

import pytest
from playwright.sync_api import Dialog, Page, expect

from households.models import EntryDraft, Household
from tests.factories import HouseholdFactory, VillageGroupFactory, id_number
from villages.models import User

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = id_number(date(1968, 3, 17))


@pytest.fixture
def form(page: Page, clerk: User, sign_in) -> Page:
    VillageGroupFactory(number=3)
    sign_in(page, clerk)
    page.goto("/households/new/?year=2015")
    return page


def state(page: Page):
    return page.locator("[data-draft-state]")


def type_householder(page: Page) -> None:
    page.locator("#id_members-0-name").fill("杨昌明")
    page.locator("#id_members-0-id_number").fill(NUMBER)
    page.locator("#id_wage").fill("7200")


def reload_until_shown(page: Page, text: str, tries: int = 200) -> None:
    """What a page sends while it is left may reach a busy server after the next page was asked."""
    while not page.get_by_text(text).is_visible() and (tries := tries - 1):
        page.reload()
    expect(page.get_by_text(text)).to_be_visible()


def test_the_tab_is_killed_and_the_form_goes_on_elsewhere(form, open_page, clerk, sign_in):
    type_householder(form)
    expect(state(form)).to_contain_text("draft saved")
    form.context.close()

    elsewhere = open_page()
    sign_in(elsewhere, clerk)
    elsewhere.goto("/households/new/?year=2015")
    elsewhere.get_by_role("link", name="杨昌明").click()

    expect(elsewhere.get_by_text("Continued from your draft of")).to_be_visible()
    expect(elsewhere.locator("#id_members-0-id_number")).to_have_value(NUMBER)
    expect(elsewhere.locator("#id_wage")).to_have_value("7200")
    expect(elsewhere.locator("[data-sum=people]")).to_have_text("1")


def test_leaving_at_once_keeps_the_last_key(form):
    type_householder(form)
    form.goto("/households/drafts/")

    reload_until_shown(form, "杨昌明")


def test_the_browser_remembers_nothing(form):
    type_householder(form)
    expect(state(form)).to_contain_text("draft saved")

    stored = form.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert not any(word in stored for word in ("杨昌明", NUMBER, "7200"))
    assert form.evaluate("indexedDB.databases().then((found) => found.length)") == 0


def test_only_what_would_be_lost_holds_up_the_leaving(form, complaints):
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    form.on("dialog", refuse)
    type_householder(form)
    expect(state(form)).to_contain_text("draft saved")
    form.context.set_offline(True)
    form.locator("#id_wage").fill("7300")
    expect(state(form)).to_contain_text("Not kept: the line is down.")

    form.evaluate("location.href = '/households/'")
    expect(form.locator("#id_wage")).to_have_value("7300")
    assert asked == ["beforeunload"]

    form.context.set_offline(False)
    expect(state(form)).to_contain_text("draft saved")
    form.goto("/households/drafts/")
    assert asked == ["beforeunload"]
    complaints.clear()  # the browser notes the lost line in its console


def test_whoever_is_signed_out_is_told_and_loses_nothing(form, complaints):
    cookies = form.context.cookies()
    form.context.clear_cookies(name="sessionid")
    type_householder(form)
    expect(state(form)).to_contain_text("you are signed out")

    form.context.add_cookies(cookies)
    form.locator("#id_wage").fill("7300")

    expect(state(form)).to_contain_text("draft saved")
    complaints.clear()


def test_discarding_is_final(page, clerk, yunfeng, sign_in):
    household = HouseholdFactory(village=yunfeng, entered_by=clerk, file__people=1)
    sign_in(page, clerk)
    page.goto(f"/households/{household.number}/edit/?year=2015")
    page.locator("#id_wage").fill("4321")
    expect(state(page)).to_contain_text("draft saved")
    page.locator("#id_wage").fill("4322")

    page.get_by_role("button", name="Discard my changes").click()

    expect(page).to_have_url(f"{page.url.split('/households')[0]}{household.get_absolute_url()}")
    assert not EntryDraft.objects.exists()


def test_a_saved_form_leaves_no_draft_behind(form):
    type_householder(form)
    expect(state(form)).to_contain_text("draft saved")
    form.locator("#id_wage").fill("7300")

    form.locator("#id_proposed_category").select_option("01")
    form.locator("#id_main_cause").select_option("01")
    for field, code in {
        "ethnic_group": "06",
        "education": "02",
        "school": "01",
        "health": "01",
        "labour": "01",
    }.items():
        form.locator(f"#id_members-0-{field}").select_option(code)

    form.locator("#id_members-0-work_region").select_option(index=1)
    form.locator("#id_members-0-work_months").fill("6")
    form.locator("#id_group").select_option(index=1)
    form.locator("#id_phone").fill("13612342085")

    form.locator("[data-save]").click()
    form.get_by_role("button", name="It is right: save").click()
    expect(form.get_by_text("is saved")).to_be_visible()

    assert Household.objects.count() == 1
    assert not EntryDraft.objects.exists()
