"""What a machine can say of barriers: none on any key page, on a desktop and on a phone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from households.choices import Stage
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import CaseFactory, HouseholdFactory
from tests.world import MAY_30, NUMBER, World, made_world

STANDARDS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SCREENS = pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])

OF_THE_CLERK = (
    "/",
    "/households/?year=2015",
    "/households/new/",
    f"/households/{NUMBER}/",
    "/households/import/",
    "/households/import/{brought}/",
    "/rounds/",
    "/rounds/{round}/",
    "/cases/",
    "/notices/",
    "/notices/{notice}/",
    "/meetings/",
    "/objections/",
    "/objections/{objection}/",
    "/assistance/",
    "/assistance/pairings/",
    "/assistance/cadres/{cadre}/",
    f"/assistance/households/{NUMBER}/pair/",
    f"/assistance/households/{NUMBER}/help/",
    "/assistance/projects/",
    "/assistance/projects/new/",
    "/assistance/projects/{project}/",
    "/reports/",
    "/reports/households-by-category/?year=2015",
    "/reports/pairing-coverage/?year=2015",
    "/reports/households/?year=2015",
    "/villages/",
    "/villages/520521225201/",
    "/jobs/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/api/docs/",
)
OF_THE_SECRETARY = (
    "/",
    "/notices/approve/520521225201/{round}/",
    "/meetings/new/?village=520521225201&round={round}",
    "/objections/new/?notice={notice}&case={case}",
    "/receipts/{receipt}/",
)
OF_THE_LEADER = ("/", "/notices/township/520521225201/{round}/")
OF_THE_COUNTY = (
    "/",
    "/rounds/new/",
    "/villages/",
    "/notices/county/520521225201/{round}/",
    "/reports/requests/",
    "/reports/requests/{wanted}/",
)
OF_OTHERS = {"cadre_user": ("/",), "auditor": ("/", "/audit/"), "admin": ("/",)}


def barriers(page: Page, there: str) -> list[str]:
    """What the standards forbid, and a page that has to be pushed sideways."""
    page.goto(there)
    found = Axe().run(page, options={"runOnly": STANDARDS}).response["violations"]
    width, limit = page.evaluate("document.documentElement.scrollWidth"), page.viewport_size
    too_wide = [f"{there} is {width} wide"] if limit and width > limit["width"] else []
    return [f"{there} {one['id']}: {one['nodes'][0]['html'][:140]}" for one in found] + too_wide


@pytest.fixture
def world(yunfeng, zongshu, clerk, secretary, cadre_user, set_today) -> World:
    set_today(MAY_30)
    made = made_world(yunfeng, clerk=clerk, secretary=secretary, cadre_user=cadre_user)
    for stage in (
        Stage.APPLIED,
        Stage.SURVEYED,
        Stage.NOMINATED,
        Stage.VILLAGE_PASSED,
        Stage.TOWNSHIP_PASSED,
    ):
        CaseFactory(household=HouseholdFactory(village=yunfeng), round=made.round, stage=stage)
    return made


def filled(there: str, world: World) -> str:
    keys: dict[str, Any] = {
        name: getattr(world, name).pk
        for name in (
            "round",
            "notice",
            "objection",
            "case",
            "receipt",
            "cadre",
            "project",
            "brought",
            "wanted",
        )
    }
    return there.format(**keys)


def walk(page: Page, pages: tuple[str, ...], world: World) -> list[str]:
    return [found for there in pages for found in barriers(page, filled(there, world))]


@SCREENS
@pytest.mark.parametrize(
    ("person", "pages"),
    [
        ("clerk", OF_THE_CLERK),
        ("secretary", OF_THE_SECRETARY),
        ("leader", OF_THE_LEADER),
        ("county_staff", OF_THE_COUNTY),
        *OF_OTHERS.items(),
    ],
    ids=["clerk", "secretary", "leader", "county", *OF_OTHERS],
)
def test_no_page_has_barriers(open_page, sign_in, world, request, screen, person, pages):
    page = open_page(screen)
    sign_in(page, request.getfixturevalue(person))

    assert walk(page, pages, world) == []


@SCREENS
def test_the_chinese_pages_have_none_either(open_page, sign_in, world, secretary, screen):
    page = open_page(screen, locale="zh-CN")
    sign_in(page, secretary)

    assert walk(page, OF_THE_SECRETARY[:2], world) == []


@SCREENS
def test_refusals_have_none(open_page, sign_in, world, clerk2, screen, complaints):
    page = open_page(screen)
    found = barriers(page, "/nowhere/")
    sign_in(page, clerk2)
    found += barriers(page, f"/households/{NUMBER}/") + barriers(page, "/audit/")

    assert found == []
    assert {"404", "403"} >= {word for c in complaints for word in ("404", "403") if word in c}
    complaints.clear()
