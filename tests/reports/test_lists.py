"""The full lists: at once or as a job, cell by cell, and never beyond one's rights."""

from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest

from households.choices import Category
from households.models import HouseholdYear
from households.resources import HouseholdResource, MemberResource
from povertyreg.audit.models import Entry
from povertyreg.exchange.resources import Narrowed
from povertyreg.jobs import work
from povertyreg.jobs.models import Job
from povertyreg.reports import lists
from tests.factories import CaseFactory, PairingFactory, UserFactory
from tests.reports.drawing import TOWNSHIP, YUNFENG, ZONGSHU
from tests.reports.register import DIBAO, EXITED, GENERAL, close, household, village_file
from villages.models import Jurisdiction
from villages.roles import Role


@pytest.fixture
def register(yunfeng, zongshu, baina):
    village_file(yunfeng, 2015)
    village_file(zongshu, 2015)
    first = household(yunfeng, GENERAL, 2, name="=1+1", pinyin="+86", wage=6000)
    first.phone = "13800001234"
    first.save()
    household(yunfeng, DIBAO, 1, state=EXITED, main_cause="02")
    household(zongshu, GENERAL, 1)
    close(household(zongshu, GENERAL, 1))
    household(baina, GENERAL, 1)
    CaseFactory(household=first, stage="surveyed")
    return first


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def opened(response):
    return openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))


def rows(sheet):
    heads, *found = sheet.iter_rows(values_only=True)
    return [dict(zip([head.split(" ", 1)[1] for head in heads], row, strict=True)) for row in found]


def exported(client, slug="households", **asked):
    return client.post(f"/reports/{slug}/", {"area": TOWNSHIP, "year": 2015, **asked})


def test_a_household_is_one_row_with_real_numbers_and_plain_text(register, as_clerk):
    book = opened(exported(as_clerk))

    row = rows(book["户 Households"])[0]
    assert row == {
        "Household number": register.number,
        "National number": None,
        "Village code": YUNFENG,
        "Township": "Xingxiu Township",
        "Village": "Yunfeng",
        "Group": 1,
        "Householder": "=1+1",
        "Householder in pinyin": "+86",
        "Householder's ID number": register.householder.masked_id_number,
        "Phone": "138****1234",
        "Year": 2015,
        "People": 2,
        "Category": "General poor",
        "State": "Poor",
        "Main cause": "Illness",
        "Other cause": None,
        "Further cause": None,
        "Net income (yuan)": 6000,
        "Net income per head (yuan)": 3000,
        "Cultivated land (mu)": None,
        "Housing area (m²)": None,
        "House grade": None,
        "Confirmed on": None,
    }


def test_the_rows_are_those_of_the_area_and_year_with_an_open_file(register, as_clerk):
    found = rows(opened(exported(as_clerk))["户 Households"])

    assert [row["Village"] for row in found] == ["Yunfeng", "Yunfeng", "Zongshu"]
    numbers = [row["Household number"] for row in found]
    assert numbers == sorted(numbers)
    assert rows(opened(exported(as_clerk, year=2014))["户 Households"]) == []


def test_a_person_is_one_row_with_a_masked_number(register, as_clerk):
    found = rows(opened(exported(as_clerk, "members"))["成员 Members"])

    first, second = found[:2]
    assert (first["Name"], first["Relation to householder"]) == ("=1+1", "Householder")
    assert first["ID number"] == register.householder.masked_id_number
    assert "********" in first["ID number"]
    assert first["Birth date"] == datetime(1970, 1, 1)
    assert second["Household number"] == register.number
    assert second["Rural medical insurance"] == "no"
    assert len(found) == 4


def test_no_whole_id_number_or_phone_is_in_the_file(register, as_clerk):
    secrets = {register.householder.id_number, register.phone}

    for slug in ("households", "members"):
        book = opened(exported(as_clerk, slug))
        words = {str(v) for sheet in book for row in sheet.values for v in row}
        assert not secrets & words


@pytest.mark.parametrize(
    ("choices", "numbers"),
    [
        ({"category": Category.DIBAO}, 1),
        ({"category": "registered"}, 3),
        ({"category": "none"}, 0),
        ({"state": "poor"}, 2),
        ({"state": EXITED}, 1),
        ({"cause": "02"}, 1),
        ({"village": ZONGSHU}, 1),
        ({"q": "=1"}, 1),
        ({"stage": "surveyed"}, 1),
        ({"stage": "riches"}, 0),
        ({"category": Category.DIBAO, "state": "poor"}, 0),
    ],
)
def test_a_list_is_narrowed_as_the_page_is(choices, numbers, register, as_clerk):
    assert len(rows(opened(exported(as_clerk, **choices))["户 Households"])) == numbers
    page = as_clerk.get("/households/", {"area": TOWNSHIP, "year": 2015, **choices})
    assert page.context["table"].page.paginator.count == numbers


def test_a_search_by_id_number_is_exported_and_nowhere_kept(register, long_lists, as_clerk):
    number = register.householder.id_number
    found = as_clerk.get("/households/", {"q": number, "area": TOWNSHIP, "year": 2015}, follow=True)
    kept = found.redirect_chain[-1][0].split("?")[1]

    book = opened(as_clerk.get(f"/reports/households/?{kept}&format=xlsx"))

    assert len(rows(book["户 Households"])) == 1
    entry = Entry.objects.get(action="export_list")
    assert entry.details["choices"] == {"q": "*"}
    assert number not in str([list(sheet.values) for sheet in book])
    assert not Job.objects.exists()


def test_the_page_of_a_list_does_not_write_an_id_number_down(register, as_clerk):
    number = register.householder.id_number
    as_clerk.get("/households/", {"q": number})

    page = as_clerk.get("/reports/households/?kept=1&year=2015").content.decode()

    assert number not in page
    assert "1 row" in page
    assert 'name="kept"' in page


def test_the_first_sheet_says_what_the_list_is(register, as_clerk):
    book = opened(exported(as_clerk, state="poor", category="registered", cause="01"))

    sheet = list(book.worksheets[0].iter_rows(values_only=True))
    about = {row[0]: row[1] for row in sheet}
    assert about["Area"] == f"Xingxiu Township {TOWNSHIP}"
    assert about["Rows"] == 2
    assert [row[1] for row in sheet if row[0] == "Narrowed by"] == [
        "Category: Registered",
        "Main cause: Illness",
        "State: Currently poor",
    ]
    assert about["By"] == "Yang Min"
    assert book.active.title == "户 Households"


def test_the_trail_keeps_who_took_out_which_list(register, as_clerk, clerk):
    opened(exported(as_clerk, village=ZONGSHU))

    entry = Entry.objects.get(action="export_list")
    assert (entry.by, entry.area_code) == (clerk, ZONGSHU)
    assert entry.details == {"list": "households", "year": 2015, "choices": {}, "rows": 1}


def test_a_short_list_can_be_fetched_by_its_address(register, as_clerk):
    sent = as_clerk.get(f"/reports/households/?area={TOWNSHIP}&year=2015&format=xlsx")

    assert len(rows(opened(sent)["户 Households"])) == 3


def test_the_page_of_a_list_says_how_long_it_is(register, as_clerk):
    page = as_clerk.get(f"/reports/members/?area={TOWNSHIP}&year=2015").content.decode()

    assert "4 rows" in page
    assert "handed out at once" in page
    assert ">Relation to householder<" in page


@pytest.mark.parametrize("slug", ["households", "members"])
def test_lists_need_the_right_to_take_them_out(
    slug, register, client, auditor, secretary, cadre_user, leader
):
    for user, status in {auditor: 403, secretary: 403, cadre_user: 403, leader: 200}.items():
        client.force_login(user)
        assert client.get(f"/reports/{slug}/?year=2015").status_code == status
        assert client.post(f"/reports/{slug}/", {"year": 2015}).status_code == status


@pytest.mark.parametrize("asked", [{"area": TOWNSHIP}, {"area": "520521"}, {"village": YUNFENG}])
def test_an_area_outside_ones_own_is_not_found(asked, register, client, clerk2):
    client.force_login(clerk2)

    assert client.get("/reports/households/", asked).status_code == 404
    assert client.post("/reports/households/", asked).status_code == 404
    assert not Job.objects.exists()


def test_a_village_of_another_township_cannot_be_smuggled_in_as_a_choice(register, as_clerk):
    assert exported(as_clerk, village="520521223201").status_code == 404


def test_a_searched_household_of_another_area_is_not_in_the_list(register, client, clerk2):
    client.force_login(clerk2)

    found = exported(client, area="520521223", q=register.number)

    assert rows(opened(found)["户 Households"]) == []


@pytest.fixture
def long_lists(monkeypatch):
    monkeypatch.setattr(lists, "AT_ONCE", 1)


def test_a_long_list_is_made_as_a_job(register, long_lists, as_clerk, clerk):
    answer = exported(as_clerk, state="poor")

    job = Job.objects.get()
    assert answer.url == f"/jobs/{job.pk}/"
    assert (job.requested_by, job.area_code, job.state) == (clerk, TOWNSHIP, Job.State.WAITING)
    assert job.params == {
        "list": "households",
        "year": 2015,
        "choices": {"state": "poor"},
        "language": "en",
    }


def test_a_long_list_is_not_fetched_by_its_address(register, long_lists, as_clerk):
    page = as_clerk.get(f"/reports/households/?area={TOWNSHIP}&year=2015&format=xlsx")

    assert "3 rows and is made as a job" in page.content.decode()
    assert not Job.objects.exists()


def test_the_job_makes_the_same_list(register, long_lists, as_clerk):
    exported(as_clerk)
    job = Job.objects.get()

    work.run_job.call(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (Job.State.DONE, 3, 3)
    book = opened(as_clerk.get(f"/jobs/{job.pk}/download/"))
    assert [row["Village"] for row in rows(book["户 Households"])] == [
        "Yunfeng",
        "Yunfeng",
        "Zongshu",
    ]
    assert [e.action for e in Entry.objects.order_by("pk")] == ["export_list", "fetch_result"]


def test_the_job_counts_the_rows_that_are_there_when_it_runs(register, long_lists, as_clerk):
    exported(as_clerk)
    HouseholdYear.objects.filter(village=ZONGSHU).update(year=2012)

    work.run_job.call(Job.objects.get().pk)

    assert Job.objects.get().done == 2


def test_who_lost_the_area_meanwhile_gets_nothing(register, long_lists, as_clerk, clerk):
    exported(as_clerk)
    Jurisdiction.objects.filter(user=clerk).update(area_code="520521223")

    work.run_job.call(Job.objects.get().pk)

    job = Job.objects.get()
    assert (job.state, job.result.name) == (Job.State.FAILED, "")
    assert "may no longer see this area" in job.message


def test_who_lost_the_right_after_it_ran_cannot_fetch_it(register, long_lists, as_clerk, clerk):
    exported(as_clerk)
    job = Job.objects.get()
    work.run_job.call(job.pk)
    Jurisdiction.objects.filter(user=clerk).update(role=Role.AUDITOR)

    assert as_clerk.get(f"/jobs/{job.pk}/download/").status_code == 403


def test_nobody_else_sees_or_fetches_it(register, long_lists, as_clerk, client, leader):
    exported(as_clerk)
    job = Job.objects.get()
    work.run_job.call(job.pk)
    client.force_login(leader)

    assert client.get(f"/jobs/{job.pk}/").status_code == 404
    assert client.get(f"/jobs/{job.pk}/download/").status_code == 404
    assert client.post(f"/jobs/{job.pk}/cancel/").status_code == 404


def test_a_list_costs_the_same_queries_for_any_number_of_rows(
    register, clerk, yunfeng, django_assert_num_queries
):
    def all_rows(resource):
        return list(resource(Narrowed(clerk, TOWNSHIP, 2015)).rows())

    for resource in (HouseholdResource, MemberResource):
        all_rows(resource)
    for _ in range(5):
        household(yunfeng, GENERAL, 3)

    for resource in (HouseholdResource, MemberResource):
        with django_assert_num_queries(1):
            all_rows(resource)


def test_a_paired_cadre_who_is_also_a_clerk_elsewhere_takes_out_only_an_area(register, client):
    user = UserFactory.holding(Role.CLERK, "520521223", username="both")
    PairingFactory(household=register, cadre__user=user)
    client.force_login(user)

    assert exported(client).status_code == 404


def test_dates_of_the_file_are_days(register, clerk):
    HouseholdYear.objects.update(confirmed_on=datetime(2015, 6, 3, tzinfo=UTC).date())

    row = next(iter(HouseholdResource(Narrowed(clerk, TOWNSHIP, 2015)).rows()))

    assert row[-1] == datetime(2015, 6, 3, tzinfo=UTC).date()
