"""Eight people press the same button at the same moment: one moves, seven are told."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from households import approval, objections, workflow
from households.choices import Decision, ObjectionKind, Stage
from households.meetings import Vote
from households.models import Case, Event, MeetingOfRepresentatives, Notice, Objection
from povertyreg.audit.models import Entry
from tests.households.lists import (
    JUNE_3,
    MAY_28,
    PHONE,
    approve,
    cases_at,
    hanging,
    meeting,
    sheet,
    stages,
)
from villages.models import User

PEOPLE = 8

pytestmark = pytest.mark.django_db(transaction=True)


def _together(act: Callable[[], Any]) -> list[Any]:
    """What each of the eight got: a result, or the sentence of the refusal."""
    gate = Barrier(PEOPLE)
    answers: list[Any] = []

    def press() -> None:
        gate.wait()
        try:
            answers.append(act())
        except ValidationError as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _refused(answers: list[Any]) -> int:
    return sum(isinstance(answer, ValidationError) for answer in answers)


def test_one_step_of_one_household_is_taken_once(yunfeng, round_, clerk):
    (case,) = cases_at(Stage.APPLIED, 1, yunfeng, round_)

    answers = _together(
        lambda: workflow.withdraw(Case.objects.get(pk=case.pk), "书面申请", by=clerk)
    )

    assert (len(answers), _refused(answers)) == (PEOPLE, PEOPLE - 1)
    assert Event.objects.count() == Entry.objects.count() == 1


def test_a_list_is_approved_once_by_eight_different_requests(yunfeng, round_, secretary):
    nominated = cases_at(Stage.NOMINATED, 5, yunfeng, round_)

    answers = _together(lambda: approve(nominated, secretary))

    assert (len(answers), _refused(answers)) == (PEOPLE, PEOPLE - 1)
    assert Notice.objects.count() == 1
    assert Event.objects.filter(step="post_in_village").count() == 5


def test_one_request_sent_eight_times_gets_one_answer(yunfeng, round_, secretary):
    nominated = cases_at(Stage.NOMINATED, 5, yunfeng, round_)
    request, back = uuid4(), {nominated[0].pk: "income"}

    answers = _together(
        lambda: approve(
            nominated, User.objects.get(pk=secretary.pk), returned=back, request_id=request
        )
    )

    assert len(answers) == PEOPLE
    assert len({answer.pk for answer in answers}) == 1
    assert Notice.objects.count() == 1
    assert Event.objects.filter(step="send_back").count() == 1


def _once(act: Callable[[], Any], step: str, count: int) -> None:
    """One of the eight does it, and each household has one event of it."""
    answers = _together(act)

    assert (len(answers), _refused(answers)) == (PEOPLE, PEOPLE - 1)
    assert Event.objects.filter(step=step).count() == count


def test_a_notice_is_closed_once(yunfeng, round_, secretary, set_today):
    set_today(MAY_28)
    notice = hanging(cases_at(Stage.NOMINATED, 3, yunfeng, round_), secretary)
    set_today(JUNE_3)

    _once(lambda: approval.close(notice, request_id=uuid4(), by=secretary), "close_in_village", 3)


def test_a_meeting_is_recorded_once(yunfeng, round_, secretary, set_today):
    set_today(MAY_28)
    surveyed = cases_at(Stage.SURVEYED, 3, yunfeng, round_)

    def act():
        votes = [Vote(case, 38) for case in surveyed]
        held = meeting(yunfeng, round_)
        return approval.record_meeting(held, votes, request_id=uuid4(), by=secretary)

    _once(act, "nominate", 3)
    assert MeetingOfRepresentatives.objects.count() == 1


def test_a_result_is_announced_once(yunfeng, round_, county_staff, set_today):
    set_today(MAY_28)
    classified = cases_at(Stage.CLASSIFIED, 2, yunfeng, round_)

    _once(
        lambda: approval.announce(sheet(classified), complaint_phone=PHONE, by=county_staff),
        "announce",
        2,
    )


def test_an_objection_is_decided_once(yunfeng, round_, secretary, leader, set_today):
    set_today(MAY_28)
    (case,) = cases_at(Stage.NOMINATED, 1, yunfeng, round_)
    objection = Objection(
        notice=hanging([case], secretary), case=case, received_on=MAY_28, channel="phone",
        kind=ObjectionKind.SHOULD_NOT_BE_IN, content="有小汽车",
    )  # fmt: skip
    objections.record(objection, by=secretary)

    def act():
        found = Objection.objects.get(pk=objection.pk)
        return objections.decide(found, Decision.UPHELD, "属实", by=leader)

    _once(act, "uphold_against", 1)
    assert stages([case]) == [Stage.REJECTED]
