"""A cadre's own households, and what a cadre may do."""

from datetime import date

import pytest
from django.urls import reverse

from tests.assistance.rows import paired
from tests.factories import (
    BenefitFactory,
    CadreFactory,
    FundFactory,
    HouseholdFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


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
