"""The one rule of area permission, and the county on every row."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from households.models import Case, Event, Household, HouseholdYear, Member, MemberYear
from tests.factories import CadreFactory, CaseFactory, HouseholdFactory, PairingFactory, UserFactory
from villages.models import Jurisdiction
from villages.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(yunfeng, zongshu, baina):
    """A household with a case in each of three villages of two townships."""
    households = {v.name_en: HouseholdFactory(village=v) for v in (yunfeng, zongshu, baina)}
    for household in households.values():
        case = CaseFactory(household=household)
        Event.objects.create(
            case=case, on=date(2015, 5, 18), by=UserFactory(), step="apply", to_stage=case.stage
        )
    return households


@pytest.mark.parametrize(
    ("role", "area", "seen"),
    [
        (Role.CLERK, "520521225", {"Yunfeng", "Zongshu"}),
        (Role.CLERK, "520521223", {"Baina"}),
        (Role.SECRETARY, "520521225201", {"Yunfeng"}),
        (Role.COUNTY, "520521", {"Yunfeng", "Zongshu", "Baina"}),
        (Role.AUDITOR, "520522", set()),
        (Role.ADMIN, "520521", set()),
        (Role.CADRE, "520521", set()),
    ],
)
def test_an_officer_sees_the_households_of_the_area(places, role, area, seen):
    officer = UserFactory.holding(role, area)

    visible = Household.objects.visible_to(officer)

    assert {h.village.name_en for h in visible} == seen


MODELS = (Household, Member, HouseholdYear, MemberYear, Case, Event)


@pytest.mark.parametrize("model", MODELS)
def test_every_table_follows_the_same_rule(places, secretary, model):
    everywhere = model.objects.count()

    assert model.objects.visible_to(secretary).count() == everywhere / 3


@pytest.mark.parametrize("model", MODELS)
def test_narrowing_to_an_area_never_widens(places, secretary, model):
    visible = model.objects.visible_to(secretary)

    assert visible.in_area("520521").count() == visible.count()
    assert not visible.in_area("520521223").exists()


def test_several_jurisdictions_add_up(places):
    officer = UserFactory.holding(Role.SECRETARY, "520521225201")
    Jurisdiction.objects.create(
        user=officer, role=Role.CLERK, area_code="520521223", starts_on=date(2013, 1, 1)
    )

    assert {h.village.name_en for h in Household.objects.visible_to(officer)} == {
        "Yunfeng",
        "Baina",
    }


@pytest.mark.parametrize(
    ("starts_on", "ends_on"), [(date(2015, 6, 2), None), (date(2013, 1, 1), date(2015, 5, 31))]
)
def test_a_jurisdiction_that_is_not_in_force_opens_nothing(places, set_today, starts_on, ends_on):
    set_today(date(2015, 6, 1))
    officer = UserFactory()
    Jurisdiction.objects.create(
        user=officer, role=Role.CLERK, area_code="520521225", starts_on=starts_on, ends_on=ends_on
    )

    assert not Household.objects.visible_to(officer).exists()


@pytest.mark.parametrize("model", MODELS)
def test_a_cadre_sees_the_paired_household_and_nothing_else(places, cadre_user, model):
    PairingFactory(household=places["Baina"], cadre=CadreFactory(user=cadre_user))

    assert model.objects.visible_to(cadre_user).count() == 1


def test_a_right_is_held_where_the_thing_lies(places, clerk):
    assert clerk.has_perm("households.enter_household")
    assert clerk.has_perm("households.enter_household", places["Yunfeng"])
    assert not clerk.has_perm("households.enter_household", places["Baina"])
    assert not clerk.has_perm("households.classify", places["Yunfeng"])


def test_a_row_takes_the_county_of_its_village(places):
    assert {h.county_code for h in places.values()} == {"520521"}


def test_the_database_refuses_a_row_in_another_county(places):
    with (
        pytest.raises(IntegrityError, match="county_of_village"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE households_household SET county_code = '520522'")


def test_the_database_refuses_a_member_of_a_household_that_is_not_there(places):
    with (
        pytest.raises(IntegrityError, match="household_id_county_fk"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE households_member SET household_id = 0; SET CONSTRAINTS ALL IMMEDIATE"
        )


def test_joins_compare_the_county_too(places):
    asked = str(Member.objects.filter(household__closed_on=None).query)

    assert '"households_member"."county_code" = "households_household"."county_code"' in asked
