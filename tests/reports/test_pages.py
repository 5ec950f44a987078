"""The pages of the reports: who sees what, in which forms, and where its numbers lead."""

from datetime import date
from urllib.parse import parse_qs, urlparse

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from households.models import Round
from povertyreg.reports.catalogue import LISTS, REPORTS
from tests.factories import RoundFactory
from tests.reports.drawing import COUNTY, TOWNSHIP, YUNFENG, ZONGSHU
from tests.reports.register import (
    GENERAL,
    household,
    village_file,
)

T1 = "/reports/households-by-category/"


@pytest.mark.parametrize("slug", REPORTS)
def test_every_report_is_a_page(slug, register, as_clerk):
    page = as_clerk.get(f"/reports/{slug}/?year=2015")

    assert page.status_code == 200
    assert str(REPORTS[slug].title) in page.content.decode()


@pytest.mark.parametrize("slug", REPORTS)
def test_without_any_data_every_report_says_so(slug, client, clerk2):
    client.force_login(clerk2)

    assert "Nothing on file for this area" in client.get(f"/reports/{slug}/").content.decode()


def test_the_catalogue_says_what_each_report_answers(as_clerk):
    page = as_clerk.get("/reports/").content.decode()

    for entry in [*REPORTS.values(), *LISTS.values()]:
        assert f"/reports/{entry.slug}/" in page
        assert str(entry.question).split(",")[0] in page


def test_who_may_not_take_out_lists_is_not_offered_them(client, auditor):
    client.force_login(auditor)

    page = client.get("/reports/").content.decode()

    assert T1 in page
    assert "/reports/members/" not in page


@pytest.mark.parametrize("slug", REPORTS)
def test_auditors_read_and_paired_cadres_do_not(slug, register, client, auditor, cadre_user, admin):
    expected = {auditor: 200, cadre_user: 403, admin: 403}

    for user, status in expected.items():
        client.force_login(user)
        assert client.get(f"/reports/{slug}/").status_code == status, user


def test_a_visitor_is_asked_to_sign_in(client, db):
    assert client.get(T1).status_code == 302


@pytest.mark.parametrize("form", ["html", "json", "xlsx"])
@pytest.mark.parametrize("area", ["520521225", COUNTY, YUNFENG, "5205", "x", "520521299"])
def test_an_area_outside_ones_own_is_not_found(area, form, register, client, clerk2):
    client.force_login(clerk2)

    assert client.get(f"{T1}?area={area}&format={form}").status_code == 404


def test_the_area_above_ones_own_is_not_found_either(register, client, secretary):
    client.force_login(secretary)

    assert client.get(f"{T1}?area={TOWNSHIP}").status_code == 404
    assert client.get(f"{T1}?area={ZONGSHU}").status_code == 404
    assert client.get(f"{T1}?area={YUNFENG}").status_code == 200


@pytest.mark.parametrize(
    "query", ["year=abcd", "year=99999", "year=1850", "state=rich", "format=pdf", "area=%00"]
)
def test_what_makes_no_sense_is_not_found(query, register, as_clerk):
    assert as_clerk.get(f"{T1}?{query}").status_code == 404


def test_an_unknown_report_is_not_found(as_clerk):
    assert as_clerk.get("/reports/wealth/").status_code == 404


def test_a_report_is_only_read(register, as_clerk):
    assert as_clerk.post(T1).status_code == 405


def test_every_number_of_households_leads_to_as_many_households(register, client, county_staff):
    client.force_login(county_staff)
    addresses = [
        f"/reports/{slug}/?area={area}&year=2015&state={state}"
        for slug in REPORTS
        for area in (COUNTY, TOWNSHIP, YUNFENG)
        for state in ("all", "poor")
    ]

    followed = 0
    for address in addresses:
        context = client.get(address).context
        for line in [*context["lines"], context["total"]]:
            for cell in filter(lambda c: c.url, line.cells):
                shown = client.get(cell.url).context["table"].page.paginator.count
                assert f"{shown:,}" == cell.text, (address, line.name, cell.label, cell.url)
                followed += 1

    assert followed > 40


def test_the_households_of_a_figure_are_only_those_of_ones_area(register, client, clerk2):
    client.force_login(clerk2)

    assert client.get(f"/reports/reduction/start_households/?area={TOWNSHIP}").status_code == 404


@pytest.mark.parametrize("figure", ["start_people", "wealth", "end_households"])
def test_a_figure_without_a_list_of_its_own_is_not_found(figure, register, as_clerk):
    assert as_clerk.get(f"/reports/reduction/{figure}/").status_code == 404
    assert as_clerk.get(f"/reports/wealth/{figure}/").status_code == 404


def test_the_links_of_a_year_stay_in_that_year(register, as_clerk):
    page = as_clerk.get(f"{T1}?year=2015")

    query = parse_qs(urlparse(page.context["lines"][0].cells[0].url).query)
    assert query["year"] == ["2015"]
    assert query["village"] == [YUNFENG]


def test_a_page_speaks_the_language_of_its_reader(register, client, clerk):
    clerk.language = "zh-hans"
    clerk.save()
    client.force_login(clerk)

    page = client.get(f"{T1}?year=2015").content.decode()

    assert "云峰村" in page
    assert "一般贫困户" in page
    translation.activate("en")


@pytest.mark.parametrize("slug", REPORTS)
def test_a_report_costs_few_queries_whatever_its_size(slug, register, as_clerk):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            as_clerk.get(f"/reports/{slug}/?area={TOWNSHIP}&year=2015&format=json")
        about_the_session = ("django_session", "villages_user", "villages_jurisdiction")
        return sum(not any(t in q["sql"] for t in about_the_session) for q in asked)

    small = cost()
    for _ in range(3):
        household(register_village(), GENERAL, 2)

    assert cost() == small <= 10


def register_village():
    from villages.models import Village

    return Village.objects.get(pk=YUNFENG)


def test_a_report_begins_with_the_latest_year_in_which_no_round_is_running(
    register, as_clerk, yunfeng
):
    village_file(yunfeng, 2014)
    running = RoundFactory(year=2015)

    meanwhile = as_clerk.get(T1).context["one"].scope.year
    Round.objects.filter(pk=running.pk).update(closed_on=date(2015, 12, 31))
    afterwards = as_clerk.get(T1).context["one"].scope.year

    assert (meanwhile, afterwards) == (2014, 2015)
