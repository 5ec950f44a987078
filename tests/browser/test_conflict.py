"""Two clerks at one file: the second one sees what the first wrote, chooses, and both are kept."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import HouseholdFactory, UserFactory
from villages.models import User
from villages.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def colleague(yunfeng) -> User:
    return UserFactory.holding(
        Role.CLERK, "520521225", username="colleague", name_zh="龙海", name_en="Long Hai"
    )


def save(page: Page, **amounts: str) -> None:
    for name, amount in amounts.items():
        page.locator(f"#id_{name}").fill(amount)
    page.keyboard.press("Control+Enter")


def confirm(page: Page) -> None:
    page.get_by_role("button", name="It is right: save").click()
    expect(page.get_by_text("is saved")).to_be_visible()


def test_two_clerks_collide_and_both_see_what_happened(
    open_page, sign_in, clerk, colleague, yunfeng, complaints
):
    file = HouseholdFactory(village=yunfeng, file__people=2, file__wage=7200)
    mine, theirs = open_page(), open_page()
    for page, user in ((mine, clerk), (theirs, colleague)):
        sign_in(page, user)
        page.goto(f"/households/{file.number}/edit/?year=2015")
    save(theirs, wage="9000", crops="500")
    confirm(theirs)

    save(mine, wage="8000", livestock="300")

    asked = mine.locator("section[role=alert]")
    expect(asked).to_contain_text("Long Hai saved it on")
    expect(asked.get_by_role("row", name="Wages")).to_contain_text("7,200.00")
    asked.get_by_role("row", name="Wages").get_by_label("8000").check()
    mine.keyboard.press("Control+Enter")
    confirm(mine)
    record = file.years.get()
    assert (record.wage, record.crops, record.livestock) == (8000, 500, 300)
    theirs.goto(f"/households/{file.number}/history/")
    expect(theirs.get_by_text("Yang Min").first).to_be_visible()
    expect(theirs.get_by_text("8,000").first).to_be_visible()
    complaints.clear()  # the browser notes the 409 in its console
