"""A cadre leaves, and another takes over all of the households."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assistance import pairing
from povertyreg.audit.models import Entry
from tests.assistance.conftest import TODAY
from tests.factories import CadreFactory, PairingFactory

JUNE_1, JUNE_2, JULY_1 = date(2015, 6, 1), date(2015, 6, 2), TODAY

pytestmark = pytest.mark.django_db


def test_hand_over_moves_every_household_and_the_cadre_leaves(clerk):
    leaving, successor = CadreFactory(), CadreFactory()
    households = [PairingFactory(cadre=leaving).household for _ in range(3)]

    moved = pairing.hand_over(leaving, successor, "retired", by=clerk, on=JUNE_2)

    leaving.refresh_from_db()
    assert moved == 3
    assert leaving.left_on == JUNE_2
    assert leaving.household_ids(JUNE_2) == []
    assert sorted(successor.household_ids(JUNE_2)) == sorted(h.pk for h in households)
    assert set(leaving.pairings.values_list("ends_on", "ended_because")) == {(JUNE_1, "retired")}


def test_hand_over_is_told_in_the_trail_of_each_household_and_of_the_cadre(clerk):
    leaving = CadreFactory()
    household = PairingFactory(cadre=leaving).household

    pairing.hand_over(leaving, CadreFactory(), "retired", by=clerk)

    assert Entry.objects.about(household).get().action == "change_pairing"
    assert Entry.objects.about(leaving).get().action == "leave"


def test_hand_over_keeps_the_history_of_earlier_pairings(clerk):
    leaving = CadreFactory()
    earlier = PairingFactory(
        cadre=leaving, starts_on=date(2014, 1, 1), ends_on=date(2014, 12, 31), ended_because="exit"
    )

    pairing.hand_over(leaving, CadreFactory(), "retired", by=clerk)

    earlier.refresh_from_db()
    assert (earlier.ends_on, earlier.ended_because) == (date(2014, 12, 31), "exit")


def test_hand_over_to_one_who_helps_the_household_already_opens_no_second_pairing(clerk):
    leaving, successor = CadreFactory(), CadreFactory()
    household = PairingFactory(cadre=leaving).household
    PairingFactory(household=household, cadre=successor)

    pairing.hand_over(leaving, successor, "retired", by=clerk)

    assert household.pairings.filter(cadre=successor).count() == 1


def test_hand_over_is_all_or_nothing(clerk, baina):
    leaving = CadreFactory(area_code="520521", unit__area_code="520521")
    here = PairingFactory(cadre=leaving)
    PairingFactory(cadre=leaving, household__village=baina)

    with pytest.raises(PermissionDenied):
        pairing.hand_over(
            leaving, CadreFactory(area_code="520521", unit=leaving.unit), "retired", by=clerk
        )

    here.refresh_from_db()
    leaving.refresh_from_db()
    assert (here.ends_on, leaving.left_on) == (None, None)


def test_hand_over_to_one_who_cannot_help_every_household_moves_none(clerk, zongshu):
    leaving = CadreFactory()
    PairingFactory(cadre=leaving)
    PairingFactory(cadre=leaving, household__village=zongshu)

    with pytest.raises(ValidationError, match="helps another area"):
        pairing.hand_over(leaving, CadreFactory(area_code=zongshu.code), "retired", by=clerk)

    assert leaving.pairings.open().count() == 2


def test_hand_over_before_a_pairing_began_is_refused(clerk):
    leaving = PairingFactory(starts_on=JUNE_2).cadre

    with pytest.raises(ValidationError, match="began on 2015-06-02"):
        pairing.hand_over(leaving, CadreFactory(), "retired", by=clerk, on=JUNE_1)


def test_hand_over_to_oneself_is_refused(clerk):
    cadre = PairingFactory().cadre

    with pytest.raises(ValidationError, match="same cadre"):
        pairing.hand_over(cadre, cadre, "retired", by=clerk)


def test_hand_over_a_second_time_is_refused(clerk):
    leaving = PairingFactory().cadre
    pairing.hand_over(leaving, CadreFactory(), "retired", by=clerk)

    with pytest.raises(ValidationError, match="has left the post already"):
        pairing.hand_over(leaving, CadreFactory(), "retired", by=clerk)


def test_hand_over_needs_a_reason(clerk):
    leaving = PairingFactory().cadre

    with pytest.raises(ValidationError, match="Give a reason"):
        pairing.hand_over(leaving, CadreFactory(), "", by=clerk)


def test_leave_without_households_takes_the_cadre_out_of_service(clerk):
    cadre = CadreFactory()

    pairing.leave(cadre, "retired", by=clerk, on=JUNE_1)

    cadre.refresh_from_db()
    assert cadre.left_on == JUNE_1


def test_leave_with_households_is_refused(clerk):
    cadre = CadreFactory()
    PairingFactory(cadre=cadre)
    PairingFactory(cadre=cadre)

    with pytest.raises(ValidationError, match="2 households still have this cadre"):
        pairing.leave(cadre, "retired", by=clerk)


def test_leave_of_a_county_cadre_is_not_for_the_township(clerk):
    cadre = CadreFactory(area_code="520521", unit__area_code="520521")

    with pytest.raises(PermissionDenied):
        pairing.leave(cadre, "retired", by=clerk)
