"""The village secretary on a phone: forty households, two of them returned, on a weak line."""

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from households.choices import Stage
from households.models import Case, Event, Notice
from tests.browser.conftest import PHONE
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory

MAY_28 = date(2015, 5, 28)


class Taps:
    """Counts what the thumb does."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, target: Locator) -> None:
        target.tap()
        self.count += 1


@pytest.fixture
def forty(yunfeng, set_today) -> list[Case]:
    set_today(MAY_28)
    round_ = RoundFactory()
    return [
        CaseFactory(
            household=HouseholdFactory(
                village=yunfeng, file__name=f"杨昌{n}", file__pinyin=f"Yang Chang {n:02d}"
            ),
            round=round_,
            stage=Stage.NOMINATED,
        )
        for n in range(40)
    ]


@pytest.fixture
def tap() -> Taps:
    return Taps()


def row(page: Page, name: str) -> Locator:
    return page.locator(".pick-row").filter(has_text=name)


def give_back(page: Page, tap: Taps, name: str, reason: str) -> None:
    tap(row(page, name).get_by_text("Return", exact=True))
    tap(row(page, name).get_by_text(reason))


def counted(stage: Stage) -> int:
    return Case.objects.filter(stage=stage).count()


def test_forty_households_two_returned_in_seven_taps(phone, secretary, sign_in, forty, tap):
    sign_in(phone, secretary)

    tap(phone.locator("main").get_by_role("link", name="Approve"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Approve the list")
    expect(phone.get_by_role("button", name="Approve all 40")).to_be_visible()
    expect(phone.get_by_text("28 May – 3 June · 7 days")).to_be_visible()
    give_back(phone, tap, "Yang Chang 07", "income not true")
    give_back(phone, tap, "Yang Chang 21", "owns a car")
    tap(phone.get_by_role("button", name="Approve the other 38"))

    expect(phone.get_by_text("40 = 38 approved + 2 returned")).to_be_visible()
    assert tap.count <= 7
    assert (counted(Stage.VILLAGE_PUBLICITY), counted(Stage.SURVEYED)) == (38, 2)
    assert {case.returned_because for case in Case.objects.at(Stage.SURVEYED)} == {
        "income",
        "vehicle",
    }
    phone.reload()
    expect(phone.get_by_text("40 = 38 approved + 2 returned")).to_be_visible()


def test_only_those_returned_are_shown_when_asked(phone, secretary, sign_in, forty, tap):
    sign_in(phone, secretary)
    phone.locator("main").get_by_role("link", name="Approve").tap()
    give_back(phone, tap, "Yang Chang 07", "members wrong")

    phone.get_by_text("Returned 1").tap()

    expect(row(phone, "Yang Chang 07")).to_be_visible()
    expect(row(phone, "Yang Chang 08")).to_be_hidden()
    phone.get_by_text("All 40").tap()
    expect(row(phone, "Yang Chang 08")).to_be_visible()


def test_a_return_without_a_reason_is_asked_for(phone, secretary, sign_in, forty):
    sign_in(phone, secretary)
    phone.locator("main").get_by_role("link", name="Approve").tap()
    row(phone, "Yang Chang 07").get_by_text("Return", exact=True).tap()

    phone.get_by_role("button", name="Approve the other 39").tap()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Approve the list")
    assert counted(Stage.NOMINATED) == 40


def test_a_lost_line_says_so_and_loses_nothing(phone, secretary, sign_in, forty, tap, complaints):
    sign_in(phone, secretary)
    phone.locator("main").get_by_role("link", name="Approve").tap()
    give_back(phone, tap, "Yang Chang 07", "income not true")
    phone.context.set_offline(True)

    phone.get_by_role("button", name="Approve the other 39").tap()

    expect(phone.get_by_text("Not submitted.")).to_be_visible()
    expect(phone.get_by_text("approved +")).to_have_count(0)
    assert counted(Stage.NOMINATED) == 40
    complaints.clear()

    phone.context.set_offline(False)
    phone.get_by_role("button", name="Tap to retry").tap()
    expect(phone.get_by_text("40 = 39 approved + 1 returned")).to_be_visible()
    assert Notice.objects.count() == 1


def test_when_only_the_answer_is_lost_trying_again_does_nothing_twice(
    phone, secretary, sign_in, forty, complaints
):
    sign_in(phone, secretary)
    phone.locator("main").get_by_role("link", name="Approve").tap()

    def lose_the_answer(route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    phone.route("**/notices/approve/**", lose_the_answer)
    phone.get_by_role("button", name="Approve all 40").tap()
    expect(phone.get_by_text("Not submitted.")).to_be_visible()
    assert Notice.objects.count() == 1
    complaints.clear()

    phone.unroute("**/notices/approve/**")
    phone.get_by_role("button", name="Tap to retry").tap()

    expect(phone.get_by_text("40 = 40 approved + 0 returned")).to_be_visible()
    assert Notice.objects.count() == 1
    assert Event.objects.filter(step="post_in_village").count() == 40


def test_what_was_ticked_survives_a_reload(phone, secretary, sign_in, forty, tap):
    sign_in(phone, secretary)
    phone.locator("main").get_by_role("link", name="Approve").tap()
    give_back(phone, tap, "Yang Chang 07", "income not true")

    phone.reload()

    expect(phone.get_by_role("button", name="Approve the other 39")).to_be_visible()
    expect(row(phone, "Yang Chang 07").get_by_label("income not true")).to_be_checked()


def test_it_works_without_scripts_too(open_page, secretary, sign_in, forty, tap):
    page = open_page(PHONE, java_script_enabled=False)
    sign_in(page, secretary)
    page.locator("main").get_by_role("link", name="Approve").tap()
    give_back(page, tap, "Yang Chang 07", "income not true")

    page.get_by_role("button", name="Approve those not returned").tap()

    expect(page.get_by_text("40 = 39 approved + 1 returned")).to_be_visible()


def test_somebody_else_was_faster(phone, secretary, sign_in, forty, complaints):
    from tests.households.lists import approve

    sign_in(phone, secretary)
    phone.locator("main").get_by_role("link", name="Approve").tap()
    approve(forty, secretary)

    phone.get_by_role("button", name="Approve all 40").tap()

    expect(phone.get_by_role("alert")).to_contain_text("Somebody moved 40 households")
    expect(phone.get_by_text("Nobody waits here")).to_be_visible()
    assert Notice.objects.count() == 1
    assert all("422" in complaint for complaint in complaints)
    complaints.clear()
