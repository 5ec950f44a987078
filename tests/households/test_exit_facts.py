"""What the file says of an item, and when a number reaches its threshold."""

from datetime import date
from decimal import Decimal

import pytest

from households import exit_facts
from households.models import ExitItem, HouseholdYear, Member, MemberYear
from tests.households.leaving import poor

pytestmark = pytest.mark.django_db


def fact(village, name, **file):
    poor(village, **file)
    (home,) = exit_facts.homes(HouseholdYear.objects.all()).values()
    return exit_facts.fact(name, home)


@pytest.mark.parametrize(
    ("name", "file", "found"),
    [
        ("income", {"wage": Decimal(7000)}, Decimal(3500)),
        ("housing_area", {"housing_area": Decimal(25)}, Decimal("12.50")),
        ("housing_area", {"housing_area": None}, None),
        ("house", {}, True),
        ("house", {"is_dilapidated": None}, None),
        ("house", {"is_dilapidated": True, "house_grade": "1"}, False),
        ("house", {"house_grade": "2"}, True),
        ("house", {"house_grade": "3"}, False),
        ("house", {"house_grade": "9"}, True),
        ("water", {}, True),
        ("water", {"water_is_difficult": True}, False),
        ("water", {"water_is_safe": None}, None),
        ("power", {"has_domestic_power": False}, False),
        ("television", {}, None),
        ("road", {"access_road": "01"}, False),
        ("road", {"access_road": ""}, None),
        ("road", {}, True),
        ("an unknown one", {}, None),
    ],
)
def test_the_record_answers(yunfeng, name, file, found):
    assert fact(yunfeng, name, **file).found == found


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ({}, True),
        ({"has_medical_insurance": False, "has_employee_medical": True}, True),
        ({"has_medical_insurance": False}, False),
        ({"has_medical_insurance": None}, None),
    ],
)
def test_everybody_is_insured(yunfeng, stated, found):
    poor(yunfeng)
    MemberYear.objects.filter(member__position=2).update(**stated)
    (home,) = exit_facts.homes(HouseholdYear.objects.all()).values()

    assert exit_facts.fact("medical", home).found is found


@pytest.mark.parametrize(
    ("born", "school", "education", "found"),
    [
        (date(2003, 6, 1), "03", "", True),
        (date(2003, 6, 1), "01", "02", False),
        (date(2003, 6, 1), "", "", False),
        (date(2000, 6, 1), "01", "03", True),  # fifteen, has finished
        (date(1999, 6, 1), "01", "02", True),  # sixteen
        (date(2010, 6, 1), "02", "", True),  # five
        (date(2008, 12, 31), "02", "", False),  # seven on the last day of the year
    ],
)
def test_no_child_has_left_school_early(yunfeng, born, school, education, found):
    poor(yunfeng)
    Member.objects.filter(position=2).update(birth_date=born)
    MemberYear.objects.filter(member__position=2).update(school=school, education=education)
    (home,) = exit_facts.homes(HouseholdYear.objects.all()).values()

    assert exit_facts.fact("schooling", home).found is found


def test_who_has_left_the_household_is_not_asked_of(yunfeng):
    poor(yunfeng)
    MemberYear.objects.filter(member__position=2).update(has_medical_insurance=False)
    Member.objects.filter(position=2).update(left_on=date(2015, 2, 1))
    (home,) = exit_facts.homes(HouseholdYear.objects.all()).values()

    assert exit_facts.fact("medical", home).found is True


@pytest.mark.parametrize(
    ("kind", "code", "bound", "found", "reached"),
    [
        ("yes_no", "food", None, True, True),
        ("yes_no", "food", None, False, False),
        ("yes_no", "food", None, None, False),
        ("at_least", "housing_area", 13, Decimal(13), True),
        ("at_least", "housing_area", 13, Decimal("12.99"), False),
        ("at_most", "minutes", 20, Decimal(20), True),
        ("at_most", "minutes", 20, Decimal(21), False),
        ("at_least", "income", None, Decimal(2855), False),
        ("at_least", "income", None, Decimal("2855.01"), True),
        ("at_least", "income", 4000, Decimal(3999), False),
        ("at_least", "income", None, None, False),
    ],
)
def test_an_item_is_reached_by_what_was_found(kind, code, bound, found, reached):
    threshold = None if bound is None else Decimal(bound)
    item = ExitItem(kind=kind, code=code, threshold=threshold)

    assert exit_facts.is_reached(item, found, Decimal(2855)) is reached
