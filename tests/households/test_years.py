"""A year is closed, corrected with a reason, opened again, and confirmed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households import years
from households.models import Household, YearLock
from households.refusals import StaleVersion
from povertyreg.audit.models import Entry
from tests.factories import HouseholdFactory

YUNFENG, XINGXIU, DAFANG, BAINA = "520521225201", "520521225", "520521", "520521223201"

pytestmark = pytest.mark.django_db


def test_an_open_year_is_open_for_everybody(clerk):
    years.require_open(YUNFENG, 2015)
    years.require_writable(YUNFENG, 2015, by=clerk)


@pytest.mark.parametrize("area", [DAFANG, XINGXIU])
def test_a_closed_year_says_who_closed_it(area, county_staff, clerk):
    years.lock(area, 2014, by=county_staff)

    with pytest.raises(ValidationError, match=r"2014 was closed on .* by Yang Min"):
        years.require_open(YUNFENG, 2014)
    with pytest.raises(ValidationError, match="corrected by the county"):
        years.require_writable(YUNFENG, 2014, by=clerk, reason="typing mistake")
    years.require_open(YUNFENG, 2015)


def test_a_township_closes_nothing_for_its_neighbour(county_staff, baina):
    years.lock(XINGXIU, 2014, by=county_staff)

    years.require_open(BAINA, 2014)


def test_the_county_corrects_a_closed_year_with_a_reason(county_staff):
    years.lock(DAFANG, 2014, by=county_staff)

    with pytest.raises(ValidationError, match="Say why"):
        years.require_writable(YUNFENG, 2014, by=county_staff, reason=" ")
    years.require_writable(YUNFENG, 2014, by=county_staff, reason="wrong card")


def test_a_year_is_closed_once(county_staff):
    years.lock(DAFANG, 2014, by=county_staff)

    with pytest.raises(ValidationError, match="was closed on"):
        years.lock(XINGXIU, 2014, by=county_staff)
    with pytest.raises(ValidationError, match="was closed on"):
        years.lock(DAFANG, 2014, by=county_staff)


@pytest.mark.parametrize("who", ["clerk", "secretary", "leader", "auditor", "admin", "cadre_user"])
def test_nobody_but_the_county_closes_and_opens(who, request, county_staff):
    user, closed = request.getfixturevalue(who), years.lock(DAFANG, 2013, by=county_staff)

    with pytest.raises(PermissionDenied):
        years.lock(XINGXIU, 2014, by=user)
    with pytest.raises(PermissionDenied):
        years.reopen(closed, "x", by=user)


def test_not_even_the_county_elsewhere(county_staff):
    with pytest.raises(PermissionDenied):
        years.lock("520522", 2014, by=county_staff)


def test_a_year_is_opened_again_with_a_reason_and_can_be_closed_again(county_staff):
    closed = years.lock(DAFANG, 2014, by=county_staff)
    with pytest.raises(ValidationError, match="Say why"):
        years.reopen(closed, "", by=county_staff)

    years.reopen(closed, "the look-back found 30 wrong files", by=county_staff)
    years.require_open(YUNFENG, 2014)
    with pytest.raises(ValidationError, match="open again already"):
        years.reopen(closed, "x", by=county_staff)
    years.lock(DAFANG, 2014, by=county_staff)

    assert YearLock.objects.count() == 2
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
        "lock_year",
        "reopen_year",
        "lock_year",
    ]


@pytest.fixture
def household(yunfeng):
    return HouseholdFactory(village=yunfeng)


def test_a_record_is_confirmed_once(household, clerk, set_today):
    set_today(date(2015, 11, 3))

    years.confirm(household, 2015, by=clerk, version=1)
    years.confirm(household, 2015, by=clerk, version=1)

    household.refresh_from_db()
    assert household.years.get().confirmed_on == date(2015, 11, 3)
    assert household.years.get().changed_by == clerk
    assert household.version == 2
    assert Entry.objects.filter(action="confirm_year").count() == 1


def test_what_was_saved_meanwhile_is_not_confirmed_unseen(household, clerk):
    Household.objects.update(version=2)

    with pytest.raises(StaleVersion, match="saved this file"):
        years.confirm(household, 2015, by=clerk, version=1)

    assert household.years.get().confirmed_on is None


def test_what_cannot_be_confirmed_is_told(household, clerk, county_staff):
    with pytest.raises(ValidationError, match="no record of 2014"):
        years.confirm(household, 2014, by=clerk)

    years.lock(XINGXIU, 2015, by=county_staff)
    with pytest.raises(ValidationError, match="2015 was closed"):
        years.confirm(household, 2015, by=clerk)

    Household.objects.update(closed_on=date(2015, 6, 1), closed_because="moved")
    with pytest.raises(ValidationError, match="file is closed"):
        years.confirm(household, 2015, by=clerk)


@pytest.mark.parametrize("who", ["secretary", "leader", "county_staff", "auditor", "clerk2"])
def test_only_the_clerk_of_the_place_confirms(who, request, household):
    with pytest.raises(PermissionDenied):
        years.confirm(household, 2015, by=request.getfixturevalue(who))
