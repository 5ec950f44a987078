"""The page of the years, and the button by which a record is confirmed."""

from datetime import date

import pytest

from households import years
from households.models import HouseholdYear, YearLock
from tests.factories import HouseholdFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_2016(set_today):
    set_today(date(2016, 1, 10))


@pytest.fixture
def household(yunfeng):
    return HouseholdFactory(village=yunfeng, file__confirmed_on=date(2015, 11, 1))


def page_of(client, user, area=""):
    client.force_login(user)
    return client.get(f"/households/years/{area}")


def test_each_year_says_how_far_it_is_confirmed(client, county_staff, household, yunfeng):
    HouseholdFactory(village=yunfeng)
    HouseholdFactory(village=yunfeng, file__year=2014)

    rows = page_of(client, county_staff).context["rows"]

    assert [(r.year, r.records, r.confirmed, r.not_confirmed) for r in rows] == [
        (2015, 2, 1, 1),
        (2014, 1, 0, 1),
    ]


def test_the_clerk_reads_and_presses_nothing(client, clerk, household):
    page = page_of(client, clerk).content.decode()

    assert "2015" in page
    assert "Close 2015" not in page
    assert "Begin a year" not in page


def test_the_county_closes_and_opens_a_year(client, county_staff, clerk, household):
    client.force_login(county_staff)
    client.post("/households/years/2015/lock/", {"area": "520521225"})

    closed = YearLock.objects.get()
    assert "closed in 1 township" in page_of(client, county_staff).content.decode()
    township = page_of(client, county_staff, "?area=520521225").content.decode()
    assert "Open 2015 again" in township
    assert "Yang Min" in page_of(client, clerk).content.decode()

    client.force_login(county_staff)
    there = f"/households/years/locks/{closed.pk}/reopen/"
    assert client.post(there, {"reason": ""}).status_code == 422
    assert client.post(there, {"reason": "30 wrong files"}).status_code == 302
    years.require_open(household.village_id, 2015)


def test_a_second_press_is_told_when_it_was_closed(client, county_staff, household):
    client.force_login(county_staff)
    client.post("/households/years/2015/lock/", {"area": "520521"})

    page = client.post("/households/years/2015/lock/", {"area": "520521"}, follow=True)

    assert "The year 2015 was closed on" in page.content.decode()
    assert YearLock.objects.count() == 1


def test_a_year_is_begun_with_a_receipt(client, county_staff, household):
    client.force_login(county_staff)

    page = client.post(
        "/households/years/begin/", {"area": "520521225", "year": "2016"}, follow=True
    ).content.decode()

    assert "2016 is begun. 1 household = 1 begun + 0 there already" in page
    assert HouseholdYear.objects.filter(year=2016).count() == 1


@pytest.mark.parametrize("year", ["", "x", "2016x", "-1", "9" * 12, "\0"])
def test_a_year_that_is_none_is_not_there(client, county_staff, household, year):
    client.force_login(county_staff)

    answer = client.post("/households/years/begin/", {"area": "520521225", "year": year})

    assert answer.status_code == 404


@pytest.mark.parametrize("area", ["", "520522", "520521999", "520521225201", "5205"])
def test_an_area_that_is_not_ones_own_is_not_there(client, county_staff, household, area):
    client.force_login(county_staff)

    assert client.post("/households/years/2015/lock/", {"area": area}).status_code == 404


def confirm(client, user, household, **fields):
    client.force_login(user)
    sent = {"year": "2015", "version": "1", **fields}
    return client.post(f"/households/{household.number}/confirm/", sent, follow=True)


def test_nothing_changed_is_one_press(client, clerk, yunfeng):
    household = HouseholdFactory(village=yunfeng)

    page = confirm(client, clerk, household).content.decode()

    assert "The record of 2015 is confirmed" in page
    assert household.years.get().confirmed_on == date(2016, 1, 10)


def test_a_page_that_is_old_confirms_nothing(client, clerk, yunfeng):
    household = HouseholdFactory(village=yunfeng, version=4)

    page = confirm(client, clerk, household).content.decode()

    assert "Somebody saved this file" in page
    assert household.years.get().confirmed_on is None


def test_a_stranger_confirms_nothing(client, clerk2, yunfeng):
    household = HouseholdFactory(village=yunfeng)

    assert confirm(client, clerk2, household).status_code == 404
