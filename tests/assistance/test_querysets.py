"""What each person sees of helpers, projects and money."""

from datetime import date

import pytest

from assistance.models import Fund, HelpingUnit, Project, RankQuota, ReductionPlan, WorkTeam
from tests.factories import (
    CadreFactory,
    FundFactory,
    HelpingUnitFactory,
    HouseholdFactory,
    PairingFactory,
    ProjectFactory,
    WorkTeamFactory,
)

pytestmark = pytest.mark.django_db


def test_money_is_seen_with_its_project(clerk, clerk2, secretary2, yunfeng, zongshu):
    FundFactory(project=ProjectFactory(villages=[yunfeng]))
    FundFactory(project=ProjectFactory(villages=[zongshu]))
    FundFactory(project=ProjectFactory(area_code="520521", villages=[yunfeng]))

    assert Fund.objects.visible_to(clerk).count() == 3
    assert Fund.objects.visible_to(secretary2).count() == 1
    assert not Fund.objects.visible_to(clerk2).exists()


def test_a_project_of_two_villages_is_one_project(clerk, secretary, yunfeng, zongshu):
    ProjectFactory(villages=[yunfeng, zongshu])

    assert Project.objects.visible_to(clerk).count() == 1
    assert Project.objects.visible_to(secretary).count() == 1


def test_a_team_of_two_villages_is_seen_once_from_each(clerk, clerk2, secretary2, yunfeng, zongshu):
    WorkTeamFactory(villages=[yunfeng, zongshu])

    assert WorkTeam.objects.visible_to(clerk).count() == 1
    assert WorkTeam.objects.visible_to(secretary2).count() == 1
    assert not WorkTeam.objects.visible_to(clerk2).exists()


def test_units_above_and_inside_the_area_are_seen(clerk, secretary, yunfeng, zongshu):
    for name, code in [("甲", "520521"), ("乙", "520521225"), ("丙", zongshu.code)]:
        HelpingUnitFactory(name_zh=name, area_code=code)

    assert HelpingUnit.objects.visible_to(clerk).count() == 3
    assert HelpingUnit.objects.visible_to(secretary).count() == 2


def test_a_cadre_sees_projects_of_the_own_households_villages(cadre_user, yunfeng, zongshu):
    household = HouseholdFactory(village=yunfeng)
    PairingFactory(household=household, cadre=CadreFactory(user=cadre_user))
    here = ProjectFactory(villages=[yunfeng, zongshu])
    ProjectFactory(villages=[zongshu])

    assert list(Project.objects.visible_to(cadre_user)) == [here]


def test_rows_say_what_they_are(yunfeng):
    rows = [
        str(FundFactory()),
        str(RankQuota.objects.create(county_code="520521", year=2015, rank="5", households=1)),
        str(ReductionPlan.objects.create(village=yunfeng, year=2015, people=120)),
        str(PairingFactory(starts_on=date(2015, 3, 1))).split()[-1],
    ]

    assert rows == [
        "Special fiscal fund 50000",
        "2015 Ordinary cadre: 1",
        "Yunfeng 2015",
        "2015-03-01",
    ]
