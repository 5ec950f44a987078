"""What a workbook says of facts that the register takes from elsewhere is told, and never lost."""

from datetime import date

import pytest

from households.models import HouseholdYear
from tests.factories import HouseholdFactory, VillageGroupFactory
from tests.households.importing.books import (
    HOUSEHOLDS,
    MEMBERS,
    brought,
    claimed,
    counts,
    heading,
    member,
    notes_of,
    own,
    packed,
    problems,
    table,
    template,
)


@pytest.fixture
def household(yunfeng):
    found = HouseholdFactory(village=yunfeng, file__people=2, file__category="01")
    HouseholdYear.objects.update(state_since=date(2014, 1, 1), keeps_support=False)
    return found


def told(import_):
    """(row, heading, code) of the notes beside the rows of an import that changes nothing."""
    assert set(counts(import_)) == {"unchanged"}
    return [(one.row, one.column, one.code) for one in notes_of(import_)]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("seen.size", 4),
        ("seen.net_income", -12.5),
        ("seen.net_income_per_head", 99),
        ("seen.state", "已脱贫"),
        ("seen.state_since", "2013-01-01"),
        ("seen.keeps_support", "是"),
        ("seen.first_identified", 2012),
        ("seen.pinyin", "Li Si"),
        ("head.name", "李四"),
        ("head.id_number", "520521197001010014"),
        ("there.category", "低保户"),
    ],
)
def test_a_difference_is_told_beside_the_household(household, clerk, key, value):
    rows = [{"key.number": household.number, key: value}]

    (said,) = told(brought(packed({HOUSEHOLDS: table(rows)}), clerk))

    assert said[:2] == (2, heading(key))


def test_it_is_told_at_the_row_that_says_it_and_once(household, clerk):
    rows = [
        {"key.number": household.number, "member.name": name, "seen.size": size}
        for name, size in (("王大明", 2), ("王大明2", 7))
    ]

    found = told(brought(packed({MEMBERS: table(rows)}), clerk))

    assert found == [(3, heading("seen.size"), "compared")]


def test_a_number_by_which_nobody_knows_the_household(household, clerk):
    claimed(household)
    number = household.householder.id_number
    rows = [{"key.number": "360012345", "member.name": "王大明", "member.id_number": number}]

    found = told(brought(packed({MEMBERS: table(rows)}), clerk))

    assert found == [(2, heading("key.number"), "other_number")]


def test_a_list_of_another_year_is_held(household, clerk):
    rows = [{"key.number": household.number, "seen.year": 2014, "household.phone": "13800001234"}]

    import_ = brought(packed({HOUSEHOLDS: table(rows)}), clerk)

    assert counts(import_) == {"held": 1}
    assert [(one.code, one.value) for one in problems(import_)] == [("other_year", "2014")]


@pytest.mark.parametrize("year", [2015, "2015年", "2015年度", "２０１５"])
def test_this_year_may_be_written_in_words(household, clerk, year):
    rows = [{"key.number": household.number, "seen.year": year}]

    found = told(brought(packed({HOUSEHOLDS: table(rows)}), clerk))

    assert {code for _row, _heading, code in found} <= {"year"}  # as it was read


# --- rows that contradict each other --------------------------------------------------------------


def test_a_contradiction_is_marked_on_both_rows(clerk):
    rows = [
        {**member(name="王大"), "place.village": "云峰村", "household.address": "东头"},
        {**member(name="李二", relation="配偶"), "household.address": "西头"},
    ]

    import_ = brought(packed({MEMBERS: table(rows)}), clerk)

    assert counts(import_) == {"held": 2}
    address = heading("household.address")
    assert [(one.row, one.column) for one in problems(import_)] == [(2, address), (3, address)]


def test_two_groups_of_one_household_contradict_each_other(yunfeng, clerk):
    VillageGroupFactory(village=yunfeng, number=2)
    rows = [
        {**member(name="王大"), "place.village": "云峰村", "place.group": "一组"},
        {**member(name="李二", relation="配偶"), "place.group": "2"},
        {**member(name="王小", relation="之子"), "place.group": "第1村民组"},
    ]

    import_ = brought(packed({MEMBERS: table(rows)}), clerk)

    assert [(one.row, one.code) for one in problems(import_)] == [
        (2, "contradiction"),
        (3, "contradiction"),
    ]


def test_a_number_and_no_document(clerk):
    content = template([own()], [member(member__document_kind="无证件")])

    import_ = brought(content, clerk)

    (said,) = problems(import_)
    assert (said.code, said.column) == ("document_contradicts", heading("member.document_kind"))


def test_a_document_and_no_number(clerk):
    facts = {"id_number": "", "document_kind": "军官证", "no_id_reason": "未办", "sex": "男"}
    row = member(**{f"member__{name}": value for name, value in facts.items()})
    row["member.birth_date"] = "1970-01-01"

    (said,) = problems(brought(template([own()], [row]), clerk))

    assert (said.code, said.column) == ("document_contradicts", heading("member.document_kind"))
