"""Whole ways through the house, with real clicks."""

from playwright.sync_api import expect


def test_the_clerk_sees_the_start_page(page, clerk, sign_in):
    sign_in(page, clerk)

    expect(page.get_by_role("heading", level=1)).to_have_text("Today's work")
