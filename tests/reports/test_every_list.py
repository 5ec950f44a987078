"""Every list that has a page on screen can be taken out: the same rows, for the same people."""

from typing import Any

import pytest

from povertyreg.audit.models import Entry
from povertyreg.exchange.onscreen import Narrowed
from povertyreg.jobs import work
from povertyreg.jobs.models import Job
from povertyreg.reports import lists, orders
from povertyreg.reports.catalogue import LISTS
from tests.reports.drawing import TOWNSHIP, ZONGSHU
from tests.reports.listing import exported, opened, taken
from tests.reports.neighbours import EVERY, FORMULA, JUNE_1, PAGES, WAYS

CHOICES: list[dict[str, Any]] = [
    {"village": ZONGSHU},
    {"stage": ["surveyed", "village_publicity"]},
    {"stage": "surveyed"},
    {"stage": "riches"},
    {"objection": "true"},
    {"returned": "true"},
    {"state": "running"},
    {"state": "closed"},
    {"state": "open"},
    {"state": "late"},
    {"state": "decided"},
    {"round": "0"},
    {"ended": "1"},
    {"left": "1"},
    {"left": "0"},
    {"level": "50"},
    {"level": "10"},
    {"rank": "5"},
    {"type": "2", "status": "planned"},
    {"type": "3"},
    {"unit": "0"},
    {"q": "李"},
    {"q": FORMULA},
    {"q": "\0"},
]


@pytest.fixture(autouse=True)
def in_june(set_today):
    set_today(JUNE_1)


@pytest.mark.parametrize("slug", EVERY)
def test_a_list_has_a_row_for_each_row_of_the_area(slug, many, as_clerk):
    assert len(taken(exported(as_clerk, slug))) == (2 if slug == "villages" else 3)


@pytest.mark.parametrize("slug", PAGES)
def test_what_is_taken_out_is_what_the_page_shows(slug, many, as_clerk):
    for choices in CHOICES:
        page = as_clerk.get(PAGES[slug], {"area": TOWNSHIP, "year": 2015, **choices})

        found = taken(exported(as_clerk, slug, **choices))

        assert len(found) == page.context["table"].page.paginator.count, choices


def test_a_filter_narrows_its_list(many, as_clerk):
    """So that two empty lists do not agree by chance."""
    counted = {
        (slug, name, value): len(taken(exported(as_clerk, slug, **{name: value})))
        for slug, name, value in [
            ("cases", "stage", "surveyed"),
            ("cases", "stage", "riches"),
            ("cases", "village", ZONGSHU),
            ("notices", "state", "running"),
            ("notices", "state", "closed"),
            ("objections", "state", "open"),
            ("objections", "state", "decided"),
            ("meetings", "village", ZONGSHU),
            ("pairings", "q", "李"),
            ("pairings", "ended", "1"),
            ("cadres", "q", "李"),
            ("cadres", "left", "1"),
            ("projects", "type", "2"),
            ("projects", "type", "3"),
        ]
    }

    assert list(counted.values()) == [1, 0, 1, 2, 1, 3, 0, 1, 1, 0, 1, 0, 3, 0]


@pytest.mark.parametrize("slug", EVERY)
def test_a_page_leads_to_its_list_with_its_filters(slug, many, as_clerk):
    page = as_clerk.get(WAYS[slug], {"area": TOWNSHIP, "q": "李"})

    content = page.content.decode()
    start = content.index('id="export"')
    link = content[start : content.index(">", start)]
    assert f"/reports/{slug}/?" in link
    assert f"area={TOWNSHIP}" in link
    assert "format=xlsx" in link
    assert "q=%E6%9D%8E" in link


@pytest.mark.parametrize("slug", EVERY)
def test_a_page_that_was_narrowed_in_place_leads_to_the_narrowed_list(slug, many, as_clerk):
    path = WAYS[slug]

    part = as_clerk.get(path, {"level": "50"}, headers={"HX-Request": "true"}).content.decode()

    assert part.count('id="export"') == 1
    assert 'hx-swap-oob="true"' in part
    assert "level=50" in part[part.index('id="export"') :]


@pytest.mark.parametrize("slug", EVERY)
def test_nobody_without_the_right_takes_a_list_out_or_sees_the_way(
    slug, many, client, secretary, auditor, cadre_user, leader
):
    path = WAYS[slug]
    for user, status in {secretary: 403, auditor: 403, cadre_user: 403, leader: 200}.items():
        client.force_login(user)
        assert client.get(f"/reports/{slug}/").status_code == status
        assert client.post(f"/reports/{slug}/").status_code == status
        page = client.get(path)
        assert page.status_code == 200
        assert ('id="export"' in page.content.decode()) == (status == 200)


@pytest.mark.parametrize("slug", EVERY)
def test_an_area_outside_ones_own_is_not_found(slug, yunfeng, client, clerk2):
    client.force_login(clerk2)

    for asked in ({"area": TOWNSHIP}, {"area": "520521"}, {"area": "5205"}):
        assert client.get(f"/reports/{slug}/", asked).status_code == 404
        assert client.post(f"/reports/{slug}/", asked).status_code == 404


@pytest.mark.parametrize("slug", ["cases", "notices", "objections", "meetings"])
def test_a_village_of_another_township_is_not_smuggled_in(slug, many, client, clerk2):
    client.force_login(clerk2)

    assert client.post(f"/reports/{slug}/", {"village": ZONGSHU}).status_code == 404


@pytest.mark.parametrize("slug", EVERY)
def test_another_township_has_its_own_rows_only(slug, many, client, clerk2):
    client.force_login(clerk2)

    found = taken(client.post(f"/reports/{slug}/", {"year": 2015}))

    assert len(found) == 1
    assert "Yunfeng" not in str(found)


@pytest.mark.parametrize("slug", EVERY)
def test_an_empty_list_has_its_headings(slug, yunfeng, as_clerk):
    narrow = {"area": yunfeng.pk} if slug != "villages" else {"area": TOWNSHIP}
    book = opened(as_clerk.post(f"/reports/{slug}/", {"year": 2015, **narrow}))

    about = {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True)}
    assert about["Rows"] == (1 if slug == "villages" else 0)
    assert book.worksheets[1].freeze_panes
    heads = [cell.value for cell in book.worksheets[1][1]]
    assert len(heads) == len(LISTS[slug].resource.usual())


@pytest.mark.parametrize("slug", EVERY)
def test_every_column_can_be_taken_out_and_stands_in_one_group(slug, many, as_clerk):
    resource = LISTS[slug].resource
    found = taken(exported(as_clerk, slug, column=list(resource.offered())))

    assert len(found[0]) == len(resource.offered())
    grouped = [name for group in resource.groups for name in group.names]
    assert sorted(grouped) == sorted(resource.further)


@pytest.mark.parametrize("slug", EVERY)
def test_chosen_columns_are_remembered_list_by_list(slug, many, as_clerk, clerk):
    two = LISTS[slug].resource.usual()[1:3]

    exported(as_clerk, slug, column=two)
    again = taken(exported(as_clerk, slug))

    assert len(again[0]) == 2
    clerk.refresh_from_db()
    assert clerk.list_columns == {slug: list(two)}


@pytest.mark.parametrize("slug", EVERY)
def test_one_column_alone_loses_no_row(slug, many, clerk):
    """Rows that look the same are still rows."""
    resource = LISTS[slug].resource
    for name in resource.offered():
        alone = resource(Narrowed(clerk, TOWNSHIP, 2015), orders.Taken(columns=(name,)))
        assert len(list(alone.rows())) == (2 if slug == "villages" else 3)


def test_the_first_sheet_says_by_what_a_list_was_narrowed(many, as_clerk):
    case = many[0].cases.get()
    answer = exported(
        as_clerk, "cases", round=case.round_id, stage=["surveyed", "nominated"], objection="true"
    )

    told = [
        row[1]
        for row in opened(answer).worksheets[0].iter_rows(values_only=True)
        if row[0] == "Narrowed by"
    ]
    assert told == [
        "Stage: Surveyed, Nominated",
        f"Round: {case.round}",
        "Under objection: yes",
    ]


def test_a_list_without_a_year_speaks_of_none(many, as_clerk):
    answer = exported(as_clerk, "cases")

    assert answer.headers["Content-Disposition"].endswith(f'filename="cases-{TOWNSHIP}.xlsx"')
    heads = [row[0] for row in opened(answer).worksheets[0].iter_rows(values_only=True)]
    assert "Year" not in heads
    assert "year" not in Entry.objects.get(action="export_list").details
    assert (
        '<select class="inp auto" name="year"'
        not in as_clerk.get("/reports/cases/").content.decode()
    )


def test_a_list_with_a_year_speaks_of_it(many, as_clerk):
    answer = exported(as_clerk, "projects")

    assert f"projects-{TOWNSHIP}-2015.xlsx" in answer.headers["Content-Disposition"]
    assert Entry.objects.get(action="export_list").details["year"] == 2015
    assert taken(exported(as_clerk, "projects", year=2014)) == []


def test_the_trail_keeps_what_was_chosen(many, as_clerk, clerk):
    exported(as_clerk, "cases", stage=["surveyed"], village=ZONGSHU)

    entry = Entry.objects.get(action="export_list")
    assert (entry.by, entry.area_code) == (clerk, ZONGSHU)
    assert entry.details["choices"] == {"stage": ["surveyed"]}
    assert entry.details["list"] == "cases"


@pytest.mark.parametrize("slug", EVERY)
def test_a_long_list_is_made_by_a_worker_with_the_same_choices(slug, many, as_clerk, monkeypatch):
    choices = {"stage": ["surveyed"], "type": "2", "state": "running", "left": "1"}
    at_once = taken(exported(as_clerk, slug, **choices))
    monkeypatch.setattr(lists, "AT_ONCE", -1)

    answer = exported(as_clerk, slug, **choices)

    job = Job.objects.get()
    assert answer.url == f"/jobs/{job.pk}/"
    work.run_job.call(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.message
    assert taken(as_clerk.get(f"/jobs/{job.pk}/download/")) == at_once


def test_the_job_of_a_list_without_a_year_is_called_by_its_area(many, as_clerk, monkeypatch):
    monkeypatch.setattr(lists, "AT_ONCE", 1)
    exported(as_clerk, "cases", stage=["surveyed", "village_publicity"])

    page = as_clerk.get(f"/jobs/{Job.objects.get().pk}/").content.decode()

    assert "List of cases · Xingxiu Township" in page
    assert "Xingxiu Township · 2015" not in page


def test_a_search_by_number_is_carried_and_nowhere_kept(many, as_clerk):
    number = many[0].householder.id_number
    asked = {"q": number, "area": TOWNSHIP}
    page = as_clerk.get("/reports/pairings/", asked, follow=True)
    content = page.content.decode()

    assert number not in content + page.redirect_chain[-1][0]
    assert 'name="kept"' in content
    found = taken(as_clerk.post("/reports/pairings/", {"area": TOWNSHIP, "kept": "1"}))
    assert [row["Household number"] for row in found] == [many[0].number]
    assert Entry.objects.get(action="export_list").details["choices"] == {"q": "*"}
