"""What a workbook does not change is not judged: it is unchanged, whatever holds changes of it."""

from datetime import date

import pytest

from households.choices import Stage
from households.models import Household, HouseholdYear, MemberYear
from tests.factories import CaseFactory, HouseholdFactory
from tests.households.importing.books import (
    HOUSEHOLDS,
    brought,
    counts,
    packed,
    problems,
    table,
)
from tests.households.imports.taken_out import taken_out


def sealed(household):
    CaseFactory(household=household, stage=Stage.VILLAGE_PUBLICITY)


def closed_since(household):
    Household.objects.update(closed_on=date(2016, 1, 5), closed_because="moved")


def without_people(household):
    MemberYear.objects.all().delete()
    HouseholdYear.objects.update(size=0)


def with_two_spouses(household):
    MemberYear.objects.exclude(relation="01").update(relation="02")


def without_relation(household):
    MemberYear.objects.exclude(relation="01").update(relation="")


KINDS = [sealed, closed_since, without_people, with_two_spouses, without_relation]


@pytest.fixture
def household(yunfeng):
    return HouseholdFactory(village=yunfeng, file__people=3, file__category="01")


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_that_comes_back_as_it_went_changes_nothing(household, county_staff, kind):
    kind(household)

    for slug in ("households", "members", "person-list"):
        import_ = brought(taken_out(slug, county_staff, "for the proof"), county_staff)
        assert problems(import_) == []
        assert set(counts(import_)) <= {"unchanged"}


@pytest.mark.parametrize("kind", [sealed, closed_since])
def test_but_a_change_of_it_is_held(household, county_staff, kind):
    kind(household)
    rows = [{"key.number": household.number, "household.phone": "13800001234"}]

    import_ = brought(packed({HOUSEHOLDS: table(rows)}), county_staff)

    assert counts(import_) == {"held": 1}
