"""A village is told by everything that a row says of its place, and every row says the same."""

import pytest
from django.utils import translation

from tests.factories import HouseholdFactory, VillageFactory
from tests.households.importing.books import (
    TOWNSHIP,
    brought,
    counts,
    packed,
    person,
    person_list,
    problems,
    table,
)
from tests.households.imports.taken_out import taken_out

COUNTY = "520521"


@pytest.fixture
def household(yunfeng):
    return HouseholdFactory(village=yunfeng, file__people=2, file__category="01")


@pytest.fixture
def namesake(baina):
    """Another 云峰村, in the next township."""
    return VillageFactory(
        code="520521223202", name_zh="云峰村", name_en="Yunfeng", township=baina.township
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_villages_of_one_name_are_told_apart_by_their_households(
    household, namesake, county_staff, language
):
    HouseholdFactory(village=namesake, file__category="01")

    with translation.override(language):
        for slug in ("households", "members", "person-list"):
            content = taken_out(slug, county_staff, "for the proof", area=COUNTY)
            import_ = brought(content, county_staff, area=COUNTY)
            assert (set(counts(import_)), problems(import_)) == ({"unchanged"}, [])


def test_a_row_of_another_township_is_not_ours_because_its_village_is_called_like_ours(clerk):
    rows = [person("360001", "王大", 乡镇="百纳乡", 人数="1"), person("360002", "李二", 人数="1")]

    import_ = brought(person_list(rows), clerk, area=TOWNSHIP)

    assert counts(import_) == {"created": 1, "held": 1}
    (said,) = problems(import_)
    assert (said.row, said.column, said.code) == (4, "乡镇", "other_area")


@pytest.mark.parametrize("cell", [{"行政县": "织金县"}, {"行政村": "棕树村"}, {"乡镇": "不知何处"}])
def test_each_row_of_a_household_says_the_same_place(clerk, cell):
    rows = [person("360001", "王大"), person("360001", "李二", "配偶", **cell)]

    import_ = brought(person_list(rows), clerk, area=TOWNSHIP)

    assert counts(import_) == {"held": 2}
    assert [(one.row, one.column) for one in problems(import_)] == [(5, next(iter(cell)))]


def test_a_township_may_be_called_by_its_long_name(clerk):
    rows = [person("360001", "王大", 乡镇="星宿苗族彝族仡佬族乡", 行政县="贵州省大方县", 人数="1")]

    assert counts(brought(person_list(rows), clerk)) == {"created": 1}


def test_a_village_of_two_names_is_held_at_its_own_cell(household, clerk):
    row = {"key.number": household.number, "place.village_code": household.village_id}
    rows = [{**row, "place.village": "棕树村", "household.phone": "13800001234"}]

    import_ = brought(packed({"户": table(rows)}), clerk)

    (said,) = problems(import_)
    assert (said.code, said.column) == ("other_area", "村 Village")
