"""A household is held against the exit standard, and its householder confirms the exit."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households import exit_checklist, exits
from households.choices import Stage, State
from households.exits import Given, Signature, Visit
from households.models import Case, ExitAnswer, ExitAssessment
from households.refusals import StaleVersion
from households.sheets import Sheet
from povertyreg.audit.models import Entry
from tests.factories import CaseFactory
from tests.households.leaving import (
    MAY_20,
    MAY_28,
    VISIT,
    all_given,
    assessed,
    confirmed,
    exit_round,
    leaving,
    poor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_may(set_today) -> None:
    set_today(MAY_28)


@pytest.fixture
def round_(db):
    return exit_round()


@pytest.fixture
def case(yunfeng, round_) -> Case:
    return leaving(yunfeng, round_)


def ticked(village, round_, households, request_id=None) -> Sheet:
    return Sheet(village, round_, request_id or uuid4(), [h.pk for h in households])


# proposing


def test_the_ticked_households_are_proposed_together(yunfeng, round_, clerk):
    households = [poor(yunfeng), poor(yunfeng)]

    entry = exits.propose(ticked(yunfeng, round_, households), by=clerk)

    assert Case.objects.filter(round=round_, stage=Stage.APPLIED).count() == 2
    assert (entry.details["listed"], entry.details["moved"]) == (2, 2)


def test_one_that_cannot_exit_is_named_and_nobody_is_proposed(yunfeng, round_, clerk):
    households = [poor(yunfeng), poor(yunfeng, state=State.EXITED, pinyin="Li Si")]

    with pytest.raises(ValidationError, match="Li Si: Only a household that is poor now"):
        exits.propose(ticked(yunfeng, round_, households), by=clerk)

    assert not Case.objects.exists()


def test_one_on_its_way_elsewhere_is_named(yunfeng, round_, clerk):
    household = CaseFactory(household=poor(yunfeng)).household

    with pytest.raises(ValidationError, match="Wang Daming: It has a case already"):
        exits.propose(ticked(yunfeng, round_, [household]), by=clerk)


def test_a_second_press_proposes_nobody_again(yunfeng, round_, clerk):
    sheet = ticked(yunfeng, round_, [poor(yunfeng)])

    assert exits.propose(sheet, by=clerk) == exits.propose(sheet, by=clerk)

    assert Case.objects.count() == 1


def test_a_list_of_many_costs_no_more_than_one_of_two(
    yunfeng, round_, clerk, django_assert_max_num_queries
):
    households = [poor(yunfeng) for _ in range(12)]

    with django_assert_max_num_queries(16):
        exits.propose(ticked(yunfeng, round_, households), by=clerk)


def test_a_clerk_of_the_next_township_proposes_nobody(yunfeng, round_, clerk2):
    with pytest.raises(PermissionDenied):
        exits.propose(ticked(yunfeng, round_, [poor(yunfeng)]), by=clerk2)


# assessing


def test_the_assessment_is_the_survey_too(case, clerk):
    assessment = assessed(case, clerk)

    case.refresh_from_db()
    assert (case.stage, case.surveyed_on, case.surveyors) == (
        Stage.SURVEYED,
        MAY_20,
        "王强、李敏",
    )
    assert exit_checklist.of_case(case).may_exit
    assert assessment.answers.get(item__code="income").value == 5000


def test_what_the_file_says_is_not_answered_otherwise(yunfeng, round_, clerk):
    case = leaving(yunfeng, round_, wage=Decimal(2000))

    assessed(case, clerk, income=True)

    income = ExitAnswer.objects.get(item__code="income")
    assert (income.value, income.holds) == (1000, False)


@pytest.mark.parametrize(
    ("file", "item"),
    [
        ({"wage": Decimal(5710)}, "income"),  # on the line is not above it
        ({"is_dilapidated": True}, "housing"),
        ({"house_grade": "4", "is_dilapidated": True}, "housing"),
    ],
)
def test_each_fact_of_the_file_may_stop_the_exit(yunfeng, round_, clerk, file, item):
    case = leaving(yunfeng, round_, **file)

    assessed(case, clerk)

    assert [one.code for one in exit_checklist.of_case(case).missing] == [item]


@pytest.mark.parametrize("item", ["food", "clothing"])
def test_each_worry_that_is_found_may_stop_the_exit(case, clerk, item):
    assessed(case, clerk, **{item: False})

    assert [one.code for one in exit_checklist.of_case(case).missing] == [item]


def test_every_item_is_answered_and_shown(case, clerk):
    with pytest.raises(ValidationError) as refusal:
        exits.assess(case, VISIT, {}, by=clerk)

    assert refusal.value.messages == [
        "No worry about food: say what was found.",
        "No worry about clothing: say what was found.",
    ]
    case.refresh_from_db()
    assert (case.stage, ExitAssessment.objects.count()) == (Stage.APPLIED, 0)


def test_evidence_is_noted_where_the_standard_asks_for_it(case, clerk):
    given = {pk: Given(one.found, " ") for pk, one in all_given(case).items()}

    with pytest.raises(ValidationError, match="No worry about food: note the evidence"):
        exits.assess(case, VISIT, given, by=clerk)


@pytest.mark.parametrize("names", [("王强", ""), ("王强", "王强"), ("", " ")])
def test_two_people_assess(case, clerk, names):
    with pytest.raises(ValidationError, match="two people"):
        exits.assess(case, Visit(MAY_20, names), all_given(case), by=clerk)


@pytest.mark.parametrize("day", [date(2015, 5, 17), date(2015, 5, 29)])
def test_the_assessment_lies_between_the_proposal_and_today(case, clerk, day):
    with pytest.raises(ValidationError, match="between the proposal and today"):
        exits.assess(case, Visit(day, ("王强", "李敏")), all_given(case), by=clerk)


@pytest.mark.parametrize("who", ["secretary", "leader", "county_staff", "auditor", "clerk2"])
def test_nobody_else_assesses(case, request, who):
    with pytest.raises(PermissionDenied):
        assessed(case, request.getfixturevalue(who))


def test_only_an_exit_is_assessed(yunfeng, clerk):
    case = CaseFactory(household=poor(yunfeng))

    with pytest.raises(ValidationError, match="Only households of an exit round"):
        assessed(case, clerk)


def test_a_posted_household_is_not_assessed_again(case, clerk):
    assessed(case, clerk)
    Case.objects.filter(pk=case.pk).update(stage=Stage.NOMINATED)
    Case.objects.filter(pk=case.pk).update(stage=Stage.VILLAGE_PUBLICITY)

    with pytest.raises(ValidationError, match="has been posted"):
        assessed(case, clerk, food=False)


def test_a_second_press_writes_nothing(case, clerk):
    confirmed(case, clerk)

    exits.assess(case, VISIT, all_given(case), by=clerk, seen="")

    assert ExitAssessment.objects.get().confirmed_by == "王大明"
    assert Entry.objects.filter(action="assess_exit").count() == 1


def test_what_somebody_found_meanwhile_is_not_written_over(case, clerk):
    assessed(case, clerk, food=False)

    with pytest.raises(StaleVersion, match="meanwhile"):
        exits.assess(case, VISIT, all_given(case), by=clerk, seen="")


def test_other_findings_take_the_signature_off(case, clerk):
    seen = exit_checklist.state(confirmed(case, clerk))

    exits.assess(case, VISIT, all_given(case, food=False), by=clerk, seen=seen)

    assert ExitAssessment.objects.get().confirmed_on is None


# the householder's confirmation


def test_nothing_is_confirmed_before_it_is_assessed(case, clerk):
    with pytest.raises(ValidationError, match="Assess it first"):
        exits.confirm(case, Signature("王大明", MAY_28), by=clerk, seen="")


def test_an_exit_that_may_not_be_is_not_confirmed(case, clerk):
    seen = exit_checklist.state(assessed(case, clerk, food=False))

    with pytest.raises(ValidationError, match=r"not reached \(No worry about food\)"):
        exits.confirm(case, Signature("王大明", MAY_28), by=clerk, seen=seen)


@pytest.mark.parametrize(
    ("name", "day", "word"),
    [
        (" ", MAY_28, "who signed"),
        ("王大明", date(2015, 5, 19), "between the assessment"),
        ("王大明", date(2015, 5, 29), "between the assessment"),
    ],
)
def test_a_signature_has_a_name_and_a_day(case, clerk, name, day, word):
    seen = exit_checklist.state(assessed(case, clerk))

    with pytest.raises(ValidationError, match=word):
        exits.confirm(case, Signature(name, day), by=clerk, seen=seen)


def test_what_was_signed_is_what_was_read(case, clerk):
    assessed(case, clerk)

    with pytest.raises(StaleVersion):
        exits.confirm(case, Signature("王大明", MAY_28), by=clerk, seen="of yesterday")
