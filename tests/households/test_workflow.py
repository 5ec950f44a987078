"""The steps of a case: a story, the law of the table, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.utils import InternalError

from households import meetings, publicity, reviews, stepping, workflow
from households.choices import Category, Stage
from households.models import Case, Event, MeetingOfRepresentatives
from households.steps import STEPS
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory
from tests.households.lists import photographed
from villages.roles import GRANTS

MAY_18, MAY_26, MAY_28 = date(2015, 5, 18), date(2015, 5, 26), date(2015, 5, 28)
JUNE_2, JUNE_3, JUNE_14 = date(2015, 6, 2), date(2015, 6, 3), date(2015, 6, 14)


@pytest.fixture
def round_(db):
    return RoundFactory()


@pytest.fixture
def household(yunfeng):
    return HouseholdFactory(village=yunfeng)


def _meeting(round_, village, held_on=MAY_26, entitled=45, present=38):
    return MeetingOfRepresentatives(
        round=round_,
        village=village,
        held_on=held_on,
        place="村委会",
        chair="王兴才",
        recorder="李云",
        entitled=entitled,
        present=present,
    )


def test_a_household_goes_the_whole_way(
    round_, household, set_today, clerk, secretary, leader, county_staff
):
    set_today(MAY_18)
    case = workflow.apply(household, round_, by=clerk)
    workflow.survey(case, ("杨敏", "龙海"), by=clerk)

    set_today(MAY_26)
    meetings.record(
        _meeting(round_, household.village), [meetings.Vote(case, 36, 1, 1)], by=secretary
    )
    set_today(MAY_28)
    notice = publicity.post_in_village([case], complaint_phone="0857-5221234", by=secretary)
    set_today(JUNE_3)
    publicity.close_in_village(photographed(notice), by=secretary)
    reviews.accept_in_township([case], {case.pk}, by=leader)
    township = publicity.post_in_township([case], complaint_phone="0857-5221234", by=leader)
    set_today(JUNE_14)
    publicity.close_in_township(photographed(township), by=leader)
    case.refresh_from_db()
    workflow.classify(case, Category.GENERAL_POOR, by=county_staff)
    publicity.announce([case], complaint_phone="0857-5221234", by=county_staff)

    case.refresh_from_db()
    record = household.years.get(year=2015)
    assert case.stage == Stage.ANNOUNCED
    assert (record.category, record.state) == (Category.GENERAL_POOR, "0")
    assert [e.step for e in Event.objects.filter(case=case).order_by("id")] == [
        "apply",
        "survey",
        "nominate",
        "post_in_village",
        "close_in_village",
        "accept_in_township",
        "post_in_township",
        "close_in_township",
        "classify",
        "announce",
    ]


def test_a_notice_cannot_be_closed_a_day_early(household, round_, set_today, secretary):
    case = CaseFactory(household=household, round=round_, stage=Stage.NOMINATED)
    set_today(MAY_28)
    notice = publicity.post_in_village([case], complaint_phone="0857", by=secretary)

    set_today(JUNE_2)
    with pytest.raises(ValidationError, match="3 June 2015, 7 days"):
        publicity.close_in_village(notice, by=secretary)

    case.refresh_from_db()
    assert case.stage == Stage.VILLAGE_PUBLICITY


NOT_IN_TABLE = [
    (name, stage) for name, step in STEPS.items() for stage in Stage if stage not in step.sources
]


@pytest.mark.parametrize(("name", "stage"), NOT_IN_TABLE)
def test_a_step_that_the_table_does_not_list_is_refused(name, stage, monkeypatch, county_staff):
    monkeypatch.setattr(type(county_staff), "has_perm", lambda *args: True)
    case = CaseFactory(stage=stage)

    with (
        pytest.raises(ValidationError, match="Not possible"),
        stepping.taking(name, case, county_staff),
    ):
        pytest.fail("the step was begun")


@pytest.mark.parametrize("name", STEPS)
def test_a_step_needs_its_permission_where_the_household_lies(name, secretary2):
    case = CaseFactory(stage=min(STEPS[name].sources))

    with pytest.raises(PermissionDenied), stepping.taking(name, case, secretary2):
        pytest.fail("the step was begun")


def test_every_step_is_a_function_of_its_name():
    acting = (workflow, publicity, reviews, meetings)

    for name in STEPS:
        assert any(callable(getattr(module, name, None)) for module in acting), name


def test_every_permission_of_a_step_is_granted_to_somebody():
    granted = set().union(*GRANTS.values())

    assert {step.permission for step in STEPS.values()} <= granted


def test_the_database_refuses_a_jump_that_the_table_does_not_list(household, round_):
    case = CaseFactory(household=household, round=round_, stage=Stage.APPLIED)

    with (
        pytest.raises(InternalError, match="Invalid transition"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE households_case SET stage = 'township_passed' WHERE id = %s", [case.pk]
        )

    assert Case.objects.get(pk=case.pk).stage == Stage.APPLIED


def test_a_stranger_does_not_apply_for_a_household(household, round_, clerk2, auditor):
    for stranger in (clerk2, auditor):
        with pytest.raises(PermissionDenied):
            workflow.apply(household, round_, by=stranger)

    assert not Case.objects.exists()


def test_a_household_applies_once_a_round(household, round_, clerk, secretary):
    workflow.apply(household, round_, by=clerk, on=MAY_18)

    with pytest.raises(ValidationError, match="already has a case in this round"):
        workflow.apply(household, round_, by=secretary, on=MAY_18)


def test_two_who_apply_at_once_are_told_apart_by_the_database(
    household, round_, clerk, monkeypatch
):
    workflow.apply(household, round_, by=clerk, on=MAY_18)
    monkeypatch.setattr(Case, "full_clean", lambda self, **kwargs: None)

    with pytest.raises(ValidationError, match="already has a case in this round"):
        workflow.apply(household, round_, by=clerk, on=MAY_18)

    assert Event.objects.count() == 1


@pytest.mark.parametrize("name", ["withdraw", "send_back"])
def test_a_step_needs_its_reason_in_words_that_fit(name, household, round_, secretary):
    stage = min(STEPS[name].sources & {Stage.NOMINATED})
    case = CaseFactory(household=household, round=round_, stage=stage)

    for reason in (" ", "长" * 201):
        with pytest.raises(ValidationError):
            getattr(workflow, name)(case, reason, by=secretary)

    assert Case.objects.get(pk=case.pk).stage == stage


def test_the_database_keeps_events_as_they_were(household, round_, clerk):
    workflow.apply(household, round_, by=clerk, on=MAY_18)

    for sql in ("UPDATE households_event SET step = 'x'", "DELETE FROM households_event"):
        with (
            pytest.raises(InternalError, match="only_ever_added"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
