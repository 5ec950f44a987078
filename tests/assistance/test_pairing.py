"""Pairing a household with a cadre, ending and changing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from assistance import pairing
from assistance.models import Pairing
from povertyreg.audit.models import Entry
from tests.assistance.conftest import TODAY
from tests.factories import CadreFactory, HouseholdFactory, PairingFactory, UserFactory
from villages.roles import Role

JUNE_1, JUNE_2, JULY_1 = date(2015, 6, 1), date(2015, 6, 2), TODAY

pytestmark = pytest.mark.django_db


def test_pair_makes_the_cadre_answer_for_the_household_from_the_day(clerk):
    household, cadre = HouseholdFactory(), CadreFactory()

    made = pairing.pair(household, cadre, by=clerk, on=JUNE_1)

    assert (made.starts_on, made.ends_on, made.assigned_by) == (JUNE_1, None, clerk)
    assert made.village == household.village
    assert cadre.household_ids(JUNE_1) == [household.pk]


def test_pair_begins_today_when_no_day_is_given(clerk):
    assert pairing.pair(HouseholdFactory(), CadreFactory(), by=clerk).starts_on == JULY_1


def test_pair_is_written_to_the_trail_of_the_household(clerk):
    household, cadre = HouseholdFactory(), CadreFactory()

    pairing.pair(household, cadre, by=clerk, on=JUNE_1)

    entry = Entry.objects.about(household).get()
    assert (entry.action, entry.by, entry.area_code) == ("pair", clerk, household.village_id)
    assert entry.details == {"cadre": cadre.pk, "on": "2015-06-01"}


def test_pair_a_second_time_is_refused_with_the_sentence(clerk):
    household, cadre = HouseholdFactory(), CadreFactory()
    pairing.pair(household, cadre, by=clerk, on=JUNE_1)

    with pytest.raises(ValidationError, match="already paired with the household"):
        pairing.pair(household, cadre, by=clerk, on=JUNE_2)

    assert household.pairings.count() == 1


def test_several_cadres_may_help_one_household(clerk):
    household = HouseholdFactory()

    pairing.pair(household, CadreFactory(), by=clerk)
    pairing.pair(household, CadreFactory(), by=clerk)

    assert household.pairings.current(JULY_1).count() == 2


def test_pair_with_a_day_ahead_is_refused(clerk):
    with pytest.raises(ValidationError, match="The date lies ahead"):
        pairing.pair(HouseholdFactory(), CadreFactory(), by=clerk, on=date(2015, 7, 2))


def test_pair_with_a_cadre_who_left_is_refused(clerk):
    cadre = CadreFactory(left_on=JUNE_1)

    with pytest.raises(ValidationError, match="Wei Guoping has left the post"):
        pairing.pair(HouseholdFactory(), cadre, by=clerk, on=JUNE_1)


def test_a_day_before_the_cadre_left_may_still_be_recorded(clerk):
    cadre = CadreFactory(left_on=JUNE_2)

    assert pairing.pair(HouseholdFactory(), cadre, by=clerk, on=JUNE_1).pk


def test_pair_with_a_cadre_of_another_area_is_refused(clerk, zongshu):
    cadre = CadreFactory(area_code=zongshu.code)

    with pytest.raises(ValidationError, match="helps another area"):
        pairing.pair(HouseholdFactory(), cadre, by=clerk)


def test_a_cadre_of_the_county_may_help_in_any_village(clerk):
    cadre = CadreFactory(area_code="520521", unit__area_code="520521")

    assert pairing.pair(HouseholdFactory(), cadre, by=clerk).pk


def test_pair_with_a_closed_file_is_refused(clerk):
    household = HouseholdFactory(closed_on=JUNE_1, closed_because="moved away")

    with pytest.raises(ValidationError, match=f"{household.number} is closed"):
        pairing.pair(household, CadreFactory(), by=clerk)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CADRE, Role.AUDITOR, Role.ADMIN])
def test_pair_without_the_role_is_denied(role, yunfeng):
    user = UserFactory.holding(role, "520521225")

    with pytest.raises(PermissionDenied):
        pairing.pair(HouseholdFactory(), CadreFactory(), by=user)

    assert not Pairing.objects.exists()


def test_pair_outside_the_own_area_is_denied(clerk2):
    with pytest.raises(PermissionDenied):
        pairing.pair(HouseholdFactory(), CadreFactory(), by=clerk2)


def test_end_closes_the_pairing_with_day_and_reason(clerk):
    old = PairingFactory()

    pairing.end(old, " moved to the county ", by=clerk, on=JUNE_1)

    old.refresh_from_db()
    assert (old.ends_on, old.ended_because) == (JUNE_1, "moved to the county")
    entry = Entry.objects.about(old.household).get()
    assert (entry.action, entry.reason) == ("end_pairing", " moved to the county ")


def test_end_without_a_reason_is_refused(clerk):
    old = PairingFactory()

    with pytest.raises(ValidationError, match="Give a reason"):
        pairing.end(old, "  ", by=clerk)

    old.refresh_from_db()
    assert old.ends_on is None


def test_end_a_second_time_is_refused(clerk):
    old = PairingFactory()
    pairing.end(old, "moved", by=clerk, on=JUNE_1)

    with pytest.raises(ValidationError, match="has ended already"):
        pairing.end(old, "moved", by=clerk, on=JUNE_2)


def test_end_before_the_first_day_is_refused(clerk):
    old = PairingFactory(starts_on=JUNE_2)

    with pytest.raises(ValidationError, match="began on 2015-06-02"):
        pairing.end(old, "moved", by=clerk, on=JUNE_1)


def test_end_in_another_area_is_denied(clerk2):
    old = PairingFactory()

    with pytest.raises(PermissionDenied):
        pairing.end(old, "moved", by=clerk2)


def test_change_closes_one_and_opens_one(clerk):
    old, successor = PairingFactory(), CadreFactory()

    new = pairing.change(old, to=successor, because="transfer", by=clerk, on=JUNE_2)

    old.refresh_from_db()
    assert (old.ends_on, old.ended_because) == (JUNE_1, "transfer")
    assert (new.cadre, new.household, new.starts_on) == (successor, old.household, JUNE_2)
    entry = Entry.objects.about(old.household).get()
    assert entry.details["former_cadre"] == old.cadre_id


def test_each_day_has_one_cadre_when_the_pairing_changes(clerk):
    old = PairingFactory()

    pairing.change(old, to=CadreFactory(), because="transfer", by=clerk, on=JUNE_2)

    assert [old.household.pairings.current(day).count() for day in (JUNE_1, JUNE_2)] == [1, 1]


def test_a_pairing_changed_on_its_first_day_keeps_that_day(clerk):
    old = PairingFactory(starts_on=JUNE_2)

    pairing.change(old, to=CadreFactory(), because="wrong person", by=clerk, on=JUNE_2)

    old.refresh_from_db()
    assert old.ends_on == JUNE_2


def test_change_to_the_same_cadre_is_refused(clerk):
    old = PairingFactory()

    with pytest.raises(ValidationError, match="same cadre"):
        pairing.change(old, to=old.cadre, because="transfer", by=clerk)


def test_change_that_cannot_open_closes_nothing(clerk, zongshu):
    old = PairingFactory()

    with pytest.raises(ValidationError, match="helps another area"):
        pairing.change(old, to=CadreFactory(area_code=zongshu.code), because="transfer", by=clerk)

    old.refresh_from_db()
    assert old.ends_on is None


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_twice_at_once_pairs_once(clerk):
    household, cadre = HouseholdFactory(), CadreFactory()

    def press(_: int) -> str:
        try:
            pairing.pair(household, cadre, by=clerk, on=JUNE_1)
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        finally:
            connection.close()
        return "paired"

    with ThreadPoolExecutor(4) as hands:
        answers = list(hands.map(press, range(4)))

    assert answers.count("paired") == 1
    assert sum("already paired" in answer for answer in answers) == 3
    assert household.pairings.count() == 1
