"""The start page of each role: what waits, where the rounds stand, what was last at hand."""

from datetime import date

import pytest
from django.urls import reverse

from households import standing, workflow
from households.choices import ReturnReason, Stage
from households.models import Case, Notice
from households.ways import Variant
from povertyreg.audit import trail
from povertyreg.exchange.models import Import
from povertyreg.jobs.models import Job
from tests.factories import (
    CadreFactory,
    CaseFactory,
    HouseholdFactory,
    PairingFactory,
    RoundFactory,
    long_ago,
)
from tests.imports import ImportFactory

MAY_30 = date(2015, 5, 30)


@pytest.fixture(autouse=True)
def _in_may(set_today):
    set_today(MAY_30)


@pytest.fixture
def start(client):
    def page(user) -> str:
        client.force_login(user)
        answer = client.get("/")
        assert answer.status_code == 200
        return answer.content.decode()

    return page


def posted(village, secretary, households=2, starts_on=MAY_30):
    """A list that hangs in the village."""
    round_ = RoundFactory()
    cases = [
        CaseFactory(household=HouseholdFactory(village=village), stage=Stage.VILLAGE_PUBLICITY)
        for _ in range(households)
    ]
    notice = long_ago(Notice.objects.create)(
        village=village,
        round=round_,
        level="village",
        serial=1,
        starts_on=starts_on,
        days=7,
        ends_on=date.fromordinal(starts_on.toordinal() + 6),
        complaint_phone="0857-1234567",
        posted_by=secretary,
        sha256="0" * 64,
    )
    for position, case in enumerate(cases, 1):
        notice.entries.create(
            village=village, case=case, position=position, householder="王大明", size=1
        )
    return notice


def test_the_secretary_is_led_to_the_list_that_waits(start, secretary, yunfeng):
    for _ in range(3):
        CaseFactory(household=HouseholdFactory(village=yunfeng), stage=Stage.NOMINATED)

    page = start(secretary)

    round_ = Case.objects.all()[0].round_id
    assert "Lists to approve" in page
    assert "List of 3 households" in page
    assert reverse("rounds:notice-approve", args=["520521225201", round_]) in page


def test_nothing_of_another_village_waits(start, secretary2, yunfeng):
    CaseFactory(household__village=yunfeng, stage=Stage.NOMINATED)

    page = start(secretary2)

    assert "Nothing waits for you today" in page
    assert "Yunfeng" not in page


def test_a_returned_file_is_shown_with_the_words_of_the_sender(
    start, clerk, secretary, yunfeng, leader
):
    case = CaseFactory(
        household=HouseholdFactory(
            village=yunfeng, number="5205212252019917", file__pinyin="Yang Guangfu"
        ),
        stage=Stage.VILLAGE_PASSED,
        surveyed_on=date(2015, 5, 20),
        entered_by=clerk,
    )
    leader.name_en = "Zhou Tao"
    leader.save()
    workflow.return_to_village(case, ReturnReason.INCOME, by=leader)

    page = start(clerk)

    assert "Returned files to correct" in page
    assert "Yunfeng 9917 · Yang Guangfu" in page
    assert "Zhou Tao: income not true" in page
    assert reverse("households:household-update", args=["5205212252019917"]) in page


def test_what_is_overdue_is_said_and_counted(start, secretary, yunfeng):
    posted(yunfeng, secretary, starts_on=date(2015, 5, 20))

    page = start(secretary)

    assert "Notices to close" in page
    assert "4 days overdue" in page
    assert "1 is due" in page


@pytest.mark.parametrize(
    ("stage", "heading"),
    [
        (Stage.NOMINATED, "Lists to compare with other registers"),
        (Stage.COMPARED, "Households for the second meeting"),
    ],
)
def test_a_round_of_two_appraisals_has_its_own_work(start, request, yunfeng, stage, heading):
    round_ = RoundFactory(variant=Variant.TWO_APPRAISALS)
    CaseFactory(household=HouseholdFactory(village=yunfeng), round=round_, stage=stage)

    pages = [start(request.getfixturevalue(who)) for who in ("secretary", "leader", "county_staff")]

    assert any(heading in page for page in pages)


def test_many_villages_are_folded_away(start, county_staff):
    from tests.factories import VillageFactory

    for number in range(201, 210):
        village = VillageFactory(code=f"520521225{number}")
        CaseFactory(household__village=village, stage=Stage.TOWNSHIP_PASSED)

    page = start(county_staff)

    assert "3 more" in page
    assert page.count("List of 1 household") == 9


def test_the_stepper_counts_the_households_at_each_station(secretary, yunfeng):
    posted(yunfeng, secretary, households=5, starts_on=date(2015, 5, 28))
    CaseFactory(household__village=yunfeng, stage=Stage.SURVEYED)
    CaseFactory(household__village=yunfeng, stage=Stage.TOWNSHIP_PASSED)

    (found,) = standing.standings(secretary, MAY_30)

    notes = [(str(step.label), step.note, step.phase) for step in found.steps]
    assert notes == [
        ("Application and survey", "", "done"),
        ("Meeting of representatives", "1 household", "cur"),
        ("Village notice", "5 households", "cur"),
        ("Township check", "", ""),
        ("Township notice", "", ""),
        ("County classification", "1 household", ""),
        ("Announcement", "", ""),
    ]
    assert (found.steps[2].done, found.steps[2].total) == (3, 7)
    assert found.days_left == 4


def test_the_last_day_of_a_notice_is_called_so(start, secretary, yunfeng):
    posted(yunfeng, secretary, starts_on=date(2015, 5, 24))

    assert "Village notice: last day" in start(secretary)


def test_a_round_that_nobody_has_entered_stands_at_its_beginning(secretary):
    RoundFactory()

    (found,) = standing.standings(secretary, MAY_30)

    assert {step.phase for step in found.steps} == {""}
    assert found.notice is None


def test_a_round_in_which_all_are_announced_is_done(secretary, yunfeng):
    CaseFactory(household__village=yunfeng, stage=Stage.ANNOUNCED)

    (found,) = standing.standings(secretary, MAY_30)

    assert {step.phase for step in found.steps} == {"done"}


def test_the_area_that_is_chosen_narrows_the_page(client, leader, yunfeng, zongshu):
    CaseFactory(household__village=yunfeng, stage=Stage.VILLAGE_PASSED)
    CaseFactory(household__village=zongshu, stage=Stage.VILLAGE_PASSED)
    client.force_login(leader)

    page = client.get("/?area=520521225202").content.decode()

    assert page.count("List of 1 household") == 1
    assert (
        reverse("rounds:notice-township", args=["520521225202", Case.objects.all()[0].round_id])
        in page
    )


def test_a_closed_round_is_not_shown(secretary, yunfeng):
    RoundFactory(closed_on=MAY_30)

    assert standing.standings(secretary, MAY_30) == []


def test_the_clerk_finds_the_files_written_last(start, clerk, yunfeng, zongshu):
    HouseholdFactory(village=yunfeng, changed_by=clerk, file__pinyin="Zhao Mingxue")
    HouseholdFactory(village=zongshu, file__pinyin="Nobody Else")

    page = start(clerk)

    assert "Zhao Mingxue" in page
    assert "Nobody Else" not in page


def test_the_cadre_sees_the_households_paired_with_him(start, cadre_user, yunfeng):
    cadre = CadreFactory(user=cadre_user)
    mine = HouseholdFactory(village=yunfeng, file__pinyin="Yang Guangfu", file__category="01")
    HouseholdFactory(village=yunfeng, file__pinyin="Not Mine", file__category="01")
    PairingFactory(household=mine, cadre=cadre)

    page = start(cadre_user)

    assert "My households" in page
    assert "Yang Guangfu" in page
    assert "Not Mine" not in page


def test_the_auditor_sees_the_latest_of_the_trail(start, auditor, clerk, yunfeng):
    trail.record(clerk, "classify", HouseholdFactory(), area="520521225201", reason="Because")

    page = start(auditor)

    assert "Latest in the trail" in page
    assert "Because" in page
    assert "Waiting for me" not in page


def test_the_administrator_sees_no_household(start, admin, yunfeng):
    HouseholdFactory(village=yunfeng, file__pinyin="Yang Guangfu")

    page = start(admin)

    assert "Nothing here for your role" in page
    assert "Yang Guangfu" not in page
    assert "/households/" not in page


def test_the_last_jobs_are_shown_and_unknown_kinds_left_out(start, clerk, settings):
    Job.objects.create(kind="of_a_later_version", requested_by=clerk)

    assert "of_a_later_version" not in start(clerk)


def test_the_bell_counts_what_has_ended_unseen(start, clerk, secretary):
    from django.utils import timezone

    for user in (clerk, secretary):
        Job.objects.create(kind="x", requested_by=user, state="done", finished_at=timezone.now())

    assert '<span class="n">1</span>' in start(clerk)


def test_the_menu_shows_only_the_doors_that_are_open(start, clerk, auditor, admin):
    assert "/audit/" not in start(clerk)
    assert "/audit/" in start(auditor)
    assert "/reports/" not in start(admin)


def test_a_cadre_finds_no_door_to_an_empty_room(start, cadre_user):
    page = start(cadre_user)

    assert 'href="/households/"' in page
    for door in ("/rounds/", "/notices/", "/villages/"):
        assert f'href="{door}"' not in page


def test_who_sees_no_household_is_not_offered_to_search_one(start, admin, clerk):
    assert 'role="search"' in start(clerk)
    assert 'role="search"' not in start(admin)


def test_the_start_page_asks_few_questions(
    client, clerk, secretary, yunfeng, django_assert_max_num_queries
):
    posted(yunfeng, secretary, households=12)
    for _ in range(12):
        household = HouseholdFactory(village=yunfeng, changed_by=clerk)
        CaseFactory(household=household, stage=Stage.SURVEYED, returned_because="income")
    client.force_login(clerk)

    with django_assert_max_num_queries(32):
        client.get("/")


def test_a_part_for_htmx_pays_nothing_for_the_frame(client, clerk, django_assert_max_num_queries):
    client.force_login(clerk)

    with django_assert_max_num_queries(7):
        client.get("/villages/", headers={"HX-Request": "true"})


@pytest.fixture
def waiting_import(clerk):
    return ImportFactory(
        requested_by=clerk, state=Import.State.WAITING, updated=412, file_name="星宿乡户表.xlsx"
    )


@pytest.mark.parametrize("who", ["leader", "county_staff"])
def test_an_import_that_waits_for_a_second_person_is_work_of_today(
    start, waiting_import, who, request
):
    page = start(request.getfixturevalue(who))

    assert "Imports to confirm" in page
    assert "星宿乡户表.xlsx" in page
    assert "412 new or changed rows, brought by Yang Min" in page
    assert waiting_import.get_absolute_url() in page


@pytest.mark.parametrize("who", ["clerk", "clerk2", "secretary", "auditor", "admin", "cadre_user"])
def test_it_waits_for_nobody_else(start, waiting_import, who, request):
    assert "星宿乡户表.xlsx" not in start(request.getfixturevalue(who))


def test_nobody_is_asked_to_confirm_his_own_import(start, waiting_import, leader):
    Import.objects.update(requested_by=leader)

    assert "Nothing waits for you today" in start(leader)


@pytest.mark.parametrize("state", set(Import.State) - {Import.State.WAITING})
def test_in_another_state_it_waits_for_nobody(start, waiting_import, leader, state):
    Import.objects.update(state=state)

    assert "星宿乡户表.xlsx" not in start(leader)


def test_the_chosen_area_narrows_the_imports_too(client, waiting_import, county_staff, baina):
    client.force_login(county_staff)

    assert "星宿乡户表.xlsx" not in client.get("/?area=520521223").content.decode()
    assert "星宿乡户表.xlsx" in client.get("/?area=520521225").content.decode()


def test_the_imports_cost_one_question(
    client, leader, waiting_import, django_assert_max_num_queries
):
    for _ in range(12):
        ImportFactory(requested_by=waiting_import.requested_by, state=Import.State.WAITING)
    client.force_login(leader)
    client.get("/")

    with django_assert_max_num_queries(32):
        page = client.get("/").content.decode()

    assert "Imports to confirm <b>13</b>" in page
