"""A real Chromium before the live server; any complaint of its console fails the test."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect
from playwright.sync_api import TimeoutError as TooSlow

from villages.models import User

# Playwright keeps an event loop running, and Django takes the tests for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NAMES = ("chromium", "chromium-browser", "google-chrome", "msedge")
CHROMIUM = os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NO_BROWSER = (
    "NO BROWSER FOUND: THE BROWSER TESTS DID NOT RUN. Install chromium and fonts-noto-cjk, "
    "or set CHROMIUM_PATH."
)

DESKTOP: dict[str, Any] = {"viewport": {"width": 1366, "height": 768}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
PATIENCE = 20_000  # milliseconds: a busy machine is slow, not wrong

OpenPage = Callable[..., Page]
SignIn = Callable[[Page, User], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def base_url() -> None:
    """The plugin's own is written in a way that pytest warns of; pages get the live server's."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail(NO_BROWSER, pytrace=False)
        pytest.skip(NO_BROWSER)
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(autouse=True)
def _patience() -> None:
    expect.set_options(timeout=PATIENCE)


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the console said. A test that provokes an error looks at it here, and clears it."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def open_page(
    new_context: Callable[..., BrowserContext],
    live_server: Any,
    complaints: list[str],
    at_work: "AtWork",
) -> Iterator[OpenPage]:
    """`open_page(PHONE, locale="zh-CN")`: a page of its own, as on a machine of its own."""
    pages: list[Page] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and pages:
            complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def opened(device: dict[str, Any] = DESKTOP, **options: Any) -> Page:
        context = new_context(**{"base_url": live_server.url, "locale": "en", **device, **options})
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        pages.append(page)
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    with at_work:
        yield opened
        left = pages.copy()
        pages.clear()  # what is cut off from now on is no complaint
        for page in left:
            _leave(page)
        at_work.wait_for_the_last()


class AtWork:
    """How many requests the live server has in hand: the rows go only after the last of them."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def __enter__(self) -> None:
        request_started.connect(self._begun)
        request_finished.connect(self._ended)

    def __exit__(self, *raised: object) -> None:
        request_started.disconnect(self._begun)
        request_finished.disconnect(self._ended)

    def wait_for_the_last(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._count <= 0, timeout=PATIENCE / 1000)

    def _begun(self, **told: object) -> None:
        with self._changed:
            self._count += 1

    def _ended(self, **told: object) -> None:
        with self._changed:
            self._count -= 1
            self._changed.notify_all()


@pytest.fixture
def at_work() -> AtWork:
    return AtWork()


def _leave(page: Page) -> None:
    """A form that is left keeps a draft: nothing may reach the server when its rows are gone."""
    if not page.is_closed():
        with suppress(TooSlow):
            page.wait_for_load_state("networkidle", timeout=2000)
        page.route("**/*", lambda route: route.abort())
        page.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    return open_page(PHONE)


@pytest.fixture
def sign_in(live_server: Any) -> SignIn:
    """Sign a person in without the form, which has tests of its own, and show the start page."""

    def signed_in(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )
        page.goto("/")

    return signed_in
