"""T1: households and people by category and village."""

from datetime import date
from decimal import Decimal

import pytest

from households.models import MemberYear
from tests.reports.drawing import COUNTY, TOWNSHIP, YUNFENG, ZONGSHU, failed, figures, report
from tests.reports.register import (
    DIBAO,
    DIBAO_POOR,
    EXITED,
    FIVE,
    GENERAL,
    ORDINARY,
    RETURNED,
    close,
    household,
    village_file,
)
from villages.models import ReportedFigure

T1 = "households-by-category"


@pytest.fixture
def register(yunfeng, zongshu, baina):
    """Yunfeng has five households of twelve people, Zongshu one of two; Baina is elsewhere."""
    village_file(yunfeng, 2015, poverty_class=3)
    village_file(zongshu, 2015, poverty_class=0)
    household(yunfeng, GENERAL, 4)
    household(yunfeng, GENERAL, 3, state=EXITED)
    household(yunfeng, DIBAO_POOR, 2, state=RETURNED)
    household(yunfeng, DIBAO, 2)
    household(yunfeng, FIVE, 1)
    household(zongshu, GENERAL, 2)
    household(baina, GENERAL, 5)


def test_every_column_of_a_village_is_counted_from_its_households(register, clerk):
    one = report(T1, clerk)

    assert figures(one, YUNFENG) == {
        "households": 5,
        "people": 12,
        "households_01": 2,
        "people_01": 7,
        "share_01": Decimal("58.3"),
        "households_04": 1,
        "people_04": 2,
        "share_04": Decimal("16.7"),
        "households_02": 1,
        "people_02": 2,
        "share_02": Decimal("16.7"),
        "households_03": 1,
        "people_03": 1,
        "share_03": Decimal("8.3"),
        "mean_size": Decimal("2.40"),
    }


def test_the_total_is_that_of_the_villages_and_every_check_holds(register, clerk):
    one = report(T1, clerk)

    total = figures(one)
    assert (total["households"], total["people"], total["mean_size"]) == (6, 14, Decimal("2.33"))
    assert (total["households_01"], total["people_01"]) == (3, 9)
    assert failed(one) == []
    assert [row.unit.note for row in one.table.rows] == ["class three", "not a poor village"]
    assert one.table.total.unit.note == "2 villages"


def test_the_currently_poor_leave_out_those_who_have_exited(register, clerk):
    one = report(T1, clerk, state="poor")

    yunfeng = figures(one, YUNFENG)
    assert (yunfeng["households"], yunfeng["people"], yunfeng["households_01"]) == (4, 9, 1)
    assert failed(one) == []


def test_households_that_are_not_registered_or_closed_are_not_counted(register, clerk, zongshu):
    household(zongshu, "", 3)
    household(zongshu, ORDINARY, 3)
    close(household(zongshu, GENERAL, 3))

    assert figures(report(T1, clerk), ZONGSHU)["households"] == 1


def test_closing_a_file_leaves_the_years_before_as_they_were(register, clerk, zongshu):
    close(household(zongshu, GENERAL, 3), on=date(2016, 3, 1))

    assert figures(report(T1, clerk), ZONGSHU)["households"] == 2


def test_another_year_has_its_own_figures(register, clerk):
    one = report(T1, clerk, year=2014)

    assert figures(one)["households"] == 0
    assert figures(one)["share_01"] is None


def test_without_a_year_the_latest_with_village_files_is_drawn(register, clerk, yunfeng):
    village_file(yunfeng, 2013)

    assert report(T1, clerk, year=None).scope.year == 2015


def test_a_size_that_is_not_that_of_the_members_is_found_out(register, clerk):
    MemberYear.objects.filter(household_year__village=YUNFENG, relation="99").first().delete()

    one = report(T1, clerk)

    assert failed(one) == ["household sizes agree with the members on file"]
    assert [row.unit.name for row in one.table.rows if row.broken] == ["Yunfeng"]
    assert not one.table.agrees


def test_a_county_is_shown_by_the_townships_that_have_data(register, county_staff):
    one = report(T1, county_staff, area=COUNTY)

    assert [row.unit.name for row in one.table.rows] == ["Baina Township", "Xingxiu Township"]
    assert figures(one, TOWNSHIP)["people"] == 14
    assert figures(one)["people"] == 19
    assert one.unit_label == "Township"
    assert [row.unit.note for row in one.table.rows] == ["0 villages", "2 villages"]


def test_a_village_is_shown_by_itself(register, secretary):
    one = report(T1, secretary)

    assert [row.unit.code for row in one.table.rows] == [YUNFENG]
    assert figures(one)["households"] == 5


def test_what_a_document_reports_stands_beside_what_is_counted(register, clerk, township):
    ReportedFigure.objects.create(
        county_code=COUNTY,
        township=township,
        year=2015,
        figure="helped_by_development",
        households=5,
        people=10,
        explanation_en="The document counts a household twice.",
    )

    one = report(T1, clerk)

    households, people = one.comparisons
    assert (households.reported, households.computed, households.difference) == (5, 4, -1)
    assert (people.reported, people.computed, people.difference) == (10, 11, 1)
    assert households.label == "General poor + Poor with dibao"
    assert one.explanations == ["The document counts a household twice."]


def test_documents_of_a_township_are_not_held_against_a_village(register, secretary, township):
    ReportedFigure.objects.create(
        county_code=COUNTY, township=township, year=2015, figure="general_poor", households=9
    )

    assert report(T1, secretary).comparisons == ()
