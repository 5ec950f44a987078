"""Behaviours of the frame, and what a machine can say about its accessibility."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE

SIZES = pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


@SIZES
@pytest.mark.django_db(transaction=True)
def test_the_sign_in_page_has_no_barriers(open_page, screen):
    page = open_page(screen)

    page.goto("/accounts/login/")

    assert violations(page) == []


@SIZES
def test_the_frame_has_no_barriers(open_page, screen, clerk, sign_in):
    page = open_page(screen)

    sign_in(page, clerk)

    assert violations(page) == []


@SIZES
def test_the_frame_is_no_wider_than_the_screen(open_page, screen, clerk, sign_in):
    page = open_page(screen)

    sign_in(page, clerk)

    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= screen["viewport"]["width"]


def test_a_slash_goes_to_the_search_and_is_a_letter_inside_it(page, clerk, sign_in):
    sign_in(page, clerk)

    page.keyboard.press("/")
    page.keyboard.type("5/6?n")

    expect(page.locator("#search")).to_have_value("5/6?n")
    expect(page.locator("#shortcuts")).to_be_hidden()


def test_a_question_mark_lists_the_keys_until_they_are_switched_off(page, clerk, sign_in):
    sign_in(page, clerk)

    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.get_by_label("Single-key shortcuts off on this device").check()
    page.keyboard.press("Escape")
    page.keyboard.press("?")

    expect(page.locator("#shortcuts")).to_be_hidden()


def test_a_menu_closes_by_escape_and_gives_the_focus_back(page, clerk, sign_in):
    sign_in(page, clerk)
    menu = page.locator(".usr")

    menu.locator("summary").click()
    expect(menu.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")

    expect(menu.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


@pytest.mark.django_db(transaction=True)
def test_a_form_pressed_twice_is_sent_once(page):
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto("/accounts/login/")
    page.get_by_label("User name").fill("nobody")
    page.locator("#id_password").fill("nothing")

    page.get_by_role("button", name="Sign in").dblclick()

    expect(page.get_by_role("alert")).to_contain_text("is not right")
    expect(page.get_by_label("User name")).to_have_value("nobody")
    assert sent.count("POST") == 1


@pytest.mark.django_db(transaction=True)
def test_the_language_is_changed_before_sign_in(page):
    page.goto("/accounts/login/")

    page.get_by_role("button", name="中文").click()

    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
