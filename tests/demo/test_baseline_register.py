"""Every figure of the register comes out when somebody counts the rows."""

import pytest
from django.db.models import Count, F, Max, Min, Q

from assistance.models import (
    Cadre,
)
from households.choices import Category, State
from households.idnumbers import read_id_number
from households.models import Household, HouseholdYear, IdentityClaim, Member, MemberYear
from households.rules import pinyin_of_name
from povertyreg.demo.divisions import XINGXIU
from povertyreg.demo.tables import rows
from tests.demo.counting import YEARS, counted, registered

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("baseline"),
    pytest.mark.xdist_group("baseline"),
]

TABLE_T1 = {
    # village: (households, people) of general poor, poor with dibao, dibao, five-guarantee
    "云峰村": ((48, 139), (17, 38), (47, 62), (7, 7)),
    "棕树村": ((66, 202), (22, 57), (74, 104), (5, 5)),
    "梯子村": ((87, 284), (21, 52), (94, 126), (7, 8)),
    "重山村": ((82, 243), (18, 41), (84, 120), (6, 6)),
    "河山村": ((70, 222), (16, 43), (69, 95), (6, 6)),
    "峻岭村": ((64, 184), (20, 51), (72, 95), (4, 4)),
    "麻岭村": ((79, 243), (19, 45), (85, 119), (8, 8)),
    "漆树村": ((75, 244), (14, 31), (77, 103), (5, 5)),
    "松树村": ((53, 160), (11, 29), (52, 74), (6, 6)),
    "龙山村": ((45, 144), (12, 29), (52, 71), (5, 5)),
}


@pytest.mark.parametrize("year", YEARS)
def test_households_and_people_are_registered_by_category(year):
    assert counted(registered(year)) == (1604, 3510)
    assert [counted(registered(year, category=code)) for code in Category.REGISTERED] == [
        (669, 2065),
        (170, 416),
        (706, 969),
        (59, 60),
    ]


@pytest.mark.parametrize("village", TABLE_T1)
def test_each_village_has_its_row_of_the_table(village):
    here = registered(2013, village__name_zh=village)

    assert tuple(counted(here.filter(category=c)) for c in Category.REGISTERED) == TABLE_T1[village]


def test_sizes_are_the_members_of_every_year():
    wrong = HouseholdYear.objects.annotate(
        listed=Count("members"), active=Count("members", filter=Q(members__member__left_on=None))
    ).exclude(size=F("listed"), active=F("listed"))

    assert not wrong.exists()


def test_every_household_and_year_has_the_householder_of_the_file():
    heads = MemberYear.objects.filter(relation="01")

    assert heads.count() == HouseholdYear.objects.count()
    assert not heads.exclude(member=F("household_year__household__householder")).exists()


def test_every_id_number_is_valid_and_says_what_the_file_says():
    numbers = set()
    for member in Member.objects.all():
        identity = read_id_number(member.id_number)
        assert (identity.birth_date, identity.sex) == (member.birth_date, member.sex)
        assert identity.number[:6] in ("522422", "520521")
        numbers.add(identity.number)

    assert len(numbers) == Member.objects.count() == IdentityClaim.objects.count()


def test_phones_are_nobody_twice():
    phones = [household.phone for household in Household.objects.all()]
    phones += [cadre.phone for cadre in Cadre.objects.all()]

    assert len(set(phones)) == len(phones) == Household.objects.count() + 220


def test_a_member_can_be_searched_by_number_and_by_its_end():
    household = Household.objects.select_related("householder").get(number="5205212252050017")
    number = household.householder.id_number

    assert household.householder.name == "杨光富"
    assert household in Household.objects.all().matching(number)
    assert household in Household.objects.all().matching(number[-4:], [XINGXIU])


@pytest.mark.parametrize("year", [2013, 2014])
def test_nobody_has_left_poverty_before_2015(year):
    assert set(registered(year).values_list("state", flat=True)) == {State.POOR}


@pytest.mark.parametrize("year", [2015, 2016])
def test_those_who_left_poverty_in_2015_stay_out(year):
    exited = registered(year, state=State.EXITED)

    assert counted(exited) == (440, 1377)
    assert set(exited.values_list("category", flat=True)) == {Category.GENERAL_POOR}
    assert exited.values("village").distinct().count() == 10
    assert counted(registered(year, state=State.POOR)) == (1164, 2133)


def test_incidence_falls_by_eleven_points():
    assert round(3510 / 12_520 * 100, 1) == 28.0
    assert round(2133 / 12_520 * 100, 1) == 17.0
    assert counted(registered(2013).current_poor())[1] == 3510
    assert counted(registered(2015).current_poor())[1] == 2133


@pytest.mark.parametrize(("year", "line"), [(2013, 2736), (2014, 2800), (2015, 2855), (2016, 2952)])
def test_the_poor_live_below_the_line_and_the_others_above(year, line):
    amounts = {
        state: registered(year, state=state).aggregate(
            low=Min("net_income_per_head"), high=Max("net_income_per_head")
        )
        for state in (State.POOR, State.EXITED)
    }

    assert amounts[State.POOR]["high"] < line
    assert year < 2015 or amounts[State.EXITED]["low"] > line


def test_incomes_come_from_where_the_category_says():
    dibao = registered(2015, category__in=(Category.DIBAO, Category.DIBAO_POOR))
    five = registered(2015, category=Category.FIVE_GUARANTEE)

    assert not dibao.filter(dibao_allowance=0).exists()
    assert not five.filter(five_guarantee_allowance=0).exists()
    assert not registered(2015, category=Category.GENERAL_POOR, dibao_allowance__gt=0).exists()


def test_wages_are_earned_by_somebody_who_works_and_is_able_to():
    with_work = MemberYear.objects.filter(work_months__gte=1).values("household_year")
    working = MemberYear.objects.filter(work_months__isnull=False)

    assert not HouseholdYear.objects.filter(wage__gt=0).exclude(pk__in=with_work).exists()
    assert not HouseholdYear.objects.filter(wage=0, pk__in=with_work).exists()
    assert set(working.values_list("labour", flat=True)) == {"01", "02"}
    assert not working.filter(work_region="").exists()


def test_nobody_has_left_poverty_in_a_dangerous_house():
    assert not registered(2015, state=State.EXITED, house_grade__in=("3", "4")).exists()
    assert registered(2014, house_grade__in=("3", "4")).count() == 95
    assert registered(2015, house_grade__in=("3", "4")).count() == 35


@pytest.mark.parametrize("known", rows("xingxiu_householders"), ids=lambda row: row["number"])
def test_known_householders_head_the_household_that_is_told_of_them(known):
    household = Household.objects.select_related("householder").get(number=known["number"])
    record = household.years.get(year=2013)

    assert household.householder.name == known["name"]
    assert household.householder.sex == known["sex"]
    assert (record.category, record.size) == (known["category"], int(known["size"]))


def test_the_children_of_a_man_carry_his_family_name():
    children = MemberYear.objects.filter(
        household_year__year=2016,
        relation__in=("03", "04"),
        household_year__household__householder__sex="1",
    ).select_related("member", "household_year__household__householder")

    assert children.exists()
    for child in children:
        assert child.member.name[0] == child.household_year.household.householder.name[0]
        assert child.member.pinyin == pinyin_of_name(child.member.name)
