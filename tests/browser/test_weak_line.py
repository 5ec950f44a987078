"""The village secretary far from the mast: a light page, a slow line, and three taps."""

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]
import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, expect

from households.choices import Stage
from households.models import Case, Notice
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory

MAY_28 = date(2015, 5, 28)
LIGHT = 120 * 1024
SLOW = {
    "offline": False,
    "latency": 400,  # milliseconds
    "downloadThroughput": 50 * 1024,
    "uploadThroughput": 50 * 1024,
}


@pytest.fixture(autouse=True)
def _forty(yunfeng, set_today) -> None:
    set_today(MAY_28)
    round_ = RoundFactory()
    for n in range(40):
        household = HouseholdFactory(
            village=yunfeng, file__name=f"杨昌{n}", file__pinyin=f"Yang Chang {n:02d}"
        )
        CaseFactory(household=household, round=round_, stage=Stage.NOMINATED)


def _posted() -> int:
    return Case.objects.filter(stage=Stage.VILLAGE_PUBLICITY).count()


def test_a_list_without_exceptions_takes_three_taps(phone, secretary, sign_in):
    sign_in(phone, secretary)

    phone.locator("main").get_by_role("link", name="Approve").tap()
    phone.get_by_role("button", name="Approve all 40").tap()

    expect(phone.get_by_text("40 = 40 approved + 0 returned")).to_be_visible()
    assert _posted() == 40  # two taps; one is left for the to-do list


def _weighed(page: Page) -> list[tuple[int, str]]:
    """Listen to what arrives: bytes on the line, and the address."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    addresses: dict[str, str] = {}
    arrived: list[tuple[int, str]] = []
    devtools.on(
        "Network.responseReceived",
        lambda told: addresses.__setitem__(told["requestId"], told["response"]["url"]),
    )
    devtools.on(
        "Network.loadingFinished",
        lambda told: arrived.append(
            (int(told["encodedDataLength"]), addresses.get(told["requestId"], ""))
        ),
    )
    return arrived


def _on_the_line(size: int, address: str) -> int:
    """The test server sends files as they are; the real one sends them packed beforehand."""
    path = urlsplit(address).path
    if not path.startswith("/static/"):
        return size
    found = finders.find(path.removeprefix("/static/"))
    return len(brotli.compress(Path(str(found)).read_bytes())) + 300  # with its headers


def test_the_first_visit_weighs_no_more_than_120_kilobytes(phone, secretary, sign_in):
    sign_in(phone, secretary)
    link = phone.locator("main").get_by_role("link", name="Approve").get_attribute("href")
    arrived = _weighed(phone)

    phone.goto(link)
    phone.wait_for_load_state("networkidle")

    weights = sorted((_on_the_line(*one), one[1]) for one in arrived)
    assert len(weights) > 5
    assert sum(weight for weight, _address in weights) <= LIGHT, weights


def test_on_a_slow_line_the_list_is_read_and_approved(phone, secretary, sign_in):
    sign_in(phone, secretary)
    phone.context.new_cdp_session(phone).send("Network.emulateNetworkConditions", SLOW)

    phone.locator("main").get_by_role("link", name="Approve").tap()
    row = phone.locator(".pick-row").filter(has_text="Yang Chang 07")
    row.get_by_text("Return", exact=True).tap()
    row.get_by_text("income not true").tap()
    phone.get_by_role("button", name="Approve the other 39").tap()

    expect(phone.get_by_text("40 = 39 approved + 1 returned")).to_be_visible(timeout=60_000)
    assert (_posted(), Notice.objects.count()) == (39, 1)
