"""The pages on which households are proposed for exit, assessed and confirmed."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from households.choices import RoundKind, Stage, State
from households.models import Case, ExitAssessment, HouseholdYear
from tests.factories import CaseFactory, RoundFactory
from tests.households.leaving import MAY_28, assessed, confirmed, exit_round, leaving, poor

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


def proposing(village, round_) -> str:
    return f"{reverse('rounds:exit-propose', args=[round_.pk])}?village={village.pk}"


def page_of(case) -> str:
    return reverse("rounds:exit-assessment", args=[case.pk])


def filled(client, case, **changed) -> dict[str, str]:
    """What the page sends when everything is answered with yes."""
    form = client.get(page_of(case)).context["form"]
    sent = {"seen": form.initial["seen"], "on": "2015-05-20", "first": "王强", "second": "李敏"}
    for asked in form.asked():
        if asked.found:
            sent[asked.found.html_name] = "1"
        if asked.evidence:
            sent[asked.evidence.html_name] = "入户查看"
    return sent | changed


def test_who_may_qualify_comes_first(client, clerk, yunfeng, round_):
    poor(yunfeng, wage=Decimal(4000), pinyin="Li Below")
    poor(yunfeng, pinyin="Wang Above")
    poor(yunfeng, pinyin="Zhao Unsafe", is_dilapidated=True)
    poor(yunfeng, pinyin="Long Gone", state=State.EXITED)
    CaseFactory(household=poor(yunfeng, pinyin="Qian Busy"))
    client.force_login(clerk)

    found = client.get(proposing(yunfeng, round_)).context["candidates"]

    told = [(one.household.householder_name, one.is_likely) for one in found]
    assert told == [("Wang Above", True), ("Li Below", False), ("Zhao Unsafe", False)]


def test_a_long_list_costs_no_more_questions(
    client, clerk, yunfeng, round_, django_assert_max_num_queries
):
    for _ in range(15):
        poor(yunfeng)
    client.force_login(clerk)

    with django_assert_max_num_queries(25):
        client.get(proposing(yunfeng, round_))


def test_those_ticked_are_proposed(client, secretary, yunfeng, round_):
    first, second = poor(yunfeng), poor(yunfeng)
    client.force_login(secretary)

    answer = client.post(
        proposing(yunfeng, round_), {"request_id": uuid4(), "chosen": [first.pk]}, follow=True
    )

    assert "1 = 1 proposed" in answer.content.decode()
    assert list(Case.objects.values_list("household", flat=True)) == [first.pk]
    assert second.cases.count() == 0


def test_nobody_ticked_is_said(client, clerk, yunfeng, round_):
    client.force_login(clerk)
    poor(yunfeng)

    answer = client.post(proposing(yunfeng, round_), {"request_id": uuid4()})

    assert answer.status_code == 422
    assert "Tick at least one household." in answer.content.decode()


@pytest.mark.parametrize("chosen", ["x", "-1", "999999999"])
def test_what_is_no_household_is_not_proposed(client, clerk, yunfeng, round_, chosen):
    client.force_login(clerk)

    answer = client.post(proposing(yunfeng, round_), {"request_id": uuid4(), "chosen": [chosen]})

    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_a_household_of_the_next_village_is_not_proposed(
    client, secretary, yunfeng, zongshu, round_
):
    client.force_login(secretary)
    other = poor(zongshu)

    here = client.post(proposing(yunfeng, round_), {"request_id": uuid4(), "chosen": [other.pk]})
    there = client.post(proposing(zongshu, round_), {"request_id": uuid4(), "chosen": [other.pk]})

    assert (here.status_code, there.status_code) == (422, 404)
    assert not Case.objects.exists()


def test_an_identification_proposes_nobody_here(client, clerk, yunfeng):
    client.force_login(clerk)

    assert client.get(proposing(yunfeng, RoundFactory())).status_code == 404


def test_the_exited_below_the_line_come_first_in_a_return(client, clerk, yunfeng):
    back = RoundFactory(kind=RoundKind.RETURN)
    poor(yunfeng, pinyin="Wang Well", state=State.EXITED)
    poor(yunfeng, pinyin="Li Below", state=State.EXITED, wage=Decimal(2000))
    client.force_login(clerk)

    found = client.get(proposing(yunfeng, back)).context["candidates"]

    assert [one.household.householder_name for one in found] == ["Li Below", "Wang Well"]


def test_the_checklist_is_filled_in_and_signed(client, clerk, case):
    client.force_login(clerk)

    client.post(page_of(case), filled(client, case))
    signed = client.get(page_of(case)).context["confirm"].initial
    answer = client.post(
        reverse("rounds:exit-confirm", args=[case.pk]),
        {"seen": signed["seen"], "signed_by": "王大明", "signed_on": "2015-05-28"},
        follow=True,
    )

    assessment = ExitAssessment.objects.get()
    assert (assessment.confirmed_by, assessment.keeps_support) == ("王大明", False)
    assert "May exit; the householder has confirmed it." in answer.content.decode()
    assert Case.objects.get().stage == Stage.SURVEYED


def test_what_is_missing_is_said_and_nothing_that_was_typed_is_lost(client, clerk, case):
    client.force_login(clerk)
    sent = filled(client, case, first="赵六")
    asked = next(name for name in sent if name.startswith("found-"))
    del sent[asked]

    answer = client.post(page_of(case), sent)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "No worry about food: say what was found." in page
    assert 'value="赵六"' in page
    assert "入户查看" in page


def test_a_stale_page_is_told(client, clerk, case):
    client.force_login(clerk)
    sent = filled(client, case)
    assessed(case, clerk, food=False)

    answer = client.post(page_of(case), sent)

    assert answer.status_code == 422
    assert "Somebody has assessed this household meanwhile" in answer.content.decode()


def test_the_secretary_reads_it_but_does_not_fill_it_in(client, secretary, clerk, case):
    confirmed(case, clerk)
    client.force_login(secretary)

    page = client.get(page_of(case))

    assert "form" not in page.context
    assert "Signed by" in page.content.decode()
    assert client.post(page_of(case), {}).status_code == 403


def test_once_posted_it_is_only_read(client, clerk, case):
    confirmed(case, clerk)
    for stage in (Stage.NOMINATED, Stage.VILLAGE_PUBLICITY):
        Case.objects.update(stage=stage)
    client.force_login(clerk)

    assert "form" not in client.get(page_of(case)).context
    assert client.post(page_of(case), {}).status_code == 422


@pytest.mark.parametrize("who", ["clerk2", "secretary2"])
def test_strangers_do_not_find_it(client, request, case, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(page_of(case)).status_code == 404
    assert client.post(page_of(case), {}).status_code == 404


def test_a_case_of_another_kind_has_no_checklist(client, clerk, yunfeng):
    client.force_login(clerk)

    assert client.get(page_of(CaseFactory(household=poor(yunfeng)))).status_code == 404


def test_the_household_leads_to_the_checklist(client, clerk, case):
    client.force_login(clerk)

    actions = client.get(f"/cases/{case.pk}/actions/").content.decode()

    assert page_of(case) in actions
    assert "Note the home visit" not in actions


def test_a_return_leads_to_its_cause_until_it_is_entered(client, clerk, yunfeng):
    back = RoundFactory(kind=RoundKind.RETURN)
    case = CaseFactory(household=poor(yunfeng, state=State.EXITED), round=back)
    client.force_login(clerk)

    def actions() -> str:
        return client.get(f"/cases/{case.pk}/actions/").content.decode()

    assert "Enter the cause of the return" in actions()
    HouseholdYear.objects.update(return_cause="01")
    assert "Enter the cause of the return" not in actions()


def test_the_sheet_that_says_why_shows_the_checklist(client, clerk, case):
    confirmed(case, clerk)
    client.force_login(clerk)

    page = client.get(f"/print/households/{case.household.number}/why/?year=2015")

    said = page.content.decode()
    assert "No worry about clothing" in said
    assert "Is the income per head above the line of the exit?" in said
