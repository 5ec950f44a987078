"""Projects, their money, and what households get."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assistance import projects
from assistance.models import Benefit, Fund, Project
from households.refusals import StaleVersion
from povertyreg.audit.models import Entry
from tests.factories import (
    BenefitFactory,
    FundFactory,
    HelpingUnitFactory,
    HouseholdFactory,
    ProjectFactory,
    UserFactory,
)
from villages.roles import Role

JUNE_1, JULY_1 = date(2015, 6, 1), date(2015, 7, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def geese(yunfeng) -> Project:
    """A project of 50,000 yuan in Yunfeng."""
    project = ProjectFactory(villages=[yunfeng])
    FundFactory(project=project, planned=Decimal(50_000))
    return project


def goslings(project: Project, household=None, **kwargs) -> Benefit:
    given = {"what_zh": "鹅苗", "what_en": "goslings", "yuan": Decimal(1200), "year": 2015}
    return Benefit(project=project, household=household or HouseholdFactory(), **given | kwargs)


def test_create_writes_project_villages_and_money_together(clerk, yunfeng):
    project = ProjectFactory.build(area_code="520521225")

    projects.create(project, villages=[yunfeng], funds=[Fund(source="01", planned=100)], by=clerk)

    assert list(project.villages.all()) == [yunfeng]
    assert project.funds.get().planned == 100
    assert Entry.objects.about(project).get().action == "create_project"


def test_create_with_money_that_is_refused_writes_nothing(clerk, yunfeng):
    overpaid = Fund(source="01", planned=100, arrived=10, paid=20)

    with pytest.raises(ValidationError, match="More is paid than has arrived"):
        projects.create(ProjectFactory.build(), villages=[yunfeng], funds=[overpaid], by=clerk)

    assert not Project.objects.exists()


def test_create_needs_a_village(clerk):
    with pytest.raises(ValidationError, match="at least one village"):
        projects.create(ProjectFactory.build(), villages=[], funds=[], by=clerk)


def test_create_with_a_village_outside_the_area_is_refused(clerk, yunfeng, baina):
    with pytest.raises(ValidationError, match="Baina: outside the area"):
        projects.create(ProjectFactory.build(), villages=[yunfeng, baina], funds=[], by=clerk)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CADRE, Role.AUDITOR, Role.ADMIN])
def test_create_without_the_role_is_denied(role, yunfeng):
    with pytest.raises(PermissionDenied):
        projects.create(
            ProjectFactory.build(),
            villages=[yunfeng],
            funds=[],
            by=UserFactory.holding(role, "520521225"),
        )


def test_create_for_the_whole_county_is_not_for_the_township(clerk, yunfeng):
    with pytest.raises(PermissionDenied):
        projects.create(
            ProjectFactory.build(area_code="520521"), villages=[yunfeng], funds=[], by=clerk
        )


def test_update_counts_the_version_and_replaces_money_and_villages(clerk, geese, zongshu):
    kept = geese.funds.get()
    geese.done = Decimal(100)

    projects.update(
        geese, villages=[zongshu], funds=[Fund(source="02", planned=7)], version=1, by=clerk
    )

    geese.refresh_from_db()
    assert (geese.version, geese.done) == (2, Decimal(100))
    assert list(geese.villages.all()) == [zongshu]
    assert list(geese.funds.values_list("source", "planned")) == [("02", 7)]
    assert not Fund.objects.filter(pk=kept.pk).exists()


def test_update_with_a_stale_version_is_refused_and_writes_nothing(clerk, geese, yunfeng):
    funds = list(geese.funds.all())
    projects.update(geese, villages=[yunfeng], funds=funds, version=1, by=clerk)
    mine = Project.objects.get(pk=geese.pk)
    mine.name_en = "Ducks"

    with pytest.raises(StaleVersion, match="Somebody saved this project"):
        projects.update(mine, villages=[yunfeng], funds=funds, version=1, by=clerk)

    geese.refresh_from_db()
    assert (geese.version, geese.name_en) != (3, "Ducks")


def test_update_does_not_carry_a_project_out_of_the_own_area(clerk, geese, baina):
    geese.area_code = "520521223"

    with pytest.raises(PermissionDenied):
        projects.update(geese, villages=[baina], funds=[], version=1, by=clerk)


def test_update_of_a_neighbours_project_is_denied(clerk2, geese, baina):
    geese.area_code = "520521223"

    with pytest.raises(PermissionDenied):
        projects.update(geese, villages=[baina], funds=[], version=1, by=clerk2)


def test_update_keeps_the_villages_whose_households_have_benefits(clerk, geese, zongshu):
    BenefitFactory(project=geese)

    with pytest.raises(ValidationError, match="Households of Yunfeng have benefits"):
        projects.update(
            geese, villages=[zongshu], funds=list(geese.funds.all()), version=1, by=clerk
        )


def test_update_does_not_lower_the_money_below_the_benefits(clerk, geese, yunfeng):
    BenefitFactory(project=geese, yuan=Decimal(1200))
    fund = geese.funds.get()
    fund.planned = Decimal("1199.99")

    with pytest.raises(ValidationError, match=r"1,200.00 yuan, but only 1,199.99 yuan"):
        projects.update(geese, villages=[yunfeng], funds=[fund], version=1, by=clerk)

    assert geese.funds.get().planned == 50_000


def test_record_benefit_belongs_to_the_village_of_the_household(clerk, geese):
    benefit = projects.record_benefit(goslings(geese), by=clerk)

    assert benefit.village == benefit.household.village
    entry = Entry.objects.about(benefit.household).get()
    assert (entry.action, entry.details["yuan"]) == ("record_benefit", "1200")


def test_record_benefit_up_to_the_last_yuan_of_the_funds(clerk, geese):
    assert projects.record_benefit(goslings(geese, yuan=Decimal(50_000)), by=clerk).pk


def test_record_benefit_above_the_funds_is_refused(clerk, geese):
    projects.record_benefit(goslings(geese, yuan=Decimal(49_000)), by=clerk)

    with pytest.raises(ValidationError, match=r"50,000.01 yuan, but only 50,000.00 yuan"):
        projects.record_benefit(goslings(geese, yuan=Decimal("1000.01")), by=clerk)

    assert geese.benefits.count() == 1


def test_record_benefit_of_a_project_without_money_only_in_kind(clerk, yunfeng):
    project = ProjectFactory(villages=[yunfeng])

    in_kind = goslings(project, yuan=Decimal(0), quantity=Decimal(30))

    assert projects.record_benefit(in_kind, by=clerk).pk
    with pytest.raises(ValidationError, match="only 0.00 yuan"):
        projects.record_benefit(goslings(project), by=clerk)


def test_record_benefit_twice_is_refused(clerk, geese):
    household = HouseholdFactory()
    projects.record_benefit(goslings(geese, household), by=clerk)

    with pytest.raises(ValidationError, match="recorded for this household already"):
        projects.record_benefit(goslings(geese, household), by=clerk)


def test_record_benefit_says_how_much(clerk, geese):
    with pytest.raises(ValidationError, match="Say how much"):
        projects.record_benefit(goslings(geese, yuan=Decimal(0)), by=clerk)


def test_record_benefit_for_a_household_of_another_village_is_refused(clerk, geese, zongshu):
    with pytest.raises(ValidationError, match="does not lie in a village of this project"):
        projects.record_benefit(goslings(geese, HouseholdFactory(village=zongshu)), by=clerk)


def test_record_benefit_for_a_closed_file_is_refused(clerk, geese):
    closed = HouseholdFactory(closed_on=JUNE_1, closed_because="moved")

    with pytest.raises(ValidationError, match="is closed"):
        projects.record_benefit(goslings(geese, closed), by=clerk)


def test_record_benefit_signed_ahead_of_time_is_refused(clerk, geese):
    with pytest.raises(ValidationError, match="lies ahead"):
        projects.record_benefit(
            goslings(geese, received_on=date(2015, 7, 2), signed_by="王大明"), by=clerk
        )


def test_record_benefit_outside_the_own_area_is_denied(clerk2, geese):
    with pytest.raises(PermissionDenied):
        projects.record_benefit(goslings(geese), by=clerk2)


def test_record_benefit_is_not_for_the_leader(leader, geese):
    with pytest.raises(PermissionDenied):
        projects.record_benefit(goslings(geese), by=leader)


def test_sign_notes_day_and_name(clerk, geese):
    benefit = BenefitFactory(project=geese)

    projects.sign(benefit, signed_by=" 王大明 ", on=JUNE_1, by=clerk)

    benefit.refresh_from_db()
    assert (benefit.received_on, benefit.signed_by) == (JUNE_1, "王大明")
    assert Entry.objects.about(benefit.household).get().action == "sign_benefit"


def test_sign_without_a_name_is_refused(clerk, geese):
    benefit = BenefitFactory(project=geese)

    with pytest.raises(ValidationError, match="give both the date and the name"):
        projects.sign(benefit, signed_by=" ", on=JUNE_1, by=clerk)

    benefit.refresh_from_db()
    assert benefit.received_on is None


def test_sign_a_second_time_is_refused(clerk, geese):
    benefit = BenefitFactory(project=geese)
    projects.sign(benefit, signed_by="王大明", on=JUNE_1, by=clerk)

    with pytest.raises(ValidationError, match="signed for already"):
        projects.sign(benefit, signed_by="李四", on=JULY_1, by=clerk)


def test_sign_ahead_of_time_is_refused(clerk, geese):
    with pytest.raises(ValidationError, match="lies ahead"):
        projects.sign(
            BenefitFactory(project=geese), signed_by="王大明", on=date(2015, 7, 2), by=clerk
        )


def test_sign_outside_the_own_area_is_denied(clerk2, geese):
    with pytest.raises(PermissionDenied):
        projects.sign(BenefitFactory(project=geese), signed_by="王大明", on=JUNE_1, by=clerk2)


def test_a_unit_named_responsible_may_be_of_the_county(clerk, yunfeng):
    unit = HelpingUnitFactory(area_code="520521")

    project = projects.create(
        ProjectFactory.build(responsible_unit=unit), villages=[yunfeng], funds=[], by=clerk
    )

    assert project.responsible_unit == unit
