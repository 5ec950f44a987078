"""A householder dies: the wizard on a telephone, and what stays with the household."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from households.models import Household
from tests.factories import BenefitFactory, PairingFactory
from tests.households.changes.families import family, relations
from villages.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


@pytest.mark.parametrize("screen", ["page", "phone"])
def test_the_wizard_keeps_number_cadre_and_projects(request, screen, clerk: User, sign_in, yunfeng):
    page: Page = request.getfixturevalue(screen)
    home = family(yunfeng, "02", "03", "05", "07")
    pairing, benefit = PairingFactory(household=home), BenefitFactory(household=home)
    home.years.update(year=date.today().year)
    sign_in(page, clerk)

    page.goto(home.get_absolute_url())
    page.get_by_role("link", name="Record a change").click()
    page.get_by_role("link", name="Death", exact=True).click()
    page.get_by_label("(Householder)").check()
    page.get_by_label("Reason and proof").fill("死亡证明")
    press(page, "Record: death")
    expect(page.get_by_text("say who follows")).to_be_visible()
    page.get_by_label("(Son)").check()
    press(page, "Go on to the relations")
    expect(page.get_by_label("relation to the householder")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(page, "Record: new householder")

    expect(page.get_by_text("became householder on")).to_be_visible()
    now = Household.objects.get(pk=home.pk)
    pairing.refresh_from_db()
    benefit.refresh_from_db()
    assert (now.number, now.householder.name) == (home.number, "王小刚")
    assert (pairing.ends_on, pairing.household, benefit.household) == (None, now, now)
    assert relations(home, date.today().year) == {
        "王小刚": "01", "李秀英": "12", "陈美": "02", "王宝": "03",
    }  # fmt: skip
