"""What waits for whom: each role is told of its own work, and of nobody else's."""

import pytest

from households import waiting
from households.choices import Stage
from households.models import Case
from tests.factories import RoundFactory
from tests.households.lists import JUNE_2, JUNE_3, MAY_28, cases_at, hanging

EVERYBODY = ["clerk", "secretary", "leader", "county_staff", "auditor", "cadre_user", "admin"]


def _kinds(user, on=JUNE_2):
    return {item.kind for item in waiting.waiting_for(user, on)}


@pytest.mark.parametrize(
    ("stage", "kind", "who"),
    [
        (Stage.APPLIED, "survey", "clerk"),
        (Stage.SURVEYED, "meeting", "secretary"),
        (Stage.NOMINATED, "approve", "secretary"),
        (Stage.VILLAGE_PASSED, "accept", "leader"),
        (Stage.TOWNSHIP_ACCEPTED, "post", "leader"),
        (Stage.TOWNSHIP_PASSED, "classify", "county_staff"),
        (Stage.CLASSIFIED, "announce", "county_staff"),
    ],
)
def test_a_list_waits_for_whoever_takes_its_next_step(stage, kind, who, yunfeng, round_, request):
    cases_at(stage, 2, yunfeng, round_)

    for name in EVERYBODY:
        assert _kinds(request.getfixturevalue(name)) == ({kind} if name == who else set()), name


@pytest.mark.parametrize("stage", [Stage.ANNOUNCED, Stage.REJECTED, Stage.WITHDRAWN])
def test_what_is_finished_waits_for_nobody(stage, yunfeng, round_, county_staff):
    cases_at(stage, 1, yunfeng, round_)

    assert _kinds(county_staff) == set()


def test_returned_files_wait_for_the_clerk(yunfeng, round_, clerk):
    surveyed = cases_at(Stage.SURVEYED, 3, yunfeng, round_)
    Case.objects.filter(pk=surveyed[0].pk).update(returned_because="income")

    (item,) = waiting.waiting_for(clerk, JUNE_2)

    assert (item.kind, item.count, item.label) == ("returned", 1, "1 returned file to correct")
    assert "returned=true" in item.url


def test_a_notice_waits_from_its_last_day(nominated, secretary, leader, set_today):
    set_today(MAY_28)
    notice = hanging(nominated, secretary)

    assert _kinds(secretary, JUNE_2) == set()
    (item,) = waiting.waiting_for(secretary, JUNE_3)
    assert (item.kind, item.count, item.due_on) == ("close", 5, JUNE_3)
    assert item.url == f"/notices/{notice.pk}/"
    assert _kinds(leader, JUNE_3) == set()


def test_objections_wait_for_those_who_decide(nominated, secretary, leader, clerk, set_today):
    from tests.households.test_publicity import _object

    set_today(MAY_28)
    _object(hanging(nominated, secretary), nominated[0], clerk)

    assert "objection" in _kinds(secretary)
    assert "objection" in _kinds(leader)
    assert "objection" not in _kinds(clerk)


def test_nothing_of_the_next_village_is_told(nominated, secretary2, clerk2):
    assert _kinds(secretary2) == _kinds(clerk2) == set()


def test_what_is_due_first_comes_first(nominated, secretary, set_today, yunfeng, round_):
    set_today(MAY_28)
    hanging(nominated, secretary)
    cases_at(Stage.NOMINATED, 1, yunfeng, round_)

    kinds = [item.kind for item in waiting.waiting_for(secretary, JUNE_3)]

    assert kinds == ["close", "approve"]


@pytest.mark.parametrize("villages", [1, 12])
def test_the_questions_do_not_grow_with_the_villages(
    villages, round_, leader, django_assert_max_num_queries
):
    from tests.factories import VillageFactory

    for number in range(villages):
        place = VillageFactory(code=f"5205212252{number + 10:02d}", name_en=f"V{number}")
        cases_at(Stage.VILLAGE_PASSED, 1, place, round_)
    leader.current_jurisdictions()

    with django_assert_max_num_queries(6):
        assert len(waiting.waiting_for(leader, JUNE_2)) == villages


def test_a_cadre_is_not_told_of_lists(nominated, cadre_user):
    from tests.factories import PairingFactory

    PairingFactory(household=nominated[0].household, cadre__user=cadre_user)

    assert _kinds(cadre_user) == set()


@pytest.mark.parametrize(
    ("stage", "kind", "who", "address"),
    [
        (Stage.NOMINATED, "compare", "county_staff", "/notices/compare/"),
        (Stage.COMPARED, "second_meeting", "secretary", "appraisal=2"),
        (Stage.APPRAISED_AGAIN, "approve", "secretary", "/notices/approve/"),
    ],
)
def test_a_round_with_two_appraisals_has_work_of_its_own(
    stage, kind, who, address, yunfeng, request
):
    cases_at(stage, 2, yunfeng, RoundFactory(variant="two_appraisals"))

    for name in EVERYBODY:
        found = list(waiting.waiting_for(request.getfixturevalue(name), JUNE_2))
        assert [item.kind for item in found] == ([kind] if name == who else []), name
    (item,) = waiting.waiting_for(request.getfixturevalue(who), JUNE_2)
    assert address in item.url


def test_work_is_due_on_the_day_of_the_calendar(yunfeng, secretary):
    cases_at(Stage.NOMINATED, 2, yunfeng, RoundFactory(village_until=JUNE_3))

    (item,) = waiting.waiting_for(secretary, JUNE_2)

    assert item.due_on == JUNE_3
