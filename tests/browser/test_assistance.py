"""Pairing a household and noting what it received, with real clicks."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.factories import (
    CadreFactory,
    FundFactory,
    HouseholdFactory,
    PairingFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def household(yunfeng):
    return HouseholdFactory(village=yunfeng, file__category="01", file__name="王大明")


def test_the_clerk_pairs_a_waiting_household_and_sees_the_cadre(page, clerk, sign_in, household):
    for name in ("Li Ming", "Zhang San"):
        CadreFactory(pinyin=name)
    sign_in(page, clerk)
    page.goto("/assistance/?year=2015")

    page.get_by_role("link", name="Pair with a cadre").click()
    page.get_by_placeholder("Name or helping unit").press_sequentially("zhang")
    expect(page.locator("#candidates li")).to_have_count(1)
    page.get_by_label("Zhang San").check()
    page.get_by_role("button", name="Pair the household").click()

    expect(page.get_by_role("status")).to_contain_text("Zhang San answers for this household now.")
    expect(page.locator("#main")).to_contain_text("in force")
    assert household.pairings.get().cadre.pinyin == "Zhang San"


def test_a_cadre_records_help_on_the_phone(phone, cadre_user, sign_in, household, yunfeng):
    PairingFactory(household=household, cadre=CadreFactory(user=cadre_user))
    FundFactory(project=ProjectFactory(villages=[yunfeng], name_en="Geese"), planned=5000)
    sign_in(phone, cadre_user)
    phone.goto("/assistance/?year=2015")

    phone.get_by_role("link", name="Record help").click()
    phone.get_by_label("Project").select_option(label="Geese")
    phone.locator("#id_what_zh").fill("鹅苗")
    phone.get_by_label("Worth (yuan)").fill("1200")
    phone.get_by_role("button", name="Record the help").click()

    expect(phone).to_have_url(re.compile(rf"/households/{household.number}/"))
    assert household.benefits.get().yuan == Decimal(1200)
