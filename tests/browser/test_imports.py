"""A workbook is brought, checked and written; bad rows are put right by keys alone."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from povertyreg.exchange.models import Import
from tests.factories import HouseholdFactory, id_number
from tests.imports import ImportEntryFactory, ImportFactory, problem, workbook

MAY_30 = date(2015, 5, 30)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def _in_may(yunfeng, set_today) -> None:
    set_today(MAY_30)


def file_of(rows: list[list[Any]]) -> Any:
    return {"name": "云峰村户表.xlsx", "mimeType": XLSX, "buffer": workbook(rows)}


def test_a_workbook_is_brought_checked_and_written(page: Page, clerk, sign_in):
    household = HouseholdFactory(file__name="彭学忠")
    sign_in(page, clerk)
    page.get_by_role("link", name="Import", exact=True).click()
    rows = [["户编号", "户主", "联系电话"], [household.number, "彭学忠", "13987654402"]]
    page.get_by_label("Choose a workbook, or drop it here").set_input_files(file_of(rows))
    page.get_by_label("Year", exact=False).fill("2015")
    page.get_by_role("button", name="Read and check").click()

    expect(page.locator("#entries")).to_contain_text("139****4402")
    expect(page.get_by_text("balanced")).to_be_visible()
    household.refresh_from_db()
    assert household.phone != "13987654402"

    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    household.refresh_from_db()
    assert household.phone == "13987654402"
    assert Import.objects.get().state == Import.State.WRITTEN


def test_a_held_cell_is_put_right_by_typing_and_enter(page: Page, clerk, sign_in):
    number = id_number(date(1970, 1, 1))
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    household = HouseholdFactory(file__name="彭学忠", file__number=number)
    sign_in(page, clerk)
    page.goto("/households/import/")
    rows = [
        ["户编号", "姓名", "证件号码", "与户主关系"],
        [household.number, "彭学忠", wrong, "户主"],
    ]
    page.get_by_label("Choose a workbook, or drop it here").set_input_files(file_of(rows))
    page.get_by_label("Year", exact=False).fill("2015")
    page.get_by_role("button", name="Read and check").click()
    page.locator("#held").get_by_role("link", name="Correct").first.click()

    expect(page.locator("#held input[name=text]")).to_be_focused()
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    expect(page.locator("#held")).to_have_count(0)


@pytest.mark.parametrize("there", ["/households/import/", "/households/import/{}/"])
def test_nothing_is_wider_than_a_phone(there, phone: Page, clerk, sign_in):
    import_ = ImportFactory(requested_by=clerk, updated=1, held=1)
    long = [["", "household.address", "云" * 60, "峰" * 60]]
    ImportEntryFactory(of_import=import_, cells=long)
    ImportEntryFactory(of_import=import_, fate="held", problems=[problem()])
    sign_in(phone, clerk)
    phone.set_viewport_size({"width": 360, "height": 780})
    phone.goto(there.format(import_.pk))

    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
