"""What an annex says beside a list: changes since the village's list, and objections decided."""

import pgtrigger
import pytest
from django.utils import translation

from households import annex, notices, objections, publicity
from households.choices import Level, ObjectionKind, Outcome, Remark, RoundKind, Stage
from households.models import Case, HouseholdYear, NoticeRemark, Objection
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory
from tests.households.lists import MAY_28, PHONE, cases_at, hanging
from tests.households.test_publicity import _object


def _moved(cases, stage, **facts):
    """At another stage, by a way that does not matter here."""
    with pgtrigger.ignore(
        "households.Case:only_steps_of_the_table", "households.Case:not_before_the_last_day"
    ):
        Case.objects.filter(pk__in=[case.pk for case in cases]).update(stage=stage, **facts)
    return list(Case.objects.filter(pk__in=[case.pk for case in cases]))


def _in_township(cases, leader):
    accepted = _moved(cases, Stage.TOWNSHIP_ACCEPTED)
    return publicity.post_in_township(accepted, complaint_phone=PHONE, by=leader)


def _said(notice):
    return [(r.kind, r.householder, r.detail) for r in notice.remarks.all()]


@pytest.fixture
def three(yunfeng, round_, secretary, set_today):
    """Posted in the village, each under a name of its own."""
    set_today(MAY_28)
    named = [
        CaseFactory(
            household=HouseholdFactory(village=yunfeng, file__name=name, file__people=3),
            round=round_,
            stage=Stage.NOMINATED,
        )
        for name in ("杨一", "罗二", "陈三")
    ]
    hanging(named, secretary)
    return named


def test_a_list_that_is_the_same_as_the_village_s_has_no_annex(three, leader):
    assert _said(_in_township(three, leader)) == []


def test_whoever_left_since_the_village_list_is_named_with_the_ground(three, leader):
    _moved(three[:1], Stage.REJECTED, rejected_because="vehicle")
    _moved(three[1:2], Stage.WITHDRAWN)

    notice = _in_township(three[2:], leader)

    assert _said(notice) == [
        (Remark.LEFT, "杨一", "rejected:vehicle"),
        (Remark.LEFT, "罗二", "withdrawn"),
    ]
    assert [annex.in_words(remark) for remark in notice.remarks.all()] == [
        "no longer on the list: rejected: owns a car",
        "no longer on the list: withdrawn at its own wish",
    ]


def test_who_was_sent_back_has_left_and_who_is_held_has_not(three, leader):
    _moved(three[:1], Stage.SURVEYED, returned_because="income")

    notice = _in_township(three[2:], leader)

    assert _said(notice) == [(Remark.LEFT, "杨一", "returned")]


def test_leaving_is_told_once_by_a_level_and_again_by_the_county(three, leader, county_staff):
    _moved(three[:1], Stage.REJECTED, rejected_because="vehicle")
    _in_township(three[1:2], leader)

    assert _said(_in_township(three[2:], leader)) == []

    _moved(three[1:], Stage.CLASSIFIED, category="01", outcome=Outcome.REGISTERED)
    announced = publicity.announce(three[1:], complaint_phone=PHONE, by=county_staff)
    assert _said(announced) == [(Remark.LEFT, "杨一", "rejected:vehicle")]


def test_what_changed_is_told_from_what_to_what(three, leader):
    record = HouseholdYear.objects.get(household=three[1].household)
    record.size, record.proposed_category = 4, "04"
    record.save()

    notice = _in_township(three, leader)

    assert _said(notice) == [(Remark.CHANGED, "罗二", "category:01>04;size:3>4")]
    with translation.override("zh-hans"):
        assert "3 → 4" in annex.in_words(notice.remarks.get())


def test_a_household_that_never_hung_in_the_village_is_new(three, yunfeng, round_, leader):
    late = cases_at(Stage.NOMINATED, 1, yunfeng, round_, file__name="马四")

    assert _said(_in_township([*three, *late], leader)) == [(Remark.ADDED, "马四", "")]


def test_an_objection_that_was_decided_is_told_by_the_next_list_alone(
    three, yunfeng, round_, secretary, leader
):
    notice = three[0].entries.get().notice
    objection = _object(notice, three[0], secretary)
    objections.decide(objection, "dismissed", "查无此事", by=leader)

    second = hanging(cases_at(Stage.NOMINATED, 1, yunfeng, round_), secretary)

    assert _said(second) == [(Remark.DISMISSED, "杨一", "should_not_be_in")]
    assert annex.in_words(second.remarks.get()) == (
        "objection dismissed: should not be on the list"
    )
    assert _said(_in_township(three, leader)) == []


def test_an_open_objection_is_not_told(three, yunfeng, round_, secretary):
    _object(three[0].entries.get().notice, three[0], secretary)

    assert _said(hanging(cases_at(Stage.NOMINATED, 1, yunfeng, round_), secretary)) == []


def test_an_objection_for_a_household_without_a_case_is_told_by_its_name(three, leader, secretary):
    Objection.objects.create(
        village=three[0].village, notice=three[0].entries.get().notice, case=None,
        about_name="安五", about_group=2, received_on=MAY_28, channel="phone",
        kind=ObjectionKind.SHOULD_BE_IN, content="漏了", decision="dismissed",
        decided_on=MAY_28, decided_by=leader, finding="收入高于标准",
    )  # fmt: skip

    (remark,) = _in_township(three, leader).remarks.all()

    assert (remark.kind, remark.householder, remark.group_number) == ("dismissed", "安五", 2)


def test_a_preview_says_what_will_be_sealed_and_writes_nothing(three, round_, leader):
    _moved(three[:1], Stage.REJECTED, rejected_because="vehicle")
    locked = list(
        Case.objects.filter(pk__in=[c.pk for c in three[1:]]).select_related(
            "household__group", "household__householder"
        )
    )

    before = annex.said(notices.annex_if_posted(Level.TOWNSHIP, round_, locked))

    assert NoticeRemark.objects.count() == 0
    assert before == annex.said(_in_township(three[1:], leader).remarks.all())


def test_the_outcome_of_a_look_back_is_compared(yunfeng, secretary, leader):
    again = RoundFactory(kind=RoundKind.LOOK_BACK)
    listed = cases_at(Stage.NOMINATED, 1, yunfeng, again, file__category="01")
    Case.objects.update(proposed_outcome=Outcome.KEPT)
    hanging(listed, secretary)
    Case.objects.update(proposed_outcome=Outcome.CORRECTED)

    notice = _in_township(listed, leader)

    assert "outcome:kept>corrected" in notice.remarks.get().detail


@pytest.mark.parametrize("count", [3, 30])
def test_a_longer_annex_takes_no_more_statements(
    count, yunfeng, round_, secretary, leader, django_assert_max_num_queries
):
    listed = cases_at(Stage.NOMINATED, count + 1, yunfeng, round_)
    hanging(listed, secretary)
    _moved(listed[:-1], Stage.REJECTED, rejected_because="vehicle")
    last = _moved(listed[-1:], Stage.TOWNSHIP_ACCEPTED)
    leader.current_jurisdictions()

    with django_assert_max_num_queries(26):
        publicity.post_in_township(last, complaint_phone=PHONE, by=leader)

    assert NoticeRemark.objects.count() == count
