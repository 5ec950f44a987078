"""The round of 2015 is told as it was, and the round of 2016 has work to do for everybody."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db.models import Count, F

from households import notices, objections, publicity, reviews, spot_checks, workflow
from households.choices import Level, Outcome, RoundKind, Stage, State
from households.models import (
    Ballot,
    Case,
    Event,
    HouseholdYear,
    MeetingOfRepresentatives,
    MemberYear,
    Notice,
    Objection,
    Round,
)
from households.rules import quorum
from households.ways import MOVES
from povertyreg import clock
from povertyreg.demo.divisions import CHONGSHAN, YUNFENG, ZONGSHU
from tests.baseline import load
from villages.models import User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("baseline"),
    pytest.mark.xdist_group("baseline"),
]


@pytest.fixture
def finished() -> Round:
    return Round.objects.get(year=2015, kind=RoundKind.IDENTIFICATION)


@pytest.fixture
def running() -> Round:
    found: Round = Round.objects.running().get()
    return found


def officer(username: str) -> User:
    return User.objects.get(username=username)


def at(round_: Round, village: str, stage: Stage) -> list[Case]:
    return list(round_.cases.filter(village=village, stage=stage).order_by("pk"))


@pytest.fixture
def look_back() -> Round:
    return Round.objects.get(year=2015, kind=RoundKind.LOOK_BACK)


def test_the_general_poor_and_the_poor_dibao_were_identified_first(finished):
    assert finished.cases.filter(stage=Stage.ANNOUNCED).count() == finished.cases.count() == 846
    assert not finished.is_open


def test_the_look_back_kept_corrected_added_and_removed(look_back):
    outcomes = Counter(look_back.cases.values_list("outcome", flat=True))

    assert outcomes[Outcome.KEPT] + outcomes[Outcome.CORRECTED] == 839
    assert outcomes[Outcome.ADDED] == 706 + 59
    assert outcomes[Outcome.REMOVED] == 7
    assert not look_back.is_open


def test_after_the_look_back_the_files_say_what_was_announced(look_back):
    agreeing = look_back.cases.filter(
        stage=Stage.ANNOUNCED, household__years__year=2015, category=F("household__years__category")
    )

    assert agreeing.count() == look_back.cases.count() == 1604 + 7


def test_the_days_of_2015_are_those_of_the_document(finished, look_back):
    meetings = MeetingOfRepresentatives.objects.filter(round=finished)
    days = {
        level: set(finished.notices.filter(level=level).values_list("starts_on", "ends_on"))
        for level in Level
    }

    assert set(meetings.values_list("held_on", flat=True)) == {date(2015, 5, 26), date(2015, 5, 27)}
    assert days[Level.VILLAGE] == {(date(2015, 5, 28), date(2015, 6, 3))}
    assert days[Level.TOWNSHIP] == {(date(2015, 6, 8), date(2015, 6, 14))}
    assert (look_back.starts_on, look_back.ends_on) == (date(2015, 7, 28), date(2015, 8, 28))


def test_each_village_posted_its_list_three_times_with_every_household(finished):
    posted = finished.notices.annotate(lines=Count("entries"))

    assert Counter(posted.values_list("level", flat=True)) == dict.fromkeys(Level, 10)
    for level in Level:
        assert sum(posted.filter(level=level).values_list("lines", flat=True)) == 846


def test_every_notice_carries_the_fingerprint_of_its_lines_and_of_the_notice_before():
    last: dict[str, str] = {}
    for notice in Notice.objects.select_related("round").order_by("id"):
        assert notice.sha256 == notices.fingerprint(notice, notice.entries.all())
        assert notice.previous_sha256 == last.get(notice.village_id, "")
        last[notice.village_id] = notice.sha256


def test_meetings_had_their_quorum_and_votes_add_up():
    for meeting in MeetingOfRepresentatives.objects.select_related("round"):
        assert meeting.present >= quorum(meeting.entitled, meeting.round.quorum_share)
    ballots = Ballot.objects.annotate(sum=F("votes_for") + F("votes_against") + F("abstained"))
    assert not ballots.exclude(sum=F("meeting__present")).exists()
    lost = ballots.filter(votes_for__lte=F("meeting__present") / 2)
    assert [b.case.rejected_because for b in lost.select_related("case")] == ["not_carried"]


def test_every_event_is_a_move_of_the_table_and_leads_to_where_the_case_stands():
    moves = set(
        Event.objects.exclude(step="apply").values_list(
            "case__round__variant", "from_stage", "to_stage"
        )
    )
    last = dict(Event.objects.order_by("id").values_list("case", "to_stage"))

    assert moves <= set(MOVES)
    assert last == dict(Case.objects.values_list("pk", "stage"))


def test_nothing_has_happened_in_the_future():
    today = clock.today()

    assert not Event.objects.filter(on__gt=today).exists()
    assert not Notice.objects.filter(starts_on__gt=today).exists()
    assert not Case.objects.filter(surveyed_on__gt=today).exists()


def test_yunfeng_has_new_households_at_every_stage(running):
    stages = Counter(running.cases.filter(village=YUNFENG).values_list("stage", flat=True))

    assert stages == {
        Stage.APPLIED: 6,
        Stage.SURVEYED: 8,
        Stage.NOMINATED: 40,
        Stage.VILLAGE_PUBLICITY: 17,
        Stage.VILLAGE_PASSED: 5,
        Stage.TOWNSHIP_ACCEPTED: 5,
        Stage.TOWNSHIP_PUBLICITY: 4,
        Stage.TOWNSHIP_PASSED: 4,
        Stage.CLASSIFIED: 3,
        Stage.ANNOUNCED: 2,
        Stage.REJECTED: 2,
        Stage.WITHDRAWN: 1,
    }


def test_other_villages_have_some_too(running):
    assert Counter(running.cases.exclude(village=YUNFENG).values_list("village", "stage")) == {
        (ZONGSHU, Stage.SURVEYED): 5,
        (ZONGSHU, Stage.NOMINATED): 3,
        (CHONGSHAN, Stage.VILLAGE_PASSED): 4,
    }


def test_candidates_have_a_complete_file_of_this_year_and_no_category_yet(running):
    records = HouseholdYear.objects.filter(household__cases__round=running)

    assert records.count() == running.cases.count() == 109
    assert set(records.values_list("year", flat=True)) == {2016}
    named = records.exclude(category="")
    assert set(named.values_list("household__cases__stage", flat=True)) == {Stage.ANNOUNCED}
    assert set(named.values_list("state", flat=True)) == {State.POOR}
    for case in running.cases.all():
        workflow.require_complete(case)


def test_two_files_came_back_to_the_clerk_with_a_reason(running):
    returned = [case for case in at(running, YUNFENG, Stage.SURVEYED) if case.is_returned]

    assert {case.returned_because for case in returned} == {"work_months", "members"}
    assert {case.events.values_list("step", flat=True)[0] for case in returned} == {"send_back"}


def test_the_secretary_approves_forty_households_today(running):
    ready = at(running, YUNFENG, Stage.NOMINATED)

    notice = publicity.post_in_village(
        ready, complaint_phone="0857-0000217", by=officer("secretary")
    )

    assert notice.entries.count() == 40
    assert notice.ends_on == clock.today() + timedelta(6)


def test_one_notice_can_be_closed_today_and_an_objection_holds_one_household(running):
    over, hanging = running.notices.filter(level=Level.VILLAGE).hanging().order_by("ends_on")

    closed = publicity.close_in_village(
        over, by=officer("secretary"), without_photos_because="无相机"
    )

    assert (len(closed.moved), len(closed.held)) == (8, 1)
    assert over.ends_on == clock.today()
    assert hanging.ends_on == clock.today() + timedelta(2)


def test_the_objection_can_be_decided(running):
    objection = Objection.objects.open().get()

    objections.decide(objection, "dismissed", "房屋为其兄所有。", by=officer("leader"))

    assert not Objection.objects.open().exists()


def test_the_leader_accepts_posts_and_closes_today(running):
    leader = officer("leader")
    passed = at(running, CHONGSHAN, Stage.VILLAGE_PASSED)
    hanging = running.notices.filter(level=Level.TOWNSHIP).hanging().get()

    drawn = spot_checks.drawn(passed, running, Level.TOWNSHIP)
    reviews.accept_in_township(passed, drawn or {passed[0].pk}, by=leader)
    publicity.post_in_township(passed, complaint_phone="0857-0000308", by=leader)
    closed = publicity.close_in_township(hanging, by=leader, without_photos_because="无相机")

    assert len(closed.moved) == 4


def test_the_county_classifies_and_announces_today(running):
    county = officer("county")
    for case in at(running, YUNFENG, Stage.TOWNSHIP_PASSED):
        workflow.classify(case, "01", by=county)

    ready = at(running, YUNFENG, Stage.CLASSIFIED)
    publicity.announce(ready, complaint_phone="0857-0000101", by=county)

    assert len(ready) == 7
    assert HouseholdYear.objects.filter(year=2016).registered().count() == 1604 + 2 + 7


def test_no_file_has_an_error_that_the_rules_of_the_form_know():
    """Rules L-02 to L-05, L-11 and E-09, at whatever day of the year the age is taken."""
    for record in MemberYear.objects.select_related("member", "household_year"):
        oldest = record.household_year.year - record.member.birth_date.year
        for age in (oldest - 1, oldest):
            is_pupil = record.school != "01"
            assert age >= 16 or (record.labour == "04" and not record.work_months)
            assert not is_pupil or record.labour == "04"
            assert is_pupil or not 6 <= age <= 15
            if 16 <= age <= 59 and record.health == "01" and not is_pupil:
                assert record.labour in ("01", "02")


def test_a_second_run_says_so_and_changes_nothing(settings):
    settings.DEMO = True
    before = {model: model._default_manager.count() for model in apps.get_models()}

    said = load()

    assert said == ["The demonstration county is loaded already; nothing is changed."]
    assert before == {model: model._default_manager.count() for model in apps.get_models()}
