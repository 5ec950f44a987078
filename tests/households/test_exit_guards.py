"""What an exit or a return needs before the meeting votes and before the list hangs."""

import pytest
from django.core.exceptions import ValidationError

from households import meetings, publicity, results
from households.choices import Outcome, RoundKind, Stage, State
from households.meetings import Vote
from households.models import Case, ExitAssessment, HouseholdYear
from tests.factories import CaseFactory, RoundFactory
from tests.households.leaving import MAY_28, assessed, confirmed, exit_round, leaving, poor
from tests.households.lists import PHONE, meeting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_may(set_today) -> None:
    set_today(MAY_28)


@pytest.fixture
def round_(db):
    return exit_round()


def vote_on(cases, by):
    one = cases[0]
    votes = [Vote(case, 38) for case in cases]
    return meetings.record(meeting(one.village, one.round), votes, by=by)


def test_the_meeting_votes_on_nobody_who_was_not_assessed(yunfeng, round_, clerk, secretary):
    cases = [leaving(yunfeng, round_), leaving(yunfeng, round_, Stage.SURVEYED, pinyin="Li Si")]
    assessed(cases[0], clerk)

    with pytest.raises(ValidationError, match="Not yet assessed .*: Li Si"):
        vote_on(cases, secretary)


def test_nor_on_one_who_does_not_reach_the_standard(yunfeng, round_, clerk, secretary):
    cases = [leaving(yunfeng, round_), leaving(yunfeng, round_, pinyin="Li Si")]
    assessed(cases[0], clerk)
    assessed(cases[1], clerk, food=False)

    with pytest.raises(ValidationError, match="standard is not reached: Li Si"):
        vote_on(cases, secretary)

    assert not Case.objects.filter(stage=Stage.NOMINATED).exists()


def test_the_list_waits_for_the_householders_signature(yunfeng, round_, clerk, secretary):
    cases = [leaving(yunfeng, round_), leaving(yunfeng, round_, pinyin="Li Si")]
    confirmed(cases[0], clerk)
    assessed(cases[1], clerk)
    vote_on(cases, secretary)

    with pytest.raises(ValidationError, match="has not confirmed the exit yet: Li Si"):
        publicity.post_in_village(cases, complaint_phone=PHONE, by=secretary)

    notice = publicity.post_in_village(cases[:1], complaint_phone=PHONE, by=secretary)
    assert notice.entries.count() == 1


def test_a_file_that_changed_since_is_assessed_again(yunfeng, round_, clerk, secretary):
    cases = [leaving(yunfeng, round_), leaving(yunfeng, round_, pinyin="Li Si")]
    for case in cases:
        confirmed(case, clerk)
    vote_on(cases, secretary)
    HouseholdYear.objects.filter(household=cases[1].household).update(wage=0)

    with pytest.raises(ValidationError, match="has changed since the assessment: Li Si"):
        publicity.post_in_village(cases, complaint_phone=PHONE, by=secretary)


def test_a_return_needs_its_cause_before_the_meeting(yunfeng, clerk, secretary):
    back = RoundFactory(kind=RoundKind.RETURN)
    case = CaseFactory(
        household=poor(yunfeng, state=State.EXITED), round=back, stage=Stage.SURVEYED
    )
    with pytest.raises(ValidationError, match="cause of the return is missing .*: Wang Daming"):
        vote_on([case], secretary)

    HouseholdYear.objects.update(return_cause="01")
    vote_on([case], secretary)

    case.refresh_from_db()
    assert case.stage == Stage.NOMINATED


@pytest.mark.parametrize("keeps_support", [True, False])
def test_the_announcement_of_an_exit_never_makes_anybody_poor(
    yunfeng, round_, clerk, county_staff, keeps_support
):
    case = leaving(yunfeng, round_)
    confirmed(case, clerk)
    ExitAssessment.objects.update(keeps_support=keeps_support)
    case.outcome, case.category = Outcome.EXITED, "01"

    results.enter([case], round_, on=MAY_28, by=county_staff)

    record = HouseholdYear.objects.get()
    assert (record.state, record.category, record.state_since) == (State.EXITED, "01", MAY_28)
    assert record.keeps_support is keeps_support


def test_a_year_that_has_begun_meanwhile_takes_the_exit_too(yunfeng, round_, clerk, county_staff):
    case = leaving(yunfeng, round_)
    confirmed(case, clerk)
    case.outcome, case.category = Outcome.EXITED, "01"
    for year, state in ((2016, State.POOR), (2017, State.RETURNED)):
        HouseholdYear.objects.create(
            household=case.household, village=yunfeng, year=year, category="01", state=state
        )

    results.enter([case], round_, on=MAY_28, by=county_staff)

    states = HouseholdYear.objects.order_by("year").values_list("year", "state")
    assert list(states) == [(2015, "1"), (2016, "1"), (2017, "3")]
