"""The pages of places, and the preferences."""

from datetime import date

import pytest

from tests.factories import (
    CadreFactory,
    HouseholdFactory,
    VillageFactory,
    VillageGroupFactory,
)
from villages.models import VillageYear


def file_of(village, year=2015, **figures):
    return VillageYear.objects.create(
        village=village,
        year=year,
        **{
            "poverty_class": 1,
            "households": 400,
            "population": 1500,
            "agricultural_population": 1400,
            **figures,
        },
    )


@pytest.fixture
def signed(client):
    def as_(user):
        client.force_login(user)
        return client

    return as_


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_township_sees_its_villages_with_class_and_population(signed, clerk, yunfeng, zongshu):
    file_of(yunfeng)
    file_of(zongshu, poverty_class=0, population=1100, agricultural_population=1000)

    page = text(signed(clerk).get("/villages/"))

    assert "Yunfeng" in page
    assert "Zongshu" in page
    assert "class one" in page
    assert "1,500" in page
    assert "2,600" in page  # both together


def test_a_village_without_a_file_is_listed_all_the_same(signed, clerk, yunfeng, zongshu):
    file_of(yunfeng)

    assert "Zongshu" in text(signed(clerk).get("/villages/"))


def test_a_county_sees_its_townships_with_their_sums(signed, county_staff, yunfeng, zongshu, baina):
    file_of(yunfeng)
    file_of(zongshu, poverty_class=0)

    page = text(signed(county_staff).get("/villages/"))

    assert "Xingxiu Township" in page
    assert "Baina Township" in page
    assert "3,000" in page
    assert "Yunfeng" not in page


def test_a_township_of_the_county_opens_its_villages(signed, county_staff, yunfeng, baina):
    page = text(signed(county_staff).get("/villages/?area=520521225"))

    assert "Yunfeng" in page
    assert "/villages/520521223201/" not in page


def test_the_neighbour_is_not_opened_by_its_code(signed, clerk, baina):
    page = text(signed(clerk).get("/villages/?area=520521223"))

    assert "Baina" not in page


def test_a_village_shows_its_file_groups_and_households(signed, clerk, yunfeng):
    file_of(yunfeng, class_evidence="Far from the road")
    group = VillageGroupFactory(village=yunfeng, number=3)
    HouseholdFactory(village=yunfeng, group=group, file__category="01", file__people=4)
    HouseholdFactory(village=yunfeng, group=group, file__category="04", file__people=2)
    HouseholdFactory(village=yunfeng)

    page = text(signed(clerk).get("/villages/520521225201/"))

    assert "Far from the road" in page
    assert "group 3" in page
    assert "6 people" in page
    assert "village=520521225201&amp;year=2015&amp;category=01" in page


def test_the_figures_of_a_village_are_those_of_the_year(signed, clerk, yunfeng):
    file_of(yunfeng, year=2014, population=1490)
    file_of(yunfeng, year=2015)

    assert "1,490" in text(signed(clerk).get("/villages/520521225201/?year=2014"))
    assert "1,490" not in text(signed(clerk).get("/villages/520521225201/"))


def test_a_village_shows_its_work_team(signed, clerk, yunfeng):
    from assistance.models import WorkTeam

    team = WorkTeam.objects.create(
        area_code="520521225", name_zh="驻村", name_en="Yunfeng team", starts_on=date(2015, 1, 1)
    )
    team.villages.add(yunfeng)
    team.members.add(CadreFactory().pk)
    gone = WorkTeam.objects.create(
        area_code="520521225",
        name_zh="旧队",
        name_en="Former team",
        starts_on=date(2013, 1, 1),
        ends_on=date(2014, 1, 1),
    )
    gone.villages.add(yunfeng)

    page = text(signed(clerk).get("/villages/520521225201/"))

    assert "Yunfeng team" in page
    assert "Wei Guoping" in page or "韦国平" in page
    assert "Former team" not in page


@pytest.mark.parametrize("person", ["clerk2", "secretary2"])
def test_a_village_of_another_area_is_not_found(signed, person, request, yunfeng):
    user = request.getfixturevalue(person)

    assert signed(user).get("/villages/520521225201/").status_code == 404


def test_a_code_that_is_no_village_is_not_found(signed, clerk, yunfeng):
    assert signed(clerk).get("/villages/520521225/").status_code == 404
    assert signed(clerk).get("/villages/999999999999/").status_code == 404


def test_the_administrator_has_no_villages(signed, admin):
    assert signed(admin).get("/villages/").status_code == 403


def test_the_language_is_kept_with_the_account(signed, clerk):
    client = signed(clerk)

    answer = client.post("/preferences/", {"language": "zh-hans", "next": "/villages/"})

    clerk.refresh_from_db()
    assert clerk.language == "zh-hans"
    assert answer["Location"] == "/villages/"
    assert 'lang="zh-Hans"' in text(client.get("/villages/"))


def test_a_visitor_keeps_the_language_in_the_browser(client, db):
    client.post("/preferences/", {"language": "zh-hans", "next": "/accounts/login/"})

    assert 'lang="zh-Hans"' in text(client.get("/accounts/login/"))


def test_a_language_that_is_not_offered_changes_nothing(signed, clerk):
    signed(clerk).post("/preferences/", {"language": "tlh"})

    clerk.refresh_from_db()
    assert clerk.language == ""


def test_the_working_year_stays_for_the_session(signed, clerk, yunfeng):
    file_of(yunfeng, year=2014)
    file_of(yunfeng, year=2015)
    client = signed(clerk)

    client.post("/preferences/", {"year": "2014"})

    assert "Village files of 2014" in text(client.get("/villages/"))
    assert "Village files of 2015" in text(client.get("/villages/?year=2015"))


@pytest.mark.parametrize("year", ["20155", "-1", "zwei", "1066"])
def test_a_year_that_is_none_is_left_aside(signed, clerk, yunfeng, year):
    file_of(yunfeng, year=2015)

    assert "Village files of 2015" in text(signed(clerk).get("/villages/", {"year": year}))


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_preferences_lead_back_into_the_house_only(signed, clerk, there):
    answer = signed(clerk).post("/preferences/", {"language": "en", "next": there})

    assert answer["Location"] == "/"


def test_preferences_are_changed_by_a_deed_only(signed, clerk):
    assert signed(clerk).get("/preferences/?language=en").status_code == 405


def test_a_page_of_villages_asks_few_questions(signed, clerk, django_assert_max_num_queries):
    for number in range(201, 231):
        file_of(VillageFactory(code=f"520521225{number}"))
    client = signed(clerk)

    with django_assert_max_num_queries(20):
        client.get("/villages/")
