"""What a family receives, recorded and signed for."""

from datetime import date

import pytest
from django.urls import reverse

from assistance.models import Benefit
from tests.assistance.conftest import TODAY
from tests.assistance.rows import benefit_fields, paired
from tests.factories import (
    BenefitFactory,
    FundFactory,
    HouseholdFactory,
    PairingFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


def test_a_benefit_is_recorded_for_the_household(send, geese):
    household = HouseholdFactory()

    answer = send("benefit-create", household.number, **benefit_fields(geese))

    assert answer.status_code == 302
    assert household.benefits.get().yuan == 1200


def test_a_benefit_above_the_funds_is_refused_with_both_amounts(send, geese):
    answer = send("benefit-create", HouseholdFactory().number, **benefit_fields(geese, yuan="5001"))

    assert answer.status_code == 422
    assert "5,001.00 yuan, but only 5,000.00 yuan" in answer.content.decode()
    assert not Benefit.objects.exists()


def test_a_benefit_signed_without_a_name_is_refused(send, geese):
    fields = benefit_fields(geese, received_on="2015-06-01")

    answer = send("benefit-create", HouseholdFactory().number, **fields)

    assert answer.status_code == 422
    assert "give both the date and the name" in answer.content.decode()


def test_a_benefit_in_kind_needs_no_amount(send, geese):
    household = HouseholdFactory()

    send("benefit-create", household.number, **benefit_fields(geese, yuan=""))

    assert household.benefits.get().yuan == 0


def test_the_project_from_which_one_came_is_chosen(ask, geese):
    page = ask("benefit-create", HouseholdFactory().number, project=geese.pk)

    assert f'<option value="{geese.pk}" selected>Geese for all</option>' in page


def test_the_household_is_found_by_the_end_of_its_number(client, clerk, geese):
    household = HouseholdFactory(number="5205212252010017")
    client.force_login(clerk)

    answer = client.get(reverse("assistance:benefit-find", args=[geese.pk]), {"number": "17"})

    assert answer["Location"].startswith(f"/assistance/households/{household.number}/")


def test_two_households_of_one_number_are_told_apart(ask, geese, zongshu):
    geese.villages.add(zongshu)
    HouseholdFactory(number="5205212252010017")
    HouseholdFactory(number="5205212252020017", village=zongshu)

    page = ask("benefit-find", geese.pk, number="0017")

    assert "Type all 16 digits" in page


def test_a_household_that_the_project_does_not_reach_is_not_found(ask, geese, zongshu):
    HouseholdFactory(number="5205212252020017", village=zongshu)

    assert "No household of the project" in ask("benefit-find", geese.pk, number="0017")


def test_the_signature_is_noted(send, geese):
    benefit = BenefitFactory(project=geese)

    answer = send("benefit-sign", benefit.pk, signed_by="王大明", on="2015-06-01")

    benefit.refresh_from_db()
    assert answer.status_code == 302
    assert (benefit.signed_by, benefit.received_on) == ("王大明", date(2015, 6, 1))


def test_a_second_signature_is_refused(send, geese):
    benefit = BenefitFactory(project=geese)
    send("benefit-sign", benefit.pk, signed_by="王大明", on="2015-06-01")

    answer = send("benefit-sign", benefit.pk, signed_by="李四", on="2015-06-01")

    assert answer.status_code == 422
    assert "signed for already" in answer.content.decode()


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
    assert "Signed by Wang Daming" in part
    assert "Not yet received: sign" in part
    assert "9.00" not in part


def test_the_help_of_a_household_is_a_page_by_itself(read, clerk, yunfeng):
    household = paired(yunfeng, ends_on=date(2015, 6, 1), ended_because="transferred").household
    PairingFactory(household=household, ends_on=date(2015, 7, 20), ended_because="soon")

    page = read(clerk, "household-help", household.number)

    assert "<html" in page
    assert "2015-03-01 – 2015-06-01" in page
    assert "last day 2015-07-20" in page


def test_a_benefit_of_an_earlier_project_stands_in_its_year(send, ask, yunfeng):
    project = ProjectFactory(villages=[yunfeng], year=2014)
    FundFactory(project=project)
    household = HouseholdFactory()

    page = ask("benefit-create", household.number, project=project.pk)
    answer = send("benefit-create", household.number, **benefit_fields(project, year="2014"))

    assert 'name="year" value="2014"' in page
    assert answer["Location"] == f"/households/{household.number}/?year=2014"
