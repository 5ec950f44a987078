"""A household's way through the register, told in one line."""

from datetime import date
from typing import Any

import pytest

from households import milestones, timeline
from households.choices import Outcome, RoundKind, Stage, State
from households.models import Event, HouseholdYear
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory

pytestmark = pytest.mark.django_db


def told(household, user) -> list[tuple[str, str, str]]:
    events = timeline.events_of(household, user)
    cases = list(household.cases.select_related("round"))
    found = milestones.of(household, cases, events, list(household.years.order_by("year")))
    return [(str(one.label), one.when, one.support) for one in found]


def ended(household, kind, year, outcome, day, by) -> None:
    case = CaseFactory(
        household=household,
        round=RoundFactory(kind=kind, year=year),
        stage=Stage.ANNOUNCED,
        outcome=outcome,
    )
    Event.objects.create(case=case, on=day, by=by, step="announce", to_stage=Stage.ANNOUNCED)


def record(household, year, **facts: Any) -> None:
    HouseholdYear.objects.create(
        household=household, village=household.village, year=year, category="01", **facts
    )


def test_identified_exited_and_back(yunfeng, clerk):
    household = HouseholdFactory(
        village=yunfeng, first_identified_in=2013, file__category="01", file__state=State.EXITED
    )
    household.years.update(keeps_support=True)
    record(household, 2016, state=State.RETURNED)
    ended(household, RoundKind.EXIT, 2015, Outcome.EXITED, date(2015, 12, 20), clerk)
    ended(household, RoundKind.RETURN, 2016, Outcome.RETURNED, date(2016, 11, 3), clerk)

    assert told(household, clerk) == [
        ("Identified", "2013", ""),
        ("Exited", "20 December 2015", "support continues"),
        ("Returned to poverty", "3 November 2016", ""),
    ]


def test_an_exit_that_came_with_the_file_is_told_once(yunfeng, clerk):
    household = HouseholdFactory(
        village=yunfeng, first_identified_in=2013, file__category="01", file__state=State.EXITED
    )
    record(household, 2016, state=State.EXITED)

    assert told(household, clerk) == [("Identified", "2013", ""), ("Exited", "2015", "")]


def test_of_who_is_still_poor_nothing_is_told(yunfeng, clerk):
    household = HouseholdFactory(village=yunfeng, first_identified_in=2015, file__category="01")
    ended(household, RoundKind.IDENTIFICATION, 2015, Outcome.REGISTERED, date(2015, 7, 3), clerk)

    assert told(household, clerk) == []
