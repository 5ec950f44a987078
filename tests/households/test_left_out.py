"""Who was left out gets a case from an upheld objection, begun by whoever may begin it."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from households import left_out, objections, public_lists
from households.choices import ObjectionKind, RejectionGround, Stage
from households.models import Case, Household, Objection
from tests.factories import CaseFactory, HouseholdFactory
from tests.households.lists import JUNE_2, MAY_28, hanging


@pytest.fixture
def objection(nominated, secretary, leader, set_today) -> Objection:
    """Upheld: somebody who stands on no list belongs on it."""
    set_today(MAY_28)
    notice = hanging(nominated, secretary)
    set_today(JUNE_2)
    sent = Objection(
        notice=notice,
        kind=ObjectionKind.SHOULD_BE_IN,
        about_name="赵在册",
        content="房屋漏雨",
        sender="x",
    )
    objections.decide(public_lists.receive(sent, uuid4(), "x"), "upheld", "确实贫困", by=leader)
    return sent


@pytest.fixture
def missed(objection, yunfeng) -> Household:
    return HouseholdFactory(village=yunfeng, file__name="赵在册")


@pytest.fixture
def rejected(missed, round_) -> Case:
    return CaseFactory(
        household=missed,
        round=round_,
        stage=Stage.REJECTED,
        rejected_because=RejectionGround.NOT_CARRIED,
    )


def press(client, user, objection, household):
    client.force_login(user)
    address = reverse("rounds:objection-case", args=[objection.pk])
    return client.post(address, {"number": household.number}, follow=True).content.decode()


def test_the_clerk_begins_the_case_of_somebody_without_one(objection, missed, round_, clerk):
    case = left_out.open_case(objection, missed, by=clerk)

    objection.refresh_from_db()
    assert objection.case == case == Case.objects.get(household=missed)
    assert (case.stage, case.round) == (Stage.APPLIED, round_)


def test_the_leader_begins_a_rejected_case_anew(objection, missed, rejected, leader):
    left_out.open_case(objection, missed, by=leader)

    rejected.refresh_from_db()
    assert (rejected.stage, rejected.rejected_because) == (Stage.SURVEYED, "")
    assert rejected.returned_because == "确实贫困"


def test_the_clerk_is_told_who_begins_a_rejected_one(client, objection, missed, rejected, clerk):
    page = press(client, clerk, objection, missed)

    assert "who decides on objections begins it anew" in page
    rejected.refresh_from_db()
    objection.refresh_from_db()
    assert (rejected.stage, objection.case) == (Stage.REJECTED, None)


def test_the_leader_is_told_who_opens_a_first_one(client, objection, missed, leader):
    page = press(client, leader, objection, missed)

    assert "the clerk or the village secretary opens it" in page
    assert not Case.objects.filter(household=missed).exists()


def test_both_find_the_button_on_the_page(client, objection, clerk, leader, auditor):
    address = reverse("rounds:objection-detail", args=[objection.pk])

    def sees_it(user) -> bool:
        client.force_login(user)
        return "Open its case" in client.get(address).content.decode()

    assert [sees_it(user) for user in (clerk, leader, auditor)] == [True, True, False]


def test_a_case_on_its_way_is_only_tied_to_it(objection, nominated, clerk):
    case = nominated[0]
    case.refresh_from_db()

    assert left_out.open_case(objection, case.household, by=clerk) == case
    assert Case.objects.get(pk=case.pk).stage == case.stage


def test_a_second_press_is_refused(objection, missed, clerk):
    left_out.open_case(objection, missed, by=clerk)

    with pytest.raises(ValidationError, match="Only an upheld objection"):
        left_out.open_case(objection, missed, by=clerk)


def test_nobody_from_the_next_village_does_it(objection, nominated, secretary2):
    with pytest.raises(PermissionDenied):
        left_out.open_case(objection, nominated[0].household, by=secretary2)
