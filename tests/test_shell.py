"""The frame of every page: area, year and person, asked only when they are drawn."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from povertyreg.shell import shell
from tests.factories import CountyFactory, UserFactory
from villages.models import Jurisdiction, VillageYear
from villages.roles import Role


@pytest.fixture
def framed():
    def draw(user, address="/", **session):
        request = RequestFactory().get(address)
        request.user = user
        request.session = session  # type: ignore[assignment]  # a dict serves as well
        return shell(request)["shell"]

    return draw


def names(places):
    return [name for name, _code in places]


def test_the_area_is_a_path_from_the_county_down(framed, clerk, secretary):
    assert names(framed(clerk).area) == ["Dafang County", "Xingxiu Township"]
    assert names(framed(secretary).area) == ["Dafang County", "Xingxiu Township", "Yunfeng"]


def test_a_township_offers_itself_and_its_villages(framed, clerk, yunfeng, zongshu, baina):
    assert names(framed(clerk).areas) == ["Xingxiu Township", "Yunfeng", "Zongshu"]


def test_a_village_of_ones_township_offers_its_neighbours(framed, clerk, yunfeng, zongshu):
    chosen = framed(clerk, "/?area=520521225201")

    assert names(chosen.area)[-1] == "Yunfeng"
    assert names(chosen.areas) == ["Xingxiu Township", "Yunfeng", "Zongshu"]


def test_a_county_offers_its_townships(framed, county_staff, yunfeng, baina):
    assert names(framed(county_staff).areas) == [
        "Dafang County",
        "Baina Township",
        "Xingxiu Township",
    ]


def test_a_secretary_has_nothing_to_choose(framed, secretary, zongshu):
    assert framed(secretary).areas == []


@pytest.mark.parametrize("asked", ["520521223", "520521", "52052122520", "x", "999999"])
def test_an_area_that_is_not_ones_own_is_not_shown(framed, clerk, baina, asked):
    assert names(framed(clerk, f"/?area={asked}").area)[-1] == "Xingxiu Township"


def test_several_areas_are_offered_side_by_side(framed, secretary, zongshu):
    Jurisdiction.objects.create(
        user=secretary, role=Role.SECRETARY, area_code=zongshu.pk, starts_on=date(2013, 1, 1)
    )

    assert framed(secretary).area == [("All my areas", "")]
    assert names(framed(secretary).areas) == ["Yunfeng", "Zongshu"]


def test_an_area_that_is_no_longer_on_file_breaks_nothing(framed, yunfeng):
    lost = UserFactory.holding(Role.SECRETARY, "520521225999")

    assert framed(lost).area == []
    assert framed(lost).areas == []


def test_the_newest_year_on_file_is_the_working_year(framed, clerk, yunfeng):
    for year in (2013, 2015, 2014):
        VillageYear.objects.create(
            village=yunfeng,
            year=year,
            poverty_class=0,
            households=1,
            population=1,
            agricultural_population=1,
        )

    assert framed(clerk).year == 2015
    assert framed(clerk).years == [2015, 2014, 2013]
    assert framed(clerk, working_year=2013).year == 2013
    assert framed(clerk, "/?year=2014", working_year=2013).year == 2014


def test_without_files_it_is_this_year(framed, clerk, set_today):
    set_today(date(2015, 5, 30))

    assert (framed(clerk).year, framed(clerk).years) == (2015, [2015])


def test_a_person_is_shown_with_name_and_role(framed, clerk):
    drawn = framed(clerk)

    assert (drawn.user_name, drawn.user_role, drawn.initial) == ("Yang Min", "Township clerk", "Y")


def test_the_name_of_the_only_county_stands_on_the_door(framed, clerk, yunfeng):
    assert framed(AnonymousUser()).county == "Dafang County"
    assert framed(clerk).county == "Dafang County"

    CountyFactory(code="520422", name_en="Puding County")

    assert framed(AnonymousUser()).county == ""
    assert framed(clerk).county == "Dafang County"


def test_a_visitor_is_shown_no_menu(client, yunfeng):
    page = client.get("/accounts/login/").content.decode()

    assert "nav-i" not in page
    assert "Dafang County" in page


def test_nothing_is_asked_before_it_is_drawn(framed, clerk, django_assert_num_queries):
    with django_assert_num_queries(0):
        framed(clerk)


def test_the_frame_costs_few_questions(framed, clerk, yunfeng, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        drawn = framed(clerk)
        assert drawn.groups
        assert drawn.phone
        assert drawn.area
        assert drawn.areas
        assert drawn.years
        assert drawn.county
        assert drawn.jobs_unread == 0
