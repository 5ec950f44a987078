"""The township's yearly indicators."""

from decimal import Decimal

from tests.reports.drawing import COUNTY, TOWNSHIP, figures, report
from tests.reports.register import township as another_township
from villages.models import TownshipYear

INDICATORS = "township-indicators"


def file(township, year, income, **more):
    return TownshipYear.objects.create(
        township=township, year=year, net_income_per_head=Decimal(income), **more
    )


def test_income_is_held_against_the_file_before(township, clerk):
    file(township, 2013, 5873, grain_tonnes=Decimal(6518))
    file(township, 2015, 6550)

    values = figures(report(INDICATORS, clerk), TOWNSHIP)

    assert values["net_income_per_head_before"] == Decimal("5873.00")
    assert values["net_income_per_head"] == Decimal("6550.00")
    assert values["income_change"] == Decimal("677.00")
    assert values["income_growth"] == Decimal("11.5")
    assert values["grain_tonnes"] is None


def test_incomes_of_several_townships_are_not_added_up(township, county_staff):
    file(township, 2015, 6550)
    file(another_township("520521222", "Lihua"), 2015, 7000)

    one = report(INDICATORS, county_staff, area=COUNTY)

    assert len(one.table.rows) == 2
    assert figures(one)["net_income_per_head"] is None


def test_a_secretary_reads_the_file_of_the_township(township, secretary):
    file(township, 2015, 6550)

    assert figures(report(INDICATORS, secretary))["net_income_per_head"] == Decimal("6550.00")


def test_without_an_earlier_file_there_is_no_change(township, clerk):
    file(township, 2015, 6550)

    assert figures(report(INDICATORS, clerk))["income_change"] is None


def test_the_neighbour_does_not_read_it(township, clerk2):
    file(township, 2015, 6550)

    assert report(INDICATORS, clerk2).table.rows == ()
