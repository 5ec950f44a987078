"""The households of a list with what changed, and what a reviewer should look at twice."""

from datetime import date

import pytest

from households import lineup
from households.choices import Level, RoundKind, Stage
from households.models import Case, HouseholdYear, MemberYear
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory, VillageGroupFactory
from tests.households.lists import JUNE_2, MAY_28, hanging


def _lines(round_):
    return lineup.lines(Case.objects.all(), round_)


def _year_before(household, **facts):
    return HouseholdYear.objects.create(
        household=household,
        village=household.village,
        year=2014,
        **{"size": 1, "main_cause": "01", **facts},
    )


def test_households_stand_by_group_and_number(yunfeng, round_):
    second = VillageGroupFactory(village=yunfeng, number=2)
    for group, number in ((second, "0001"), (None, "0003"), (None, "0002")):
        household = HouseholdFactory(village=yunfeng, number=f"520521225201{number}")
        if group:
            household.group = group
            household.save()
        CaseFactory(household=household, round=round_)

    lines = _lines(round_)

    assert [line.case.household.serial for line in lines] == ["0002", "0003", "0001"]


def test_where_no_category_is_given_the_household_is_shown_with_its_own(yunfeng):
    leaving = RoundFactory(kind=RoundKind.EXIT)
    CaseFactory(household=HouseholdFactory(village=yunfeng, file__category="04"), round=leaving)

    (line,) = _lines(leaving)

    assert line.category == "04"


def test_what_differs_from_the_year_before_is_shown(yunfeng, round_):
    household = HouseholdFactory(village=yunfeng, file__people=3, file__main_cause="02")
    _year_before(household, category="04", state="0", size=4)
    CaseFactory(household=household, round=round_)

    (line,) = _lines(round_)

    assert [(change.label, change.old, change.new) for change in line.changes] == [
        ("Category", "Poor with dibao", "General poor"),
        ("People", "4", "3"),
        ("Cause", "Illness", "Disability"),
    ]


def test_without_a_year_before_nothing_has_changed(yunfeng, round_):
    CaseFactory(household=HouseholdFactory(village=yunfeng), round=round_)

    assert _lines(round_)[0].changes == []


def test_the_same_facts_are_no_change(yunfeng, round_):
    household = HouseholdFactory(village=yunfeng)
    _year_before(household, category="01", state="0")
    CaseFactory(household=household, round=round_)

    assert _lines(round_)[0].changes == []


@pytest.mark.parametrize(
    ("facts", "given", "shown"),
    [
        ({"proposed_category": "03"}, "", "03"),
        ({"proposed_category": "03"}, "02", "02"),
        ({"proposed_category": "", "category": "04", "state": "0"}, "", "04"),
    ],
)
def test_the_category_is_the_given_or_the_proposed_one(facts, given, shown, yunfeng, round_):
    household = HouseholdFactory(village=yunfeng, **{f"file__{k}": v for k, v in facts.items()})
    stage = Stage.CLASSIFIED if given else Stage.TOWNSHIP_PASSED
    CaseFactory(household=household, round=round_, stage=stage, category=given)

    assert _lines(round_)[0].category == shown


def test_a_household_without_a_record_of_the_year_has_no_category(yunfeng, round_):
    household = HouseholdFactory(village=yunfeng, file__year=2013)
    CaseFactory(household=household, round=round_)

    (line,) = _lines(round_)

    assert (line.record, line.category, line.category_name) == (None, "", "")


@pytest.mark.parametrize(
    ("category", "receives", "allowance", "said"),
    [
        ("02", False, 0, "nobody in the file receives it"),
        ("04", None, 0, "nobody in the file receives it"),
        ("02", True, 0, ""),
        ("04", False, 1200, ""),
        ("01", True, 0, "the category is without it"),
        ("01", False, 0, ""),
        ("03", True, 0, ""),
    ],
)
def test_a_category_that_does_not_fit_the_familys_dibao_is_doubted(
    category, receives, allowance, said, yunfeng, round_
):
    household = HouseholdFactory(
        village=yunfeng, file__proposed_category=category, file__dibao_allowance=allowance
    )
    MemberYear.objects.update(receives_dibao=receives)
    CaseFactory(household=household, round=round_)

    (line,) = lineup.with_doubts(_lines(round_))

    assert said in line.doubt
    assert bool(said) == bool(line.doubt)


def test_the_notice_that_hangs_says_its_day_and_its_objections(nominated, secretary, set_today):
    from tests.households.test_publicity import _object

    set_today(MAY_28)
    notice = hanging(nominated, secretary)
    _object(notice, nominated[0], secretary)
    village, round_ = nominated[0].village, nominated[0].round

    found = lineup.hanging_now(village, round_, Level.VILLAGE, JUNE_2)

    assert found == (notice, 6, 1, 1)
    late = lineup.hanging_now(village, round_, Level.VILLAGE, date(2015, 6, 9))
    assert late == (notice, 7, -6, 1)
    assert lineup.hanging_now(village, round_, Level.TOWNSHIP, JUNE_2) is None
