"""What the database refuses, however it is written."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from assistance.models import Benefit, Cadre, Fund, HelpingUnit, Pairing, RankQuota, ReductionPlan
from tests.factories import (
    BenefitFactory,
    CadreFactory,
    FundFactory,
    HelpingUnitFactory,
    PairingFactory,
    ProjectFactory,
    WorkTeamFactory,
)

JUNE_1, JULY_1 = date(2015, 6, 1), date(2015, 7, 1)

pytestmark = pytest.mark.django_db


def refused(rows, **values) -> str:
    """The database's complaint about an update that goes round every form."""
    with pytest.raises(IntegrityError) as complaint, transaction.atomic():
        rows.update(**values)
    return str(complaint.value)


def check_deferred_keys() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2015, 3, 1), None),
        (date(2015, 6, 1), date(2015, 6, 1)),
        (date(2014, 1, 1), date(2015, 3, 1)),
        (date(2014, 1, 1), None),
    ],
)
def test_pairings_of_one_cadre_and_household_never_overlap(starts_on, ends_on):
    old = PairingFactory(starts_on=date(2015, 3, 1), ends_on=JUNE_1, ended_because="transfer")

    with pytest.raises(IntegrityError, match="pairing_without_overlap"), transaction.atomic():
        PairingFactory(
            household=old.household,
            cadre=old.cadre,
            starts_on=starts_on,
            ends_on=ends_on,
            ended_because="transfer" if ends_on else "",
        )


def test_the_same_cadre_may_come_back_later():
    old = PairingFactory(ends_on=JUNE_1, ended_because="transfer")

    again = PairingFactory(household=old.household, cadre=old.cadre, starts_on=date(2015, 6, 2))

    assert again.pk


def test_a_pairing_never_ends_before_it_starts():
    PairingFactory(starts_on=JULY_1)

    complaint = refused(Pairing.objects.all(), ends_on=JUNE_1, ended_because="transfer")

    assert "pairing_ends_after_it_starts" in complaint


def test_a_pairing_ends_with_a_reason():
    PairingFactory()

    assert "pairing_ended_with_a_reason" in refused(Pairing.objects.all(), ends_on=JULY_1)


def test_a_pairing_lies_in_the_county_of_its_village():
    PairingFactory()

    assert "pairing_county_of_village" in refused(Pairing.objects.all(), county_code="520522")


def test_a_cadre_of_another_county_is_no_cadre_of_the_household():
    pairing = PairingFactory()
    stranger = CadreFactory(area_code="520522", unit__area_code="520522")

    Pairing.objects.filter(pk=pairing.pk).update(cadre=stranger)

    with pytest.raises(IntegrityError, match="county_fk"):
        check_deferred_keys()


@pytest.mark.parametrize("model", [Cadre, HelpingUnit])
def test_who_helps_an_area_belongs_to_its_county(model):
    CadreFactory()

    assert "county_of_area" in refused(model.objects.all(), county_code="520522")


def test_a_unit_is_named_once_in_an_area():
    HelpingUnitFactory(name_zh="农牧局")
    HelpingUnitFactory(name_zh="水利局")

    assert "unit_named_once" in refused(HelpingUnit.objects.all(), name_zh="财政局")


@pytest.mark.parametrize(
    "money",
    [
        {"arrived": 10, "paid": Decimal("10.01")},
        {"paid": -1},
        {"planned": -1},
        {"paid": 1},
    ],
)
def test_no_more_is_paid_than_arrived_and_no_amount_is_negative(money):
    FundFactory(arrived=0, paid=0)

    assert "fund_paid_within_arrived" in refused(Fund.objects.all(), **money)


def test_a_project_has_one_line_for_each_source():
    fund = FundFactory()

    with pytest.raises(IntegrityError, match="fund_source_once_a_project"), transaction.atomic():
        FundFactory(project=fund.project)


def test_a_project_is_named_once_a_year_in_its_area():
    project = ProjectFactory()

    with pytest.raises(IntegrityError, match="project_named_once"), transaction.atomic():
        ProjectFactory(name_zh=project.name_zh)


@pytest.mark.parametrize("half", [{"received_on": JUNE_1}, {"signed_by": "王大明"}])
def test_a_benefit_is_received_with_day_and_name_or_not_at_all(half):
    BenefitFactory()

    assert "benefit_signed_when_received" in refused(Benefit.objects.all(), **half)


def test_the_quota_of_a_rank_stands_once_a_year():
    RankQuota.objects.create(county_code="520521", year=2015, rank="5", households=1)

    with pytest.raises(IntegrityError, match="rank_quota_once_a_year"), transaction.atomic():
        RankQuota.objects.create(county_code="520521", year=2015, rank="5", households=2)


def test_the_reduction_plan_of_a_village_stands_once_a_year(yunfeng):
    ReductionPlan.objects.create(village=yunfeng, year=2015, people=120)

    with pytest.raises(IntegrityError, match="reduction_plan_once_a_year"), transaction.atomic():
        ReductionPlan.objects.create(village=yunfeng, year=2015, people=121)


def test_names_follow_the_language_of_the_page():
    from django.utils import translation

    cadre, unit, team = CadreFactory(), HelpingUnitFactory(), WorkTeamFactory()
    project, benefit = ProjectFactory(), BenefitFactory(what_zh="鹅苗", what_en="goslings")
    rows = (cadre, unit, team, benefit)

    english = [str(row) for row in rows]
    with translation.override("zh-hans"):
        chinese = [str(row) for row in rows]
        assert (str(project), project.unit) == (project.name_zh, "只")

    assert english == ["Wei Guoping", "County Bureau of Agriculture", "Yunfeng team", "goslings"]
    assert chinese == ["韦国平", "县农牧局", "云峰工作队", "鹅苗"]


def test_the_progress_of_a_project_is_a_share_of_its_objective():
    half = ProjectFactory(objective=200, done=100)
    none = ProjectFactory(objective=0, done=0)

    assert (half.percent_done, none.percent_done) == (50, 0)
