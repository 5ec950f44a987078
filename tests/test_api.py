"""The API: one's own area only, masked, for reading, and explained."""

from datetime import date

import pytest
from django.core.management import call_command

from households.choices import Stage
from households.models import Notice, NoticeEntry
from tests.factories import CaseFactory, PairingFactory, RoundFactory, VillageGroupFactory, long_ago
from tests.reports.drawing import TOWNSHIP, YUNFENG, ZONGSHU
from tests.reports.register import DIBAO, EXITED, GENERAL, household, record, village_file

LISTS = ("villages", "households", "cases", "notices", "reports")


@pytest.fixture
def register(yunfeng, zongshu, baina):
    village_file(yunfeng, 2015)
    first = household(yunfeng, GENERAL, 2)
    first.phone = "13800001234"
    first.save()
    record(first, 2014)
    household(zongshu, DIBAO, 1, state=EXITED)
    household(baina, GENERAL, 1)
    return first


@pytest.fixture
def case(register):
    return CaseFactory(household=register, stage=Stage.SURVEYED)


@pytest.fixture
def notice(case, clerk):
    found = long_ago(Notice.objects.create)(
        village=case.village,
        round=case.round,
        level="village",
        serial=1,
        starts_on=date(2015, 5, 28),
        days=7,
        ends_on=date(2015, 6, 3),
        complaint_phone="0857",
        posted_by=clerk,
        sha256="a" * 64,
    )
    NoticeEntry.objects.create(
        notice=found, village=case.village, case=case, position=1, householder="王大明", size=2
    )
    return found


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def results(client, path, **query):
    answer = client.get(f"/api/{path}/", query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_villages_are_those_of_the_area(register, as_clerk):
    assert results(as_clerk, "villages") == [
        {
            "code": YUNFENG,
            "name_zh": "云峰村",
            "name_en": "Yunfeng",
            "kind": "village",
            "township": TOWNSHIP,
        },
        {
            "code": ZONGSHU,
            "name_zh": "棕树村",
            "name_en": "Zongshu",
            "kind": "village",
            "township": TOWNSHIP,
        },
    ]


def test_a_household_comes_with_its_members_and_years_and_is_masked(register, as_clerk):
    answer = as_clerk.get(f"/api/households/{register.number}/").json()

    head = register.householder
    assert answer["householder"]["id_number"] == head.masked_id_number
    assert answer["phone"] == "138****1234"
    assert answer["village"] == YUNFENG
    assert answer["group"] == 1
    assert len(answer["members"]) == 2
    assert [year["year"] for year in answer["records"]] == [2014, 2015]
    assert answer["records"][1]["category_name"] == "General poor"


def test_no_answer_holds_a_whole_id_number_or_phone(register, notice, as_clerk):
    for path in LISTS:
        text = as_clerk.get(f"/api/{path}/").content.decode()
        assert register.householder.id_number not in text
        assert register.phone not in text


def test_a_household_without_a_group_is_given_all_the_same(register, as_clerk):
    register.group = None
    register.save()

    assert as_clerk.get(f"/api/households/{register.number}/").json()["group"] is None


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({}, 2),
        ({"area": YUNFENG}, 1),
        ({"area": "520521223"}, 0),
        ({"year": 2014}, 1),
        ({"year": 2015, "category": DIBAO}, 1),
        ({"year": 2014, "category": DIBAO}, 0),
        ({"year": 2015, "state": "poor"}, 1),
        ({"year": 2015, "state": EXITED}, 1),
        ({"category": DIBAO}, 0),
    ],
)
def test_households_can_be_narrowed(query, number, register, as_clerk):
    assert len(results(as_clerk, "households", **query)) == number


def test_a_value_that_makes_no_sense_is_refused_with_the_field(register, as_clerk):
    answer = as_clerk.get("/api/households/?year=then")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == "year"


def test_a_case_says_where_it_stands(case, as_clerk):
    (found,) = results(as_clerk, "cases", stage=Stage.SURVEYED)

    assert found["household"] == case.household.number
    assert (found["stage"], found["stage_name"]) == ("surveyed", "Surveyed")
    assert found["round"] == "2015 identification round"
    assert results(as_clerk, "cases", stage=Stage.APPLIED) == []


def test_a_notice_is_given_as_it_was_posted(notice, as_clerk):
    answer = as_clerk.get(f"/api/notices/{notice.pk}/").json()

    assert answer["sha256"] == "a" * 64
    assert answer["ends_on"] == "2015-06-03"
    assert [entry["householder"] for entry in answer["entries"]] == ["王大明"]


def test_the_neighbour_finds_nothing(register, case, notice, client, clerk2):
    client.force_login(clerk2)

    assert [v["code"] for v in results(client, "villages")] == ["520521223201"]
    assert len(results(client, "households")) == 1
    assert results(client, "cases") == results(client, "notices") == []
    for address in (
        f"villages/{YUNFENG}",
        f"households/{register.number}",
        f"cases/{case.pk}",
        f"notices/{notice.pk}",
    ):
        assert client.get(f"/api/{address}/").status_code == 404, address


def test_a_report_is_that_of_the_page(register, as_clerk):
    address = f"?area={TOWNSHIP}&year=2015"

    api = as_clerk.get(f"/api/reports/households-by-category/{address}").json()
    page = as_clerk.get(f"/reports/households-by-category/{address}&format=json").json()

    assert {**api, "made_at": ""} == {**page, "made_at": ""}
    assert api["total"]["households"] == 2


def test_the_reports_are_listed_with_what_they_answer(register, as_clerk):
    slugs = [report["slug"] for report in as_clerk.get("/api/reports/").json()]

    assert slugs[:2] == ["households-by-category", "incidence"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("wealth/", 404),
        ("incidence/?area=520521223", 404),
        ("incidence/?area=520521", 404),
        ("incidence/?year=abc", 400),
        ("incidence/?year=99999", 400),
        ("incidence/?state=rich", 400),
        ("incidence/?state=poor", 200),
        ("incidence/", 200),
    ],
)
def test_a_report_outside_ones_area_or_senses_is_refused(address, status, register, as_clerk):
    assert as_clerk.get(f"/api/reports/{address}").status_code == status


@pytest.mark.parametrize("path", [*LISTS, "schema"])
def test_a_visitor_gets_no_answer(path, register, client):
    assert client.get(f"/api/{path}/").status_code in (401, 403)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("villages", {"auditor", "cadre_user"}),
        ("households", {"auditor", "cadre_user"}),
        ("cases", {"auditor", "cadre_user"}),
        ("notices", {"auditor", "cadre_user"}),
        ("reports", {"auditor"}),
    ],
)
def test_reading_needs_the_right(path, allowed, register, client, auditor, cadre_user, admin):
    people = {"auditor": auditor, "cadre_user": cadre_user, "admin": admin}

    for name, user in people.items():
        client.force_login(user)
        expected = 200 if name in allowed else 403
        assert client.get(f"/api/{path}/").status_code == expected, name


def test_a_paired_cadre_finds_his_household_and_no_other(register, client, cadre_user):
    PairingFactory(household=register, cadre__user=cadre_user)
    client.force_login(cadre_user)

    assert [h["number"] for h in results(client, "households")] == [register.number]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written(method, register, as_clerk):
    for address in ("households/", f"households/{register.number}/", "reports/incidence/"):
        answer = getattr(as_clerk, method)(f"/api/{address}", {}, content_type="application/json")
        assert answer.status_code in (403, 405), address


def test_pages_of_a_list_follow_each_other(register, as_clerk, monkeypatch):
    monkeypatch.setattr("povertyreg.rest.paging.ByKey.page_size", 1)

    first = as_clerk.get("/api/households/").json()
    second = as_clerk.get(first["next"]).json()

    numbers = {row["number"] for answer in (first, second) for row in answer["results"]}
    assert len(numbers) == 2
    assert second["next"] is None


@pytest.mark.parametrize("path", ["households", "cases", "notices", "villages"])
def test_a_list_costs_the_same_queries_for_more_rows(
    path, register, notice, as_clerk, django_assert_max_num_queries, yunfeng
):
    results(as_clerk, path)
    for number in range(2, 5):
        VillageGroupFactory(village=yunfeng, number=number)
        CaseFactory(household=household(yunfeng, GENERAL, 2), round=RoundFactory())

    with django_assert_max_num_queries(8):
        results(as_clerk, path)


def test_the_schema_has_no_gap(db):
    call_command("spectacular", validate=True, fail_on_warn=True, file="/dev/null")


def test_the_schema_is_served_to_those_who_signed_in(as_clerk):
    answer = as_clerk.get("/api/schema/?format=json")

    assert "/api/households/" in answer.json()["paths"]


def test_the_documentation_names_every_address_and_field(as_clerk):
    page = as_clerk.get("/api/docs/").content.decode()

    for address in ("/api/households/{number}/", "/api/cases/{id}/", "/api/reports/{slug}/"):
        assert address in page
    assert "Record[]" in page
    assert "net_income_per_head" in page
    assert "<script>" not in page


def test_the_documentation_is_for_those_who_signed_in(client, db):
    assert client.get("/api/docs/").status_code == 302
