"""Households as the lists ask for them."""

from datetime import date

import pytest

from households.models import Household, HouseholdYear, Round
from households.querysets import id_digest, id_tail_digest
from tests.factories import HouseholdFactory, RoundFactory, id_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(yunfeng) -> Household:
    return HouseholdFactory(
        village=yunfeng,
        number="5205212252010017",
        file__name="杨光富",
        file__pinyin="Yang Guangfu",
        file__number=id_number(date(1968, 3, 17)),
    )


def found(text: str, townships=("520521225",)) -> bool:
    return Household.objects.matching(text, list(townships)).exists()


@pytest.mark.parametrize(
    "text",
    [
        "5205212252010017",
        "520521225201",
        "0017",
        "017",
        "17",
        "杨光富",
        "杨",
        "Yang",
        "YANG gu",
        " 杨光 ",
    ],
)
def test_a_household_is_found_by_number_name_or_pinyin(household, text):
    assert found(text)


@pytest.mark.parametrize("text", ["0018", "光富", "Guangfu", "521", "52052122520100170", "李", "7"])
def test_and_not_by_what_stands_elsewhere(household, text):
    assert not found(text)


def test_an_id_number_is_found_as_people_type_it(household):
    number = household.householder.id_number

    assert found(number)
    assert found(f" {number[:6]} {number[6:14]} {number[14:].lower()} ")


def test_the_end_of_an_id_number_is_found_in_its_township_only(household):
    end = household.householder.id_number[-4:]

    assert found(end)
    assert not found(end, townships=["520521223"])
    assert not found(end, townships=[])


def test_digests_of_different_purposes_never_meet():
    assert id_digest("0317") != id_tail_digest("0317", "")


def test_who_left_is_no_longer_found(household):
    household.members.update(left_on=date(2015, 5, 1), left_because="died")

    assert not found("杨光富")


def test_an_empty_search_leaves_the_list_as_it_is(household):
    assert found("  ")


def test_the_record_of_a_year_is_joined_or_missing(household):
    joined = Household.objects.with_record(2015).get()
    without = Household.objects.with_record(2014).get()

    assert joined.record is not None
    assert joined.record.year == 2015
    assert without.record is None


def test_a_joined_record_multiplies_no_household(household):
    HouseholdYear.objects.create(household=household, village=household.village, year=2014, size=1)

    assert Household.objects.with_record(2015).count() == 1


def test_conditions_are_met_by_one_record_of_one_year(household):
    HouseholdYear.objects.create(
        household=household, village=household.village, year=2014, category="02", state="0"
    )

    assert Household.objects.having_year(2014, category="02").exists()
    assert not Household.objects.having_year(2015, category="02").exists()


def test_rounds_of_a_village_are_its_own_its_townships_and_its_countys(yunfeng):
    areas = ["520521", "520521225", "520521225201"]
    for area in [*areas, "520521225202", "520521223"]:
        RoundFactory(area_code=area)

    assert {r.area_code for r in Round.objects.held_in(yunfeng.pk)} == set(areas)
    assert not Round.objects.held_in("").exists()
