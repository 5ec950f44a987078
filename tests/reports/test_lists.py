"""The full lists: at once or as a job, cell by cell, and never beyond one's rights."""

from datetime import UTC, datetime

import pytest

from households.choices import Category
from households.models import HouseholdYear
from households.resources import HouseholdResource, MemberResource
from povertyreg.audit.models import Entry
from povertyreg.exchange.onscreen import Narrowed
from povertyreg.jobs.models import Job
from tests.factories import PairingFactory, UserFactory
from tests.reports.drawing import TOWNSHIP, YUNFENG, ZONGSHU
from tests.reports.listing import exported, opened, rows
from tests.reports.register import EXITED, GENERAL, household
from villages.roles import Role


def test_a_household_is_one_row_with_real_numbers_and_plain_text(listed, as_clerk):
    book = opened(exported(as_clerk))

    row = rows(book["户 Households"])[0]
    assert row == {
        "Household number": listed.number,
        "National number": None,
        "Village code": YUNFENG,
        "Township": "Xingxiu Township",
        "Village": "Yunfeng",
        "Group": 1,
        "Householder": "=1+1",
        "Householder in pinyin": "+86",
        "Householder's ID number": listed.householder.masked_id_number,
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
        "Cultivated land (mu)": 3.0,
        "Housing area (m²)": 90.0,
        "House grade": None,
        "Confirmed on": None,
    }


def test_the_rows_are_those_of_the_area_and_year_with_an_open_file(listed, as_clerk):
    found = rows(opened(exported(as_clerk))["户 Households"])

    assert [row["Village"] for row in found] == ["Yunfeng", "Yunfeng", "Zongshu"]
    numbers = [row["Household number"] for row in found]
    assert numbers == sorted(numbers)
    assert rows(opened(exported(as_clerk, year=2014))["户 Households"]) == []


def test_a_person_is_one_row_with_a_masked_number(listed, as_clerk):
    found = rows(opened(exported(as_clerk, "members"))["成员 Members"])

    first, second = found[:2]
    assert (first["Name"], first["Relation to householder"]) == ("=1+1", "Householder")
    assert first["ID number"] == listed.householder.masked_id_number
    assert "********" in first["ID number"]
    assert first["Birth date"] == datetime(1970, 1, 1)
    assert second["Household number"] == listed.number
    assert second["Rural medical insurance"] == "yes"
    assert len(found) == 4


def test_no_whole_id_number_or_phone_is_in_the_file(listed, as_clerk):
    secrets = {listed.householder.id_number, listed.phone}

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
def test_a_list_is_narrowed_as_the_page_is(choices, numbers, listed, as_clerk):
    assert len(rows(opened(exported(as_clerk, **choices))["户 Households"])) == numbers
    page = as_clerk.get("/households/", {"area": TOWNSHIP, "year": 2015, **choices})
    assert page.context["table"].page.paginator.count == numbers


def test_the_page_of_a_list_does_not_write_an_id_number_down(listed, as_clerk):
    number = listed.householder.id_number
    as_clerk.get("/households/", {"q": number})

    page = as_clerk.get("/reports/households/?kept=1&year=2015").content.decode()

    assert number not in page
    assert "1 row" in page
    assert 'name="kept"' in page


def test_the_first_sheet_says_what_the_list_is(listed, as_clerk):
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


def test_the_trail_keeps_who_took_out_which_list(listed, as_clerk, clerk):
    opened(exported(as_clerk, village=ZONGSHU))

    entry = Entry.objects.get(action="export_list")
    assert (entry.by, entry.area_code) == (clerk, ZONGSHU)
    assert entry.details == {
        "list": "households",
        "year": 2015,
        "choices": {},
        "rows": 1,
        "columns": len(HouseholdResource.usual()),
        "unmasked": False,
    }


def test_a_short_list_can_be_fetched_by_its_address(listed, as_clerk):
    sent = as_clerk.get(f"/reports/households/?area={TOWNSHIP}&year=2015&format=xlsx")

    assert len(rows(opened(sent)["户 Households"])) == 3


def test_the_page_of_a_list_says_how_long_it_is(listed, as_clerk):
    page = as_clerk.get(f"/reports/members/?area={TOWNSHIP}&year=2015").content.decode()

    assert "4 rows" in page
    assert "handed out at once" in page
    assert ">Relation to householder<" in page


@pytest.mark.parametrize("slug", ["households", "members"])
def test_lists_need_the_right_to_take_them_out(
    slug, listed, client, auditor, secretary, cadre_user, leader
):
    for user, status in {auditor: 403, secretary: 403, cadre_user: 403, leader: 200}.items():
        client.force_login(user)
        assert client.get(f"/reports/{slug}/?year=2015").status_code == status
        assert client.post(f"/reports/{slug}/", {"year": 2015}).status_code == status


@pytest.mark.parametrize("asked", [{"area": TOWNSHIP}, {"area": "520521"}, {"village": YUNFENG}])
def test_an_area_outside_ones_own_is_not_found(asked, listed, client, clerk2):
    client.force_login(clerk2)

    assert client.get("/reports/households/", asked).status_code == 404
    assert client.post("/reports/households/", asked).status_code == 404
    assert not Job.objects.exists()


def test_a_village_of_another_township_cannot_be_smuggled_in_as_a_choice(listed, as_clerk):
    assert exported(as_clerk, village="520521223201").status_code == 404


def test_a_searched_household_of_another_area_is_not_in_the_list(listed, client, clerk2):
    client.force_login(clerk2)

    found = exported(client, area="520521223", q=listed.number)

    assert rows(opened(found)["户 Households"]) == []


def test_a_list_costs_the_same_queries_for_any_number_of_rows(
    listed, clerk, yunfeng, django_assert_num_queries
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


def test_a_paired_cadre_who_is_also_a_clerk_elsewhere_takes_out_only_an_area(listed, client):
    user = UserFactory.holding(Role.CLERK, "520521223", username="both")
    PairingFactory(household=listed, cadre__user=user)
    client.force_login(user)

    assert exported(client).status_code == 404


def test_dates_of_the_file_are_days(listed, clerk):
    HouseholdYear.objects.update(confirmed_on=datetime(2015, 6, 3, tzinfo=UTC).date())

    row = next(iter(HouseholdResource(Narrowed(clerk, TOWNSHIP, 2015)).rows()))

    assert row[-1] == datetime(2015, 6, 3, tzinfo=UTC).date()
