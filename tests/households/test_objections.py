"""Objections: taken while the list hangs, decided once, and what upholding each kind does."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households import objections
from households.choices import ObjectionKind, RejectionGround, Stage
from households.models import Case, Objection
from povertyreg.audit.models import Entry
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory
from tests.households.lists import JUNE_2, JUNE_3, MAY_28, cases_at, hanging


@pytest.fixture
def notice(nominated, secretary, set_today):
    set_today(MAY_28)
    posted = hanging(nominated, secretary)
    set_today(JUNE_2)
    return posted


@pytest.fixture
def left_out(yunfeng, round_):
    return CaseFactory(
        household=HouseholdFactory(village=yunfeng), round=round_, stage=Stage.REJECTED
    )


def _objection(notice, case, kind=ObjectionKind.SHOULD_NOT_BE_IN, **kwargs):
    facts = {"received_on": date(2015, 5, 30), "channel": "phone", "content": "有小汽车"}
    return Objection(notice=notice, case=case, kind=kind, **{**facts, **kwargs})


def test_an_objection_is_taken_without_a_name(notice, nominated, clerk):
    taken = objections.record(_objection(notice, nominated[0]), by=clerk)

    assert (taken.objector, taken.is_open, taken.recorded_by) == ("", True, clerk)
    assert taken.village_id == notice.village_id
    assert Entry.objects.about(taken).get().action == "record_objection"


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (date(2015, 5, 27), False),
        (MAY_28, True),
        (JUNE_2, True),
        (JUNE_3, False),
    ],
)
def test_it_is_received_between_the_first_day_and_today(day, fits, notice, nominated, clerk):
    objection = _objection(notice, nominated[0], received_on=day)
    if fits:
        assert objections.record(objection, by=clerk).pk
        return

    with pytest.raises(ValidationError, match="between the first day of the notice and today"):
        objections.record(objection, by=clerk)


def test_against_a_household_that_does_not_hang_it_is_refused(notice, yunfeng, round_, clerk):
    (surveyed,) = cases_at(Stage.SURVEYED, 1, yunfeng, round_)

    with pytest.raises(ValidationError, match="not on a list that hangs"):
        objections.record(_objection(notice, surveyed), by=clerk)


def test_against_a_household_of_another_notice_it_is_refused(
    notice, yunfeng, round_, clerk, secretary
):
    later = cases_at(Stage.NOMINATED, 1, yunfeng, round_)
    hanging(later, secretary)

    with pytest.raises(ValidationError, match="not on a list that hangs"):
        objections.record(_objection(notice, later[0]), by=clerk)


def test_somebody_left_out_may_be_spoken_for(notice, left_out, clerk):
    taken = objections.record(_objection(notice, left_out, ObjectionKind.SHOULD_BE_IN), by=clerk)

    assert taken.pk


def test_whoever_hangs_is_not_left_out(notice, nominated, clerk):
    with pytest.raises(ValidationError, match="“Village notice”"):
        objections.record(_objection(notice, nominated[0], ObjectionKind.SHOULD_BE_IN), by=clerk)


def test_one_left_out_elsewhere_does_not_belong_to_this_notice(notice, yunfeng, clerk):
    other = CaseFactory(
        household=HouseholdFactory(village=yunfeng),
        round=RoundFactory(year=2014),
        stage=Stage.REJECTED,
    )

    with pytest.raises(ValidationError, match="another village or round"):
        objections.record(_objection(notice, other, ObjectionKind.SHOULD_BE_IN), by=clerk)


def test_a_closed_round_is_not_opened_by_an_objection(notice, left_out, round_, clerk):
    round_.closed_on = JUNE_2
    round_.save()

    with pytest.raises(ValidationError, match="not left out"):
        objections.record(_objection(notice, left_out, ObjectionKind.SHOULD_BE_IN), by=clerk)


def test_in_the_next_township_nobody_takes_it(notice, nominated, clerk2):
    with pytest.raises(PermissionDenied):
        objections.record(_objection(notice, nominated[0]), by=clerk2)


def test_upheld_against_the_household_is_rejected(notice, nominated, secretary):
    objection = objections.record(_objection(notice, nominated[0]), by=secretary)

    objections.decide(objection, "upheld", "确有小汽车", by=secretary)

    case = Case.objects.get(pk=nominated[0].pk)
    assert (case.stage, case.rejected_because) == (Stage.REJECTED, RejectionGround.OBJECTION)
    assert (objection.decided_on, objection.decided_by) == (JUNE_2, secretary)


def test_upheld_wrong_facts_send_the_file_back(notice, nominated, leader):
    objection = objections.record(
        _objection(notice, nominated[0], ObjectionKind.DATA_WRONG), by=leader
    )

    objections.decide(objection, "upheld", "人口应为 4 人", by=leader)

    case = Case.objects.get(pk=nominated[0].pk)
    assert (case.stage, case.returned_because) == (Stage.SURVEYED, "人口应为 4 人")


def test_upheld_for_one_left_out_it_is_looked_at_again(notice, left_out, county_staff):
    objection = objections.record(
        _objection(notice, left_out, ObjectionKind.SHOULD_BE_IN), by=county_staff
    )

    objections.decide(objection, "upheld", "漏评", by=county_staff)

    case = Case.objects.get(pk=left_out.pk)
    assert (case.stage, case.rejected_because) == (Stage.SURVEYED, "")


def test_dismissed_nothing_moves(notice, nominated, secretary):
    objection = objections.record(_objection(notice, nominated[0]), by=secretary)

    objections.decide(objection, "dismissed", "查无此事", by=secretary)

    assert Case.objects.get(pk=nominated[0].pk).stage == Stage.VILLAGE_PUBLICITY
    assert not Case.objects.under_objection().exists()


def test_a_household_that_withdrew_meanwhile_is_only_noted(notice, nominated, secretary):
    from households import workflow

    objection = objections.record(_objection(notice, nominated[0]), by=secretary)
    workflow.withdraw(nominated[0], "6 月 1 日书面申请", by=secretary)

    objections.decide(objection, "upheld", "确有小汽车", by=secretary)

    assert Case.objects.get(pk=nominated[0].pk).stage == Stage.WITHDRAWN


def test_it_is_decided_once(notice, nominated, secretary, leader):
    objection = objections.record(_objection(notice, nominated[0]), by=secretary)
    stale = Objection.objects.get(pk=objection.pk)
    objections.decide(objection, "dismissed", "查无此事", by=secretary)

    with pytest.raises(ValidationError, match="decided already"):
        objections.decide(stale, "upheld", "确有小汽车", by=leader)

    assert Objection.objects.get(pk=objection.pk).decision == "dismissed"


@pytest.mark.parametrize(
    ("decision", "finding", "said"),
    [("", "查实", "upheld or dismissed"), ("perhaps", "查实", "upheld or dismissed"),
     ("upheld", "  ", "what the investigation found")],
)  # fmt: skip
def test_a_decision_says_what_and_why(decision, finding, said, notice, nominated, secretary):
    objection = objections.record(_objection(notice, nominated[0]), by=secretary)

    with pytest.raises(ValidationError, match=said):
        objections.decide(objection, decision, finding, by=secretary)


def test_a_clerk_does_not_decide(notice, nominated, clerk):
    objection = objections.record(_objection(notice, nominated[0]), by=clerk)

    with pytest.raises(PermissionDenied):
        objections.decide(objection, "upheld", "查实", by=clerk)


def test_a_long_finding_fits_the_event(notice, nominated, secretary):
    objection = objections.record(_objection(notice, nominated[0]), by=secretary)

    objections.decide(objection, "upheld", "查" * 900, by=secretary)

    assert len(Objection.objects.get().finding) == 900
    assert Case.objects.get(pk=nominated[0].pk).stage == Stage.REJECTED


def test_sent_twice_it_is_taken_once(notice, nominated, clerk):
    again = uuid4()

    first, second = (
        objections.record(_objection(notice, nominated[0], request_id=again), by=clerk)
        for _ in range(2)
    )

    assert first.pk == second.pk
    assert Objection.objects.count() == 1
