"""Invented people are plausible: numbers, names, ages, and what the form says of them."""

from datetime import date
from itertools import pairwise
from random import Random

import pytest

from households.choices import Category
from households.idnumbers import FEMALE, MALE, read_id_number
from households.rules import pinyin_of_name
from povertyreg.demo import incomes, life, names, register, traits
from povertyreg.demo.families import FRAIL, MOST, WORKING, FamilyMaker
from povertyreg.demo.making import FileMaker
from povertyreg.demo.people import COUNTED, IdNumbers, Person

FATHER, MOTHER = "11", "12"
CHILDREN = ("03", "04")
GRANDCHILDREN = ("07", "08")


def families(kind: str, count: int = 40) -> list[list[Person]]:
    maker = FamilyMaker(Random(5), IdNumbers())
    sizes = range(1, MOST[kind] + 1)
    return [maker.make(kind, size) for size in sizes for _ in range(count)]


EVERYBODY = [*families(WORKING), *families(FRAIL)]


def test_no_two_people_born_on_one_day_get_the_same_number():
    numbers = IdNumbers()
    born = date(1970, 1, 1)

    issued = [numbers.issue(born, sex) for sex in (MALE, FEMALE) for _ in range(500)]

    assert len(set(issued)) == 1000
    assert {read_id_number(number).birth_date for number in issued} == {born}
    with pytest.raises(ValueError, match="More than 500"):
        numbers.issue(born, MALE)


def test_numbers_follow_the_code_that_the_county_had():
    numbers = IdNumbers()

    assert numbers.issue(date(2011, 12, 31), MALE).startswith("522422")
    assert numbers.issue(date(2012, 1, 1), MALE).startswith("520521")


def test_names_are_written_in_pinyin_as_the_file_would_write_them():
    rng = Random(3)
    for _ in range(500):
        name = names.full_name(rng, names.surname(rng), rng.choice((MALE, FEMALE)))
        assert pinyin_of_name(name.zh) == name.pinyin
        assert len(set(name.zh[1:])) == 2


def test_families_have_the_size_that_was_asked_for_and_the_householder_first():
    sizes = [size for kind in (WORKING, FRAIL) for size in range(1, MOST[kind] + 1)]

    assert [len(family) for family in EVERYBODY] == [size for size in sizes for _ in range(40)]
    assert all(family[0].relation == "01" for family in EVERYBODY)


def test_relations_agree_with_sex_and_age():
    for head, *others in EVERYBODY:
        for person in others:
            gap = head.age_in(COUNTED) - person.age_in(COUNTED)
            if person.relation == "02":
                assert (person.sex, head.sex) == (FEMALE, MALE)
                assert abs(gap) <= 6
            elif person.relation in (FATHER, MOTHER):
                assert gap <= -18
                assert (person.relation == FATHER) == (person.sex == MALE)
            elif person.relation in CHILDREN:
                assert gap >= 18
            elif person.relation in GRANDCHILDREN:
                assert gap >= 38


def test_brothers_and_sisters_are_born_one_after_the_other():
    for family in EVERYBODY:
        children = sorted(person.born for person in family if person.relation in CHILDREN)
        assert all((later - earlier).days > 300 for earlier, later in pairwise(children))


def test_everybody_is_born_before_the_first_year_of_the_files():
    youngest = max(person.born for family in EVERYBODY for person in family)

    assert youngest < date(2014, 1, 1)


def test_a_working_family_has_somebody_who_can_work_in_every_year():
    for family in families(WORKING):
        for year in incomes.YEARS:
            assert any(life.works(person, year) for person in family)


def test_a_frail_family_has_nobody_who_can_work():
    for family in families(FRAIL):
        assert not any(life.works(person, 2015) for person in family)


def test_a_family_on_dibao_that_works_has_somebody_ill_or_disabled():
    maker = FileMaker(seed=2)
    for size in range(1, 8):
        family = maker.family(Category.DIBAO_POOR, size)
        assert any(person.health != traits.HEALTHY for person in family)
        assert any(life.works(person, 2015) for person in family)


def test_pupils_advance_a_grade_a_year():
    grades = [str(life.record(pupil_born(2003), year)["school"]) for year in incomes.YEARS]

    assert grades == ["03", "03", "04", "05"]


def pupil_born(year: int) -> Person:
    return Person(
        name=names.Name("杨秀", "Yang Xiu"),
        sex=FEMALE,
        born=date(year, 6, 1),
        ethnic_group="01",
        relation="04",
        id_number="",
        school_ends_at=traits.COLLEGE,
    )


@pytest.mark.parametrize("category", Category.REGISTERED)
@pytest.mark.parametrize("kind", [WORKING, FRAIL])
def test_income_lines_come_to_what_was_aimed_at_and_are_never_negative(category, kind):
    rng = Random(11)
    for family in families(kind, 15):
        budget, amounts = incomes.budget(rng), incomes.per_head(rng, category, exits=False)
        for year in incomes.YEARS:
            work = incomes.earn(family, category, year, amounts[year], budget)
            gains = sum(work.lines.values()) - 2 * work.lines["business_expenditure"]
            assert all(amount >= 0 for amount in work.lines.values())
            assert gains // len(family) == amounts[year] < incomes.CEILING[year] + 1
            assert bool(work.months) == (work.lines["wage"] > 0)
            assert all(1 <= months <= 10 for months in work.months.values())


def test_an_exit_lifts_the_income_above_the_line_and_not_too_fast():
    rng = Random(4)
    for _ in range(300):
        amounts = incomes.per_head(rng, Category.GENERAL_POOR, exits=True)
        assert amounts[2014] < 2800
        assert 2968 < amounts[2015] < 1.5 * amounts[2014]
        assert amounts[2016] > 3146


@pytest.mark.parametrize(("households", "people", "most"), [(1, 1, 7), (5, 35, 7), (59, 60, 4)])
def test_household_sizes_add_up_and_stay_within_bounds(households, people, most):
    sizes = register.sizes(Random(1), households, people, most)

    assert (len(sizes), sum(sizes)) == (households, people)
    assert 1 <= min(sizes) <= max(sizes) <= most
