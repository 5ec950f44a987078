"""Who is removed from the register is helped no longer; who is kept still is."""

from datetime import date

import pytest

from households import publicity
from households.choices import Outcome, RoundKind, Stage
from povertyreg.audit.models import Entry
from tests.factories import CaseFactory, PairingFactory, RoundFactory
from tests.households.lists import PHONE

JULY_1 = date(2015, 7, 1)


@pytest.fixture
def pairing(db, yunfeng):
    household = {"village": yunfeng, "file__category": "01", "file__state": "0"}
    return PairingFactory(**{f"household__{name}": value for name, value in household.items()})


def announced(household, outcome: str, category: str, by) -> None:
    case = CaseFactory(
        household=household,
        round=RoundFactory(kind=RoundKind.LOOK_BACK),
        stage=Stage.CLASSIFIED,
        proposed_outcome=outcome,
        outcome=outcome,
        category=category,
        ground="vehicle" if outcome == Outcome.REMOVED else "",
    )
    publicity.announce([case], complaint_phone=PHONE, by=by)


def test_the_help_of_a_removed_household_ends_with_the_announcement(pairing, county_staff):
    announced(pairing.household, Outcome.REMOVED, "", county_staff)

    pairing.refresh_from_db()
    assert pairing.ends_on == JULY_1
    assert "removed from the register" in pairing.ended_because
    assert Entry.objects.about(pairing.household).filter(action="end_pairing").count() == 1


def test_who_is_kept_is_helped_as_before(pairing, county_staff):
    announced(pairing.household, Outcome.KEPT, "01", county_staff)

    pairing.refresh_from_db()
    assert pairing.ends_on is None
