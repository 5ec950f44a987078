"""Reports and jobs with real clicks: chart, links, filters, and a page that asks by itself."""

import re

import pytest
from playwright.sync_api import expect

from povertyreg.jobs import work
from povertyreg.jobs.models import Job
from povertyreg.reports import views
from tests.browser.conftest import PHONE
from tests.reports.register import DIBAO, GENERAL, household, village_file

pytestmark = pytest.mark.django_db(transaction=True)
T1 = "/reports/households-by-category/?year=2015"


@pytest.fixture(autouse=True)
def register(yunfeng, zongshu):
    for village in (yunfeng, zongshu):
        village_file(village, 2014)
        village_file(village, 2015)
    household(yunfeng, GENERAL, 3)
    household(yunfeng, DIBAO, 1)
    household(zongshu, GENERAL, 2)


def test_a_report_draws_its_chart_and_leads_to_its_households(page, sign_in, leader):
    sign_in(page, leader)

    page.goto(T1)

    chart = page.get_by_role("img", name="People by category")
    expect(chart.locator("svg")).to_be_visible()
    expect(chart).to_contain_text("Yunfeng")
    page.get_by_role("row", name="Yunfeng").get_by_role("link", name="2", exact=True).click()
    expect(page.get_by_text("1–2 of 2")).to_be_visible()


def test_area_year_and_state_are_chosen_above_the_table(page, sign_in, leader):
    sign_in(page, leader)
    page.goto(T1)

    page.get_by_label("Area").select_option("Zongshu")
    page.get_by_label("State").select_option("Currently poor")
    page.get_by_role("button", name="Show").click()

    expect(page).to_have_url(re.compile("area=520521225202&year=2015&state=poor"))
    expect(page.get_by_role("rowheader", name="Zongshu")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Yunfeng")).to_have_count(0)


def test_on_a_phone_the_page_is_no_wider_than_the_screen(open_page, sign_in, leader):
    phone = open_page(PHONE)
    sign_in(phone, leader)

    for slug in ("households-by-category", "reduction", "pairing-coverage"):
        phone.goto(f"/reports/{slug}/?year=2015")
        expect(phone.get_by_role("rowheader", name="Yunfeng")).to_be_in_viewport(ratio=0.1)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, slug


def test_a_job_tells_by_itself_when_it_is_ready(page, sign_in, leader, monkeypatch, tmp_path):
    monkeypatch.setattr(views.lists, "AT_ONCE", 1)
    sign_in(page, leader)
    page.goto("/reports/members/?year=2015")
    page.get_by_role("button", name="Export Excel").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()

    work.run_job.call(Job.objects.get().pk)

    with page.expect_download() as handed_out:
        page.get_by_role("link", name="Download").click()
    assert handed_out.value.suggested_filename == "members-520521225-2015.xlsx"
