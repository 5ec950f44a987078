"""The people of the benchmark's workbooks: valid, and the same every time."""

from itertools import groupby

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from bench import people
from households.codes import code_lists
from households.idnumbers import read_id_number

CODED = {
    "与户主关系": "relation",
    "民族": "ethnic_group",
    "文化程度": "education",
    "在校生状况": "school",
    "健康状况": "health",
    "劳动技能": "labour",
    "务工状况": "work_region",
    "脱贫属性": "state",
    "贫困户属性": "category",
    "主要致贫原因": "cause",
}
"""Heading → list of codes."""


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return [dict(zip(people.HEADINGS, row, strict=True)) for row in people.people(1000)]


def test_there_are_exactly_so_many_and_the_same_every_time(rows):
    assert len(rows) == 1000
    assert [list(row.values()) for row in rows] == list(people.people(1000))
    assert next(people.people(1, seed=2)) != next(people.people(1, seed=1))


def test_a_longer_list_begins_with_the_shorter_one(rows):
    longer = list(people.people(1500))

    assert longer[:990] == [list(row.values()) for row in rows[:990]]


def test_every_id_number_is_valid_and_nobody_elses(rows):
    numbers = [row["证件号码"] for row in rows]

    assert {read_id_number(number).number for number in numbers} == set(numbers)
    assert len(set(numbers)) == len(numbers)


def test_every_name_of_a_code_is_one_of_its_list(rows):
    for heading, slug in CODED.items():
        known = {code.name_zh for code in code_lists()[slug].codes.values()}
        assert {row[heading] for row in rows} - {""} <= known, heading


def test_a_household_has_one_householder_and_as_many_people_as_it_says(rows):
    for _number, family in groupby(rows, key=lambda row: row["户编号"]):
        members = list(family)

        assert [row["与户主关系"] for row in members].count("户主") == 1
        assert {row["人数"] for row in members} == {str(len(members))}
        assert len({(row["行政村"], row["自然村"], row["联系电话"]) for row in members}) == 1


def test_about_four_people_are_a_household_and_every_village_has_some(rows):
    households = len({row["户编号"] for row in rows})

    assert 3.5 < len(rows) / households < 4.5
    assert {row["行政村"] for row in rows} == {place.name for place in people.places()}


def test_the_workbook_says_the_same_to_calamine_and_to_openpyxl(tmp_path):
    target = tmp_path / "people.xlsx"
    people.write(target, 50)

    by_calamine = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    sheet = openpyxl.load_workbook(target).worksheets[0]
    by_openpyxl = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]

    assert by_calamine == by_openpyxl
    assert by_calamine[1][0] == people.TITLES[1]
    assert by_calamine[2] == list(people.HEADINGS)
    assert by_calamine[3:] == list(people.people(50))
