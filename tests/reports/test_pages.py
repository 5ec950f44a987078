"""The pages of the reports: who sees what, in which forms, and where its numbers lead."""

import json
from datetime import date
from io import BytesIO
from urllib.parse import parse_qs, urlparse

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from households.models import Round
from povertyreg.audit.models import Entry
from povertyreg.reports.catalogue import LISTS, REPORTS
from tests.factories import PairingFactory, RoundFactory
from tests.reports.drawing import COUNTY, TOWNSHIP, YUNFENG, ZONGSHU
from tests.reports.register import (
    DIBAO,
    EXITED,
    GENERAL,
    ORDINARY,
    close,
    household,
    record,
    village_file,
)

T1 = "/reports/households-by-category/"


@pytest.fixture
def register(yunfeng, zongshu, baina):
    for village in (yunfeng, zongshu):
        village_file(village, 2014)
        village_file(village, 2015)
    record(household(yunfeng, GENERAL, 4), 2014)
    record(household(yunfeng, GENERAL, 3, state=EXITED), 2014, people=2)
    record(household(yunfeng, DIBAO, 1), 2014, state=EXITED)
    record(household(yunfeng, ORDINARY, 1), 2014)
    PairingFactory(household=household(yunfeng, GENERAL, 1))
    household(yunfeng, "", 2)
    household(yunfeng, ORDINARY, 2)
    close(household(yunfeng, GENERAL, 2))
    household(zongshu, GENERAL, 2)
    household(baina, GENERAL, 5)


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def answer(client, address):
    return b"".join(client.get(address).streaming_content)


def workbook(client, address):
    return openpyxl.load_workbook(BytesIO(answer(client, address))).active


@pytest.mark.parametrize("slug", REPORTS)
def test_every_report_is_a_page(slug, register, as_clerk):
    page = as_clerk.get(f"/reports/{slug}/?year=2015")

    assert page.status_code == 200
    assert str(REPORTS[slug].title) in page.content.decode()


@pytest.mark.parametrize("slug", REPORTS)
def test_every_report_is_drawn_without_any_data(slug, client, clerk2):
    client.force_login(clerk2)

    assert client.get(f"/reports/{slug}/").status_code == 200


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


def test_page_workbook_and_data_say_the_same(register, as_clerk):
    query = f"{T1}?area={TOWNSHIP}&year=2015"
    page = as_clerk.get(query).context
    data = json.loads(as_clerk.get(f"{query}&format=json").content)
    sheet = workbook(as_clerk, f"{query}&format=xlsx")

    names = [column["name"] for column in data["columns"]]
    found = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows()}
    for line, row in zip(
        [*page["lines"], page["total"]], [*data["rows"], data["total"]], strict=True
    ):
        figures = [row[name] for name in names]
        assert found[row["name"]] == [row["name"], row["note"] or None, *figures, "agrees"]
        shown = [cell.text.replace(",", "") for cell in line.cells]
        assert [None if text == "—" else float(text) for text in shown] == figures


def test_the_workbook_says_what_it_is(register, as_clerk, clerk):
    sheet = workbook(as_clerk, f"{T1}?year=2015&format=xlsx")

    lines = [[c.value for c in row if c.value is not None] for row in sheet.iter_rows(max_row=5)]
    assert lines[0] == ["T1 Registered households and people by category"]
    assert lines[1] == ["Area", f"Xingxiu Township {TOWNSHIP}"]
    assert lines[2][:2] == ["Year", "2015"]
    assert lines[4][-2:] == ["By", "Yang Min"]
    words = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"Definitions", "Checks", "Household"} <= words
    assert sheet.freeze_panes == "B8"


def test_the_workbook_is_named_for_its_report_area_and_year(register, as_clerk):
    sent = as_clerk.get(f"{T1}?year=2015&format=xlsx")

    assert "households-by-category-520521225-2015.xlsx" in sent["Content-Disposition"]


def test_taking_out_a_workbook_is_kept_in_the_trail(register, as_clerk, clerk):
    answer(as_clerk, f"{T1}?year=2015&format=xlsx")

    entry = Entry.objects.get(action="export_report")
    assert (entry.by, entry.area_code) == (clerk, TOWNSHIP)
    assert entry.details == {
        "report": "households-by-category",
        "year": 2015,
        "state": "all",
        "rows": 2,
    }


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
