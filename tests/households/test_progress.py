"""Where a case stands on its way, and what comes next, in words."""

from datetime import date

import pytest
from django.utils import translation

from households import meetings, progress, publicity, timeline, workflow
from households.choices import Stage
from households.models import Case, MeetingOfRepresentatives, Notice
from households.ways import WAYS, Variant
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory

MAY_18, MAY_26, MAY_28 = date(2015, 5, 18), date(2015, 5, 26), date(2015, 5, 28)
JUNE_1, JUNE_3 = date(2015, 6, 1), date(2015, 6, 3)


@pytest.fixture
def household(yunfeng):
    return HouseholdFactory(village=yunfeng)


def phases(case: Case, user, today: date = JUNE_1) -> dict[str, str]:
    case.refresh_from_db()
    events = timeline.events_of(case.household, user)
    notice = progress.posted_in(case)
    return {str(m.label): m.phase for m in progress.stepper(case, events, notice, today)}


def notes(case: Case, user, today: date = JUNE_1) -> dict[str, str]:
    events = timeline.events_of(case.household, user)
    notice = progress.posted_in(case)
    return {str(m.label): m.note for m in progress.stepper(case, events, notice, today)}


@pytest.fixture
def posted(household, set_today, clerk, secretary) -> Case:
    """A case that went the real way onto the village board."""
    round_ = RoundFactory()
    set_today(MAY_18)
    case = workflow.apply(household, round_, by=clerk)
    workflow.survey(case, ("杨敏", "龙海"), by=clerk)
    set_today(MAY_26)
    meeting = MeetingOfRepresentatives(
        round=round_, village=household.village, held_on=MAY_26, place="村委会", chair="王兴才",
        recorder="李云", entitled=45, present=38,
    )  # fmt: skip
    meetings.record(meeting, [meetings.Vote(case, 36, 1, 1)], by=secretary)
    set_today(MAY_28)
    publicity.post_in_village([case], complaint_phone="0857", by=secretary)
    case.refresh_from_db()
    return case


def test_steps_behind_are_dated_and_the_notice_counts_its_days(posted, clerk):
    assert phases(posted, clerk) == {
        "Applied": "done",
        "Surveyed": "done",
        "Nominated": "done",
        "Village notice": "cur",
        "Township check": "",
        "Township notice": "",
        "Classified": "",
        "Announced": "",
    }
    said = notes(posted, clerk)
    assert said["Applied"] == "18 May"
    assert said["Nominated"] == "26 May"
    assert said["Village notice"] == "day 5 of 7"
    assert said["Township check"] == "from 3 June"
    assert said["Township notice"] == "7 days"


def test_the_bar_shows_the_share_of_the_time_that_ran(posted, clerk):
    events = timeline.events_of(posted.household, clerk)
    marks = progress.stepper(posted, events, progress.posted_in(posted), JUNE_1)

    assert (marks[3].done, marks[3].total) == (5, 7)


def test_a_notice_that_was_left_hanging_never_counts_beyond_its_days(posted, clerk):
    assert notes(posted, clerk, date(2015, 8, 1))["Village notice"] == "day 7 of 7"


WAITING = [
    (variant, stage)
    for variant in Variant
    for stage in WAYS[variant][:-1]
    if stage not in progress._POSTED
]


@pytest.mark.parametrize(("variant", "stage"), WAITING)
def test_every_open_stage_has_one_current_step_and_a_sentence(household, clerk, variant, stage):
    case = CaseFactory(household=household, stage=stage, round=RoundFactory(variant=variant))

    found = phases(case, clerk)

    assert list(found.values()).count("cur") == 1
    assert progress.next_action(case, None) is not None


def test_a_round_with_one_publicity_has_shorter_steps(household, clerk):
    round_ = RoundFactory(kind="exit", variant="one_publicity")
    case = CaseFactory(household=household, stage=Stage.TOWNSHIP_ACCEPTED, round=round_)

    found = phases(case, clerk)

    assert "Township notice" not in found
    assert found["Classified"] == "cur"
    assert "left poverty" in progress.next_action(case, None).detail


def test_the_second_meeting_comes_after_the_comparison(household, clerk):
    round_ = RoundFactory(variant="two_appraisals")
    case = CaseFactory(household=household, stage=Stage.COMPARED, round=round_)

    assert phases(case, clerk)["Appraised again"] == "cur"
    assert progress.next_action(case, None).title == "Next: the second meeting votes"


def test_a_rejected_household_stopped_where_it_was_rejected(posted, clerk, secretary):
    workflow.reject_in_village(posted, "vehicle", by=secretary)

    found = phases(posted, clerk)

    assert found["Nominated"] == "done"
    assert found["Village notice"] == "stop"
    assert progress.next_action(posted, None) is None


def test_a_file_that_came_back_begins_again_at_the_meeting(household, set_today, clerk, leader):
    case = CaseFactory(household=household, stage=Stage.TOWNSHIP_ACCEPTED)
    workflow.return_to_village(case, "income", by=leader)

    found = phases(case, clerk)

    assert found["Surveyed"] == "done"
    assert found["Nominated"] == "cur"
    assert progress.next_action(case, None).title == "Returned: income not true"


def test_at_the_end_everything_is_behind(household, clerk):
    case = CaseFactory(household=household, stage=Stage.ANNOUNCED)

    assert set(phases(case, clerk).values()) == {"done"}
    assert progress.next_action(case, None) is None


def test_the_next_step_names_day_and_person(posted):
    said = progress.next_action(posted, progress.posted_in(posted))

    assert said is not None
    assert said.title == "Next: close the village notice"
    assert said.detail.startswith("From 3 June, by the village secretary.")
    assert said.clock


def test_the_open_case_counts_more_than_a_later_one_that_ended(household):
    CaseFactory(household=household, round=RoundFactory(year=2016), stage=Stage.WITHDRAWN)
    running = CaseFactory(household=household, round=RoundFactory(year=2015))

    assert progress.current_case(household) == running


def test_without_a_case_there_is_none(household):
    assert progress.current_case(household) is None


class TestTheTimeline:
    def lines(self, case, user) -> list[str]:
        household = case.household
        events = timeline.events_of(household, user)
        objections = timeline.objections_of(household, user)
        return [line.text for line in timeline.lines(household, events, objections, user)]

    def test_tells_newest_first_who_did_what(self, posted, clerk):
        assert self.lines(posted, clerk) == [
            "Yang Min posted the household on village list 1",
            (
                "The representatives nominated the household; recorded by Yang Min. "
                "38 of 45 present: 36 for, 1 against, 1 abstained"
            ),
            "Yang Min, Long Hai surveyed the home; recorded by Yang Min",
            "Yang Min opened the case: 2015 identification round",
        ]

    def test_tells_why_a_household_was_rejected(self, posted, clerk, secretary):
        workflow.reject_in_village(posted, "vehicle", by=secretary)

        assert self.lines(posted, clerk)[0] == (
            "Yang Min rejected the household in the village: owns a car"
        )

    def test_speaks_the_readers_language(self, posted, clerk):
        with translation.override("zh-hans"):
            assert any("杨敏、龙海" in line for line in self.lines(posted, clerk))

    def test_tells_nothing_to_somebody_from_elsewhere(self, posted, clerk2):
        assert self.lines(posted, clerk2) == []

    def test_a_notice_that_hangs_is_told_with_its_last_day(self, posted):
        line = timeline.hanging(Notice.objects.get(), is_objected=False)

        assert (line.text, line.when) == ("Village notice, no objection", "until 3 June, 24:00")

    def test_knows_a_sentence_for_every_step(self):
        from households.steps import STEPS

        assert set(timeline._STEPS) == {"apply", "correct_notice", *STEPS}
