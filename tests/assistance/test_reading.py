"""What the pages of this floor show: figures, lists, a cadre's own households, a family's help."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from assistance.coverage import cadres_serving, coverage, waiting
from tests.factories import (
    BenefitFactory,
    CadreFactory,
    FundFactory,
    HouseholdFactory,
    PairingFactory,
    ProjectFactory,
    WorkTeamFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2015, 7, 1)


@pytest.fixture(autouse=True)
def _summer(set_today):
    set_today(TODAY)


@pytest.fixture
def read(client):
    """A page as somebody sees it, with single spaces."""

    def seen(user, name, *args, part=False, **query):
        client.force_login(user)
        headers = {"HX-Request": "true"} if part else {}
        answer = client.get(
            reverse(f"assistance:{name}", args=args), {"year": 2015, **query}, headers=headers
        )
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return seen


def paired(village, *, people=2, category="01", **pairing):
    household = HouseholdFactory(village=village, file__people=people, file__category=category)
    return PairingFactory(household=household, **pairing)


def test_coverage_counts_households_people_and_cadres_of_pairings_in_force(clerk, yunfeng):
    cadre = CadreFactory()
    paired(yunfeng, people=3, cadre=cadre)
    paired(yunfeng, people=2, cadre=cadre)
    paired(yunfeng, ends_on=date(2015, 6, 1), ended_because="exit")
    paired(yunfeng, starts_on=date(2015, 8, 1))
    HouseholdFactory(village=yunfeng, file__category="02")

    figures = coverage(clerk, 2015, TODAY)

    assert (figures.households, figures.people, figures.cadres) == (2, 5, 1)
    assert (figures.to_be_paired, figures.waiting) == (4, 2)
    assert figures.percent == 50
    assert figures.per_cadre == 2


def test_coverage_of_an_area_without_households_is_no_figure(clerk):
    figures = coverage(clerk, 2015, TODAY)

    assert (figures.percent, figures.per_cadre) == (None, None)


def test_coverage_counts_a_household_with_two_cadres_once(clerk, yunfeng):
    household = paired(yunfeng, people=4).household
    PairingFactory(household=household)

    figures = coverage(clerk, 2015, TODAY)

    assert (figures.households, figures.people, figures.cadres) == (1, 4, 2)


def test_coverage_is_that_of_the_readers_area(clerk2, secretary, yunfeng, zongshu):
    paired(yunfeng)
    paired(zongshu)

    assert coverage(clerk2, 2015, TODAY).households == 0
    assert coverage(secretary, 2015, TODAY).households == 1


def test_coverage_narrows_to_a_village(clerk, yunfeng, zongshu):
    paired(yunfeng)
    paired(zongshu)

    assert coverage(clerk, 2015, TODAY, zongshu.code).households == 1


@pytest.mark.parametrize(("category", "waits"), [("01", 1), ("04", 1), ("02", 0), ("03", 0)])
def test_those_able_to_work_wait_for_a_cadre(clerk, yunfeng, category, waits):
    HouseholdFactory(village=yunfeng, file__category=category)

    assert waiting(clerk, 2015, TODAY).count() == waits


def test_who_left_and_who_is_idle(clerk, yunfeng):
    CadreFactory(left_on=date(2015, 5, 1))
    CadreFactory()
    paired(yunfeng)

    assert cadres_serving(clerk, TODAY) == {"serving": 2, "idle": 1}


def test_the_pairings_in_force_and_the_ended_ones_are_two_lists(read, clerk, yunfeng):
    paired(yunfeng, cadre__pinyin="Now Here")
    paired(
        yunfeng, cadre__pinyin="Long Gone", ends_on=date(2015, 6, 1), ended_because="transferred"
    )

    now, ended = read(clerk, "pairing-list"), read(clerk, "pairing-list", ended=1)

    assert "Now Here" in now
    assert "Long Gone" not in now
    assert "Long Gone" in ended
    assert "transferred" in ended
    assert "Now Here" not in ended


@pytest.mark.parametrize("q", ["Wei", "wei guo", "韦", "Zhao", "赵", "0099", "5205212252010099"])
def test_a_pairing_is_found_by_cadre_householder_or_number(read, clerk, yunfeng, q):
    household = HouseholdFactory(
        village=yunfeng, number="5205212252010099", file__name="赵六", file__pinyin="Zhao Liu"
    )
    PairingFactory(household=household)
    paired(yunfeng, cadre__name="张三", cadre__pinyin="Zhang San")

    page = read(clerk, "pairing-list", q=q)

    assert "0099" in page
    assert "Zhang San" not in page


def test_pairings_are_narrowed_by_unit_and_level(read, clerk, yunfeng):
    mine = paired(yunfeng, cadre__affiliation="60", cadre__unit__name_zh="乡政府")
    paired(yunfeng, cadre__pinyin="Zhang San")

    by_unit = read(clerk, "pairing-list", unit=mine.cadre.unit_id)
    by_level = read(clerk, "pairing-list", level="60")

    for page in (by_unit, by_level):
        assert "Wei Guoping" in page
        assert "Zhang San" not in page


def test_cadres_are_narrowed_and_those_who_left_stand_apart(read, clerk):
    CadreFactory(pinyin="Ann One", rank="1")
    CadreFactory(pinyin="Bob Two")
    CadreFactory(pinyin="Cat Left", left_on=date(2015, 5, 1))

    by_rank, left = read(clerk, "cadre-list", rank="1"), read(clerk, "cadre-list", left=1)
    found = read(clerk, "cadre-list", q="bob")

    assert "Ann One" in by_rank
    assert "Bob Two" not in by_rank
    assert "Left on 2015-05-01" in left
    assert "Ann One" not in found


def test_a_filter_with_a_value_that_is_none_finds_nothing_and_does_not_fail(read, clerk, yunfeng):
    paired(yunfeng)

    assert "Wei Guoping" not in read(clerk, "pairing-list", unit="x", part=True)


def test_units_show_who_serves_and_how_many_they_help(read, clerk, yunfeng):
    unit = paired(yunfeng).cadre.unit
    paired(yunfeng, cadre=CadreFactory(unit=unit))
    CadreFactory(unit=unit, left_on=date(2015, 5, 1))

    page = read(clerk, "unit-list", q="Agri", level="50")

    assert 'data-label="Cadres" class="num">2<' in page
    assert 'data-label="Households" class="num">2<' in page


def test_a_team_shows_its_villages_and_members(read, clerk, yunfeng, zongshu):
    WorkTeamFactory(villages=[yunfeng, zongshu], members=[CadreFactory()])
    WorkTeamFactory(villages=[yunfeng], ends_on=date(2015, 6, 1))

    page = read(clerk, "team-list")

    assert "Yunfeng, Zongshu" in page
    assert "Wei Guoping" in page
    assert "Until 2015-06-01" in page


def test_the_page_of_a_cadre_has_today_and_the_history(read, clerk, yunfeng):
    cadre = CadreFactory(is_first_secretary=True)
    paired(yunfeng, people=3, cadre=cadre)
    paired(yunfeng, people=4, cadre=cadre)
    paired(yunfeng, cadre=cadre, ends_on=date(2015, 6, 1), ended_because="transferred")

    page = read(clerk, "cadre-detail", cadre.pk)

    assert "First secretary" in page
    assert '<td class="num">7</td>' in page
    assert "transferred" in page
    assert "138****6217" in page


def test_the_secretary_of_one_village_sees_only_its_households_of_a_cadre(
    read, secretary, yunfeng, zongshu
):
    cadre = CadreFactory()
    here = paired(yunfeng, cadre=cadre).household
    there = paired(zongshu, cadre=cadre).household

    page = read(secretary, "cadre-detail", cadre.pk)

    assert here.number[12:] in page
    assert there.number not in page


def test_projects_are_summed_up_by_programme_and_in_all(read, clerk, yunfeng):
    inside = ProjectFactory(villages=[yunfeng])
    FundFactory(project=inside, planned=1000, arrived=800, paid=600)
    FundFactory(project=inside, source="02", planned=500)
    outside = ProjectFactory(villages=[yunfeng], is_in_programme=False, status="completed")
    FundFactory(project=outside, planned=200)
    FundFactory(project=ProjectFactory(villages=[yunfeng], year=2014), planned=9999)

    page = read(clerk, "project-list")

    assert '1,500.00<small>yuan</small></div> <div class="d">1 projects in the year' in page
    assert '1,700.00<small>yuan</small></div> <div class="d">2 projects in all' in page
    assert "47.1 % of the plan" in page
    assert "9,999" not in page


def test_the_total_under_the_list_is_that_of_what_is_shown(read, clerk, yunfeng):
    FundFactory(project=ProjectFactory(villages=[yunfeng]), planned=1000)
    FundFactory(project=ProjectFactory(villages=[yunfeng], type="6"), planned=70)

    part = read(clerk, "project-list", type="6", part=True)

    assert part.count("70.00") == 2
    assert "1,000.00" not in part


def test_a_list_without_projects_has_no_shares(read, clerk):
    assert "—" in read(clerk, "project-list")


def test_a_project_is_narrowed_by_status_and_name(read, clerk, yunfeng):
    ProjectFactory(villages=[yunfeng], name_en="Road", status="accepted")
    ProjectFactory(villages=[yunfeng], name_en="School")

    page = read(clerk, "project-list", status="accepted", q="roa")

    assert "Road" in page
    assert "School" not in page


def test_the_page_of_a_project_has_the_four_specifics_and_the_money(read, clerk, yunfeng):
    project = ProjectFactory(
        villages=[yunfeng],
        objective=Decimal("4.70"),
        done=Decimal("2.35"),
        unit_en="km",
        measures="Pave it",
        responsible_person="Ann",
        due_on=date(2015, 12, 1),
        planned_households=60,
    )
    FundFactory(project=project, planned=1000, arrived=500, paid=250)
    FundFactory(project=project, source="02", planned=11)
    BenefitFactory(project=project, yuan=70)
    BenefitFactory(project=project, yuan=30, received_on=TODAY, signed_by="王大明", quantity=3)

    page = read(clerk, "project-detail", project.pk)

    assert "4.7<small>km</small>" in page
    assert '<progress value="2.35" max="4.70"' in page
    assert "50.0 %" in page
    assert "Pave it" in page
    assert "1,011.00" in page
    assert "30.00 yuan" in page
    assert "70.00 yuan" in page
    assert "2 / 60" in page
    assert "Signed 2015-07-01" in page


def test_what_the_family_receives_is_a_part_of_its_page(read, clerk, yunfeng):
    household = paired(yunfeng).household
    project = ProjectFactory(villages=[yunfeng])
    BenefitFactory(
        project=project, household=household, received_on=TODAY, signed_by="王大明", yuan=1200
    )
    BenefitFactory(project=project, household=household, yuan=15175, what_en="House")
    BenefitFactory(project=project, household=household, yuan=9, year=2014)

    part = read(clerk, "household-help", household.number, part=True)

    assert "<html" not in part
    assert "1,200.00&nbsp;yuan" in part
    assert "15,175.00&nbsp;yuan" in part
    assert "Signed by 王大明" in part
    assert "Not yet received: sign" in part
    assert "9.00" not in part


def test_the_help_of_a_household_is_a_page_by_itself(read, clerk, yunfeng):
    household = paired(yunfeng, ends_on=date(2015, 6, 1), ended_because="transferred").household
    PairingFactory(household=household, ends_on=date(2015, 7, 20), ended_because="soon")

    page = read(clerk, "household-help", household.number)

    assert "<html" in page
    assert "2015-03-01 – 2015-06-01" in page
    assert "last day 2015-07-20" in page


@pytest.fixture
def my_household(cadre_user, yunfeng):
    """Paired with the person who holds the account."""
    cadre = CadreFactory(user=cadre_user)
    return paired(yunfeng, people=4, cadre=cadre).household


def test_a_cadre_sees_the_own_households_and_what_they_get(read, cadre_user, my_household, yunfeng):
    project = ProjectFactory(villages=[yunfeng])
    BenefitFactory(project=project, household=my_household, yuan=70)
    stranger = paired(yunfeng).household

    page = read(cadre_user, "overview")

    assert "My households" in page
    assert my_household.number[12:] in page
    assert stranger.number not in page
    assert "70.00" in page


def test_a_cadre_without_households_is_told_when_they_come(read, cadre_user):
    assert "No household is paired with you today" in read(cadre_user, "overview")


def test_a_cadre_records_help_for_the_own_household_only(client, cadre_user, my_household, yunfeng):
    project = ProjectFactory(villages=[yunfeng])
    FundFactory(project=project)
    stranger = HouseholdFactory(village=yunfeng)
    client.force_login(cadre_user)
    fields = {"project": project.pk, "what_zh": "鹅苗", "yuan": "70", "year": "2015"}

    answers = [
        client.post(reverse("assistance:benefit-create", args=[household.number]), fields)
        for household in (my_household, stranger)
    ]

    assert [answer.status_code for answer in answers] == [302, 404]
    assert my_household.benefits.count() == 1
    assert not stranger.benefits.exists()


def test_a_cadre_sees_the_project_but_only_the_own_benefit(read, cadre_user, my_household, yunfeng):
    project = ProjectFactory(villages=[yunfeng])
    BenefitFactory(project=project, household=my_household)
    other = BenefitFactory(project=project)

    page = read(cadre_user, "project-detail", project.pk)

    assert my_household.number[12:] in page
    assert other.household.number not in page


def test_a_cadre_has_no_lists_of_the_area(client, read, cadre_user, my_household, zongshu):
    other = CadreFactory(pinyin="Zhang San")
    ProjectFactory(villages=[zongshu], name_en="Elsewhere")

    assert "Zhang San" not in read(cadre_user, "cadre-list")
    assert "Elsewhere" not in read(cadre_user, "project-list")
    assert client.get(reverse("assistance:cadre-detail", args=[other.pk])).status_code == 404


def test_a_former_household_is_no_longer_the_cadres(client, cadre_user, yunfeng):
    cadre = CadreFactory(user=cadre_user)
    former = paired(
        yunfeng, cadre=cadre, ends_on=date(2015, 6, 30), ended_because="transferred"
    ).household
    client.force_login(cadre_user)

    answer = client.get(reverse("assistance:household-help", args=[former.number]))

    assert answer.status_code == 404
