"""One household walks each of the four ways, and no step of another way lets it pass."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from households import approval, classification, comparison, meetings, publicity, stepping, workflow
from households.choices import Category, Stage
from households.models import Case, Event, Notice, Round
from households.steps import STEPS
from households.ways import WAYS, Variant, is_on_way
from tests.factories import HouseholdFactory, RoundFactory
from tests.households.lists import (
    MAY_18,
    MAY_26,
    MAY_28,
    PHONE,
    approve,
    meeting,
    photographed,
    sheet,
)
from villages.models import User

WEEK = timedelta(days=6)


class Walk:
    """A household on its way, moved by whoever may."""

    def __init__(self, case: Case, people: dict[str, User], set_today) -> None:
        self.case, self.people, self.set_today = case, people, set_today
        self.day = MAY_28

    def go(self, way: tuple[Stage, ...]) -> None:
        for stage in way[1:]:
            getattr(self, f"to_{stage}")()
            self.case.refresh_from_db()
            assert self.case.stage == stage

    @property
    def list(self):
        return sheet([self.case])

    def _meet(self):
        held = meeting(self.case.village, self.case.round)
        return held, self.people["secretary"]

    def to_surveyed(self) -> None:
        workflow.survey(self.case, ("杨敏", "龙海"), by=self.people["clerk"])

    def to_nominated(self) -> None:
        self.set_today(MAY_26)
        held, by = self._meet()
        meetings.record(held, [meetings.Vote(self.case, 36, 1, 1)], by=by)

    def to_compared(self) -> None:
        comparison.compare(self.list, by=self.people["county"])

    def to_appraised_again(self) -> None:
        held, by = self._meet()
        meetings.appraise_again([self.case], held, by=by)

    def to_village_publicity(self) -> None:
        self.set_today(self.day)
        approve([self.case], self.people["secretary"])

    def to_village_passed(self) -> None:
        self._close(publicity.close_in_village, "secretary")

    def to_township_accepted(self) -> None:
        approval.accept_in_township(self.list, [self.case.pk], by=self.people["leader"])

    def to_township_publicity(self) -> None:
        approval.post_in_township(self.list, complaint_phone=PHONE, by=self.people["leader"])

    def to_township_passed(self) -> None:
        self._close(publicity.close_in_township, "leader")

    def to_classified(self) -> None:
        chosen = {self.case.pk: Category.GENERAL_POOR}
        classification.classify(self.list, chosen, {}, by=self.people["county"])

    def to_announced(self) -> None:
        approval.announce(self.list, complaint_phone=PHONE, by=self.people["county"])

    def _close(self, close, who: str) -> None:
        self.day += WEEK
        self.set_today(self.day)
        close(photographed(Notice.objects.latest("pk")), by=self.people[who])


@pytest.mark.parametrize("variant", Variant)
def test_a_household_walks_the_whole_way(
    variant, yunfeng, clerk, secretary, leader, county_staff, set_today
):
    set_today(MAY_18)
    people = {"clerk": clerk, "secretary": secretary, "leader": leader, "county": county_staff}
    case = workflow.apply(
        HouseholdFactory(village=yunfeng), RoundFactory(variant=variant), by=clerk
    )

    Walk(case, people, set_today).go(WAYS[variant])

    assert case.household.years.get().category == Category.GENERAL_POOR
    walked = Event.objects.filter(case=case).order_by("pk").values_list("to_stage", flat=True)
    assert list(walked) == list(WAYS[variant])


ELSEWHERE = [
    (variant, name, stage)
    for variant in Variant
    for stage in WAYS[variant]
    for name, step in STEPS.items()
    if step.advances and stage in step.sources and not is_on_way(variant, name, stage)
]


def test_the_ways_differ_in_their_steps():
    assert {variant for variant, _name, _stage in ELSEWHERE} == set(Variant)


@pytest.mark.parametrize(("variant", "name", "stage"), ELSEWHERE)
def test_a_step_of_another_way_is_refused_with_the_next_one(variant, name, stage):
    class Anybody:
        def has_perm(self, *_args: object) -> bool:
            return True

    case = Case(stage=stage, round=Round(variant=variant, starts_on=date(2015, 5, 17)))

    with pytest.raises(ValidationError, match="Not possible in this round: after “.+” comes “.+”"):
        stepping.allow(name, case, Anybody())
