"""Eight people press the same button at the same moment: one moves, seven are told."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from households import workflow
from households.choices import Stage
from households.models import Case, Event, Notice
from povertyreg.audit.models import Entry
from tests.households.lists import approve, cases_at
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
