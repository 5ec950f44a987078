"""A household that has exited becomes poor again: one publicity, and its number is kept."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from households import classification, exits, meetings, publicity, reviews, workflow
from households.choices import RoundKind, Stage, State
from households.meetings import Vote
from households.models import Case, HouseholdYear, Round
from households.sheets import Sheet
from households.ways import Variant
from tests.factories import RoundFactory
from tests.households.leaving import poor
from tests.households.lists import MAY_26, MAY_28, PHONE, meeting, photographed, sheet

pytestmark = pytest.mark.django_db

MAY_18, JUNE_3 = date(2015, 5, 18), date(2015, 6, 3)


@pytest.fixture
def back(db) -> Round:
    return RoundFactory(
        kind=RoundKind.RETURN, variant=Variant.ONE_PUBLICITY, poverty_line=Decimal(2855)
    )


def proposed(village, round_, clerk) -> Case:
    household = poor(
        village, state=State.EXITED, wage=Decimal(2000), keeps_support=True, return_cause="01"
    )
    exits.propose(Sheet(village, round_, uuid4(), [household.pk]), by=clerk)
    return Case.objects.get()


def test_a_return_from_the_proposal_to_the_announcement(
    yunfeng, back, clerk, secretary, leader, county_staff, set_today
):
    set_today(MAY_18)
    case = proposed(yunfeng, back, clerk)
    number = case.household.number
    workflow.survey(case, ("王强", "李敏"), by=clerk)
    set_today(MAY_26)
    meetings.record(meeting(yunfeng, back), [Vote(case, 38)], by=secretary)
    set_today(MAY_28)
    notice = publicity.post_in_village([case], complaint_phone=PHONE, by=secretary)
    set_today(JUNE_3)
    publicity.close_in_village(photographed(notice), by=secretary)
    reviews.accept_in_township([case], [case.pk], by=leader)
    case.refresh_from_db()
    classification.classify(sheet([case]), {}, {}, by=county_staff)
    publicity.announce([case], complaint_phone=PHONE, by=county_staff)

    record = HouseholdYear.objects.get()
    case.refresh_from_db()
    assert case.stage == Stage.ANNOUNCED
    assert (record.state, record.state_since) == (State.RETURNED, JUNE_3)
    assert (record.category, record.keeps_support) == ("01", None)
    assert record.household.number == number
