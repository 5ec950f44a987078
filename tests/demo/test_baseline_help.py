"""Pairings, teams, projects and benefits of the baseline add up."""

from collections import Counter

import pytest
from django.db.models import Count, Q, Sum

from assistance.models import (
    Benefit,
    Cadre,
    Fund,
    Pairing,
    Project,
    ReductionPlan,
    WorkTeam,
)
from households.choices import Category
from households.models import Household
from tests.demo.counting import counted, registered
from villages.models import (
    User,
    Village,
    VillageYear,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("baseline"),
    pytest.mark.xdist_group("baseline"),
]


def test_the_plan_of_2015_is_as_large_as_the_result():
    plans = ReductionPlan.objects.filter(year=2015)

    assert plans.count() == 10
    assert plans.aggregate(Sum("people"))["people__sum"] == 1377


def test_220_cadres_are_paired_with_the_households_that_are_able_to_work():
    pairings = Pairing.objects.filter(ends_on=None)
    paired = registered(2015).filter(household__in=pairings.values("household"))
    loads = Counter(pairings.values_list("cadre", flat=True))

    assert Cadre.objects.count() == len(loads) == 220
    assert (pairings.count(), *counted(paired)) == (839, 839, 2481)
    assert set(paired.values_list("category", flat=True)) == set(Category.PAIRED)
    assert set(loads.values()) == {3, 4, 5}


def test_cadres_help_in_their_own_area_and_come_from_a_unit_of_it():
    for pairing in Pairing.objects.select_related("cadre__unit"):
        assert pairing.village_id.startswith(pairing.cadre.area_code)
        assert pairing.cadre.area_code.startswith(pairing.cadre.unit.area_code)


def test_nine_teams_and_seven_first_secretaries_serve_the_ten_villages():
    served = WorkTeam.objects.annotate(count=Count("villages")).values_list("count", flat=True)
    poor = VillageYear.objects.filter(year=2015, poverty_class__gt=0).values_list("village")

    assert Counter(served) == {1: 8, 2: 1}
    assert Village.objects.filter(work_teams__isnull=False).distinct().count() == 10
    first = Cadre.objects.filter(is_first_secretary=True)
    assert sorted(first.values_list("area_code")) == sorted(poor)


def test_the_account_of_the_cadre_sees_his_households_and_no_others():
    user = User.objects.get(username="cadre")

    seen = Household.objects.visible_to(user)

    assert 3 <= seen.count() <= 5
    assert seen.filter(number="5205212252050017").exists()


def test_ten_projects_of_the_programme_cost_what_the_document_says():
    programme = Project.objects.filter(is_in_programme=True)
    funds = Fund.objects.filter(project__in=programme).aggregate(Sum("planned"), Sum("paid"))

    assert programme.count() == 10
    assert (funds["planned__sum"], funds["paid__sum"]) == (5_283_000, 4_597_900)
    others = Fund.objects.filter(project__is_in_programme=False).order_by("planned")
    assert list(others.values_list("planned", flat=True)) == [63_900, 600_000]


@pytest.mark.parametrize(
    ("name", "households", "quantity", "yuan"),
    [
        ("Geese for households", 778, 23_320, None),
        ("House renovation", 60, 60, 910_500),
        ("Yulu plan grants for pupils", 3, 3, 12_000),
        ("Golden Autumn grants", 5, 5, 7_500),
        ("Fertiliser for spring", 213, 426, 63_900),
    ],
)
def test_benefits_reach_so_many_households(name, households, quantity, yuan):
    got = Benefit.objects.filter(project__name_en=name).aggregate(
        Count("household", distinct=True), Sum("quantity"), Sum("yuan")
    )

    assert got["household__count"] == households
    assert got["quantity__sum"] == quantity
    assert yuan is None or got["yuan__sum"] == yuan


def test_projects_reach_the_villages_and_objectives_of_the_document():
    objectives = dict(Project.objects.values_list("name_en", "objective"))
    geese = Project.objects.get(name_en="Geese for households")

    assert geese.villages.count() == 8
    assert float(objectives["Hardening of the village road"]) == 4.7
    assert float(objectives["Hardening of group roads"]) == 3.1
    assert objectives["Pomegranate orchards"] == 800
    assert objectives["Ecological relocation"] == 1000
    assert Project.objects.get(name_en="Fertiliser for spring").villages.count() == 3


def test_no_project_gives_more_than_it_has_or_pays_less_than_was_signed_for():
    for project in Project.objects.filter(benefits__isnull=False).distinct():
        money = project.funds.aggregate(planned=Sum("planned"), paid=Sum("paid"))
        given = project.benefits.aggregate(
            all=Sum("yuan"), signed=Sum("yuan", filter=Q(received_on__isnull=False))
        )
        assert given["all"] <= (money["planned"] or 0)
        assert (given["signed"] or 0) <= (money["paid"] or 0)
        outside = project.benefits.exclude(village__in=project.villages.all())
        assert not outside.exists()
