"""The look-back and the removal: looked at for a reason, proposed, voted on, announced, counted."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from households import lookback, meetings, outcomes, publicity, suspects, workflow
from households.choices import Outcome, RoundKind, Stage, State
from households.models import Case, Household, HouseholdYear
from households.proposals import Proposal
from households.sheets import Sheet
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory
from tests.households.lists import MAY_26, PHONE, meeting
from villages.models import Village

JULY_30, AUG_3 = date(2015, 7, 30), date(2015, 8, 3)
WHY = "车辆登记比对"


@pytest.fixture
def round_(db, set_today):
    set_today(JULY_30)
    return RoundFactory(kind=RoundKind.LOOK_BACK)


@pytest.fixture
def registered(yunfeng) -> Household:
    return HouseholdFactory(village=yunfeng, file__category="01", file__state="0")


@pytest.fixture
def stranger(yunfeng) -> Household:
    """On file, and not registered."""
    return HouseholdFactory(village=yunfeng)


def suspected(round_, village: Village, by, *households: Household) -> list[Case]:
    sheet = Sheet(village, round_, uuid4(), [one.pk for one in households])
    lookback.suspect(sheet, WHY, by=by)
    return list(Case.objects.filter(round=round_).order_by("pk"))


def record(household: Household) -> HouseholdYear:
    return HouseholdYear.objects.get(household=household, year=2015)


def test_a_list_of_households_is_looked_at_again_for_a_reason(round_, registered, stranger, clerk):
    cases = suspected(round_, registered.village, clerk, registered, stranger)

    assert [case.stage for case in cases] == [Stage.APPLIED] * 2
    assert {case.suspicion for case in cases} == {WHY}


def test_without_a_reason_nobody_is_looked_at(round_, registered, clerk):
    sheet = Sheet(registered.village, round_, uuid4(), [registered.pk])

    with pytest.raises(ValidationError, match="Say why"):
        lookback.suspect(sheet, "  ", by=clerk)

    assert not Case.objects.exists()


def test_the_same_form_twice_opens_each_case_once(round_, registered, clerk):
    sheet = Sheet(registered.village, round_, uuid4(), [registered.pk])

    first, second = (lookback.suspect(sheet, WHY, by=clerk) for _ in range(2))

    assert first.pk == second.pk
    assert Case.objects.count() == 1


def test_the_neighbour_suspects_nobody_here(round_, registered, clerk2):
    sheet = Sheet(registered.village, round_, uuid4(), [registered.pk])

    with pytest.raises(PermissionDenied):
        lookback.suspect(sheet, WHY, by=clerk2)


@pytest.mark.parametrize(
    ("known", "outcome", "ground", "said"),
    [
        (True, Outcome.ADDED, "", "is registered"),
        (False, Outcome.REMOVED, "vehicle", "not registered"),
        (False, Outcome.KEPT, "", "not registered"),
        (True, Outcome.REMOVED, "", "on which ground"),
        (True, Outcome.EXITED, "", "Choose the proposed outcome"),
    ],
)
def test_a_proposal_fits_the_household(
    known, outcome, ground, said, round_, registered, stranger, clerk
):
    case = CaseFactory(household=registered if known else stranger, round=round_)

    with pytest.raises(ValidationError, match=said):
        lookback.propose(case, Proposal(outcome, ground), by=clerk)

    case.refresh_from_db()
    assert case.proposed_outcome == ""


def test_after_the_vote_a_proposal_stands(round_, registered, clerk):
    case = CaseFactory(household=registered, round=round_, stage=Stage.NOMINATED)

    with pytest.raises(ValidationError, match="voted already"):
        lookback.propose(case, Proposal(Outcome.KEPT), by=clerk)


def test_the_meeting_does_not_vote_without_a_proposal(round_, registered, secretary):
    case = CaseFactory(household=registered, round=round_, stage=Stage.SURVEYED)

    with pytest.raises(ValidationError, match="nobody has proposed"):
        meetings.record(
            meeting(registered.village, round_, held_on=MAY_26),
            [meetings.Vote(case, 38)],
            by=secretary,
        )

    case.refresh_from_db()
    assert case.stage == Stage.SURVEYED


def decided(case: Case, outcome: str, ground: str, clerk, county_staff, category: str = "") -> None:
    """The whole way of one case, but for the lists between, which have tests of their own."""
    lookback.propose(case, Proposal(outcome, ground), by=clerk)
    Case.objects.filter(pk=case.pk).delete()
    done = CaseFactory(
        household=case.household,
        round=case.round,
        stage=Stage.TOWNSHIP_PASSED,
        proposed_outcome=outcome,
        ground=ground,
    )
    workflow.classify(done, category, by=county_staff)
    publicity.announce([done], complaint_phone=PHONE, by=county_staff)


@pytest.mark.parametrize(
    ("known", "outcome", "ground", "given", "category", "state"),
    [
        (True, Outcome.KEPT, "", "", "01", State.POOR),
        (True, Outcome.CORRECTED, "", "04", "04", State.POOR),
        (True, Outcome.REMOVED, "vehicle", "", "", ""),
        (False, Outcome.ADDED, "", "02", "02", State.POOR),
    ],
)
def test_the_announcement_enters_what_was_found(
    known, outcome, ground, given, category, state, round_, registered, stranger, clerk,
    county_staff,
):  # fmt: skip
    household = registered if known else stranger
    case = CaseFactory(household=household, round=round_)

    decided(case, outcome, ground, clerk, county_staff, given)

    assert (record(household).category, record(household).state) == (category, state)


def test_the_notice_shows_what_is_proposed(round_, registered, secretary):
    case = CaseFactory(
        household=registered,
        round=round_,
        stage=Stage.NOMINATED,
        proposed_outcome=Outcome.REMOVED,
        ground="vehicle",
    )

    posted = publicity.post_in_village([case], complaint_phone=PHONE, by=secretary)

    assert posted.entries.get().outcome == Outcome.REMOVED


def test_the_results_add_up(round_, yunfeng, clerk):
    for stage, outcome in (
        (Stage.ANNOUNCED, Outcome.KEPT),
        (Stage.ANNOUNCED, Outcome.REMOVED),
        (Stage.SURVEYED, ""),
        (Stage.REJECTED, ""),
    ):
        CaseFactory(
            household=HouseholdFactory(village=yunfeng, file__people=2),
            round=round_,
            stage=stage,
            proposed_outcome=outcome,
            **({"outcome": outcome} if outcome else {}),
            **({"ground": "vehicle", "category": ""} if outcome == Outcome.REMOVED else {}),
        )

    result = outcomes.of(round_, clerk, "")

    assert result.checked == 4
    assert sum(households for households, _people in result.totals) == 4
    assert sum(people for _households, people in result.totals) == 8
    assert result.grounds == [("owns a car", 1)]


def test_the_pages_list_and_count(client, round_, registered, stranger, clerk):
    client.force_login(clerk)
    address = reverse("rounds:lookback-suspect", args=[round_.pk])

    page = client.get(f"{address}?village={registered.village_id}").content.decode()
    assert registered.householder_name in page
    answer = client.post(
        f"{address}?village={registered.village_id}",
        {"because": WHY, "numbers": registered.number, "request_id": str(uuid4())},
    )

    assert answer.status_code == 302
    assert Case.objects.get().household == registered
    results = client.get(reverse("rounds:round-results", args=[round_.pk])).content.decode()
    assert "still on the way" in results


def test_a_number_of_another_village_is_named(client, round_, registered, zongshu, clerk):
    client.force_login(clerk)
    other = HouseholdFactory(village=zongshu)

    answer = client.post(
        f"{reverse('rounds:lookback-suspect', args=[round_.pk])}?village={registered.village_id}",
        {"because": WHY, "numbers": other.number, "request_id": str(uuid4())},
    )

    assert answer.status_code == 422
    assert other.number in answer.content.decode()
    assert not Case.objects.exists()


def test_who_is_on_the_way_in_another_round_is_not_offered(round_, registered, stranger, clerk):
    CaseFactory(household=stranger, round=RoundFactory(year=2014), stage=Stage.SURVEYED)

    found = suspects.of_village(clerk, registered.village, round_)

    assert [one.household for one in found] == [registered]
