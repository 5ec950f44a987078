"""Places, yearly files, reported figures and accounts of the baseline."""

from collections import Counter

import pytest
from django.db.models import Q, Sum

from households.models import Household
from povertyreg.demo.accounts import ACCOUNTS
from povertyreg.demo.divisions import XINGXIU
from tests.baseline import PLAIN
from tests.demo.counting import YEARS
from villages.models import (
    ReportedFigure,
    Township,
    TownshipYear,
    User,
    Village,
    VillageGroup,
    VillageYear,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("baseline"),
    pytest.mark.xdist_group("baseline"),
]


def test_the_whole_county_has_its_places():
    assert Township.objects.count() == 40
    assert Village.objects.count() == 390
    assert Village.objects.in_area(XINGXIU).count() == 10
    assert VillageGroup.objects.filter(village__township=XINGXIU).count() == 55


def test_places_have_short_names_in_both_languages():
    assert not Village.objects.filter(name_zh__endswith="委员会").exists()
    assert Village.objects.get(code="520521225205").name_en == "Chongshan"
    assert Village.objects.get(code="520521001001").name_en == "Chengzhong Community"
    assert Township.objects.get(code=XINGXIU).name_zh == "星宿乡"
    assert Township.objects.get(code=XINGXIU).name_en == "Xingxiu Township"


@pytest.mark.parametrize("year", YEARS)
def test_the_village_files_give_classes_and_population(year):
    files = VillageYear.objects.filter(year=year)
    totals = files.aggregate(people=Sum("population"), farming=Sum("agricultural_population"))

    assert (totals["people"], totals["farming"]) == (12_624, 12_520)
    assert Counter(files.values_list("poverty_class", flat=True)) == {1: 4, 2: 2, 3: 1, 0: 3}
    assert files.get(village__name_en="Yunfeng").poverty_class == 0


def test_the_township_files_give_income_and_output():
    files = TownshipYear.objects.order_by("year").values_list(
        "year", "net_income_per_head", "grain_tonnes", "gdp", "fiscal_revenue", "area_km2"
    )

    assert [[value and float(value) for value in row] for row in files] == [
        [2013, 5873, 6518, 69e6, 9e6, 127.47],
        [2015, 6550, None, None, None, 127.47],
    ]


def test_contradicting_figures_are_kept_as_reported_with_a_reason():
    reported = {f.figure: (f.year, f.households, f.people) for f in ReportedFigure.objects.all()}

    assert reported["general_poor"] == (2013, 244, 773)
    assert reported["dibao_and_five_guarantee"] == (2013, 765, 1089)
    assert reported["helped_by_development"] == (2013, 414, 1189)
    assert reported["total"] == (2015, 1604, 3510)
    assert ReportedFigure.objects.get(figure="incidence_drop").percent == 10
    assert not ReportedFigure.objects.filter(Q(explanation_zh="") | Q(explanation_en="")).exists()


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_each_account_signs_in_and_holds_its_role(account, settings):
    settings.PASSWORD_HASHERS = PLAIN["PASSWORD_HASHERS"]

    user = User.objects.get(username=account.username)

    assert user.check_password("Xingxiu-2015-demo")
    held = [(j.role, j.area_code) for j in user.current_jurisdictions()]
    assert held == [(account.role, account.area_code)]


def test_nobody_can_sign_in_as_one_of_the_other_secretaries():
    others = User.objects.exclude(username__in=[account.username for account in ACCOUNTS])

    assert others.count() == 8
    assert not any(user.has_usable_password() for user in others)


def test_the_neighbour_and_the_administrator_see_nobody():
    for username in ("clerk2", "admin"):
        user = User.objects.get(username=username)
        assert not Household.objects.visible_to(user).exists()
