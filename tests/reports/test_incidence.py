"""T2: the share of the poor, and how far it fell."""

from decimal import Decimal

from tests.reports.drawing import YUNFENG, ZONGSHU, failed, figures, report
from tests.reports.register import EXITED, household, record, village_file

T2 = "incidence"


def test_every_column_of_a_village(yunfeng, clerk):
    village_file(yunfeng, 2014, farmers=80)
    village_file(yunfeng, 2015, farmers=90)
    record(household(yunfeng, people=9), 2014, people=10)
    record(household(yunfeng, people=3, state=EXITED), 2014, people=6)

    one = report(T2, clerk)

    assert figures(one, YUNFENG) == {
        "all_households": 30,
        "inhabitants": 100,
        "farmers": 90,
        "poor_households": 1,
        "poor_people": 9,
        "of_all": Decimal("9.0"),
        "incidence": Decimal("10.0"),
        "incidence_before": Decimal("20.0"),
        "drop": Decimal("10.0"),
    }
    assert failed(one) == []


def test_the_year_before_is_the_last_one_on_file(yunfeng, clerk):
    village_file(yunfeng, 2013, farmers=50)
    village_file(yunfeng, 2015)
    record(household(yunfeng), 2013, people=5)

    one = report(T2, clerk)

    assert one.scope.previous == 2013
    assert figures(one)["incidence_before"] == Decimal("10.0")
    assert "agricultural, 2013" in [one.table.label(c) for c in one.report.columns]


def test_without_people_there_is_no_share_and_no_fault(yunfeng, zongshu, clerk):
    village_file(yunfeng, 2015)
    household(zongshu)

    one = report(T2, clerk)

    assert figures(one, ZONGSHU)["incidence"] is None
    assert figures(one, ZONGSHU)["drop"] is None
    assert figures(one)["poor_people"] == 1


def test_the_drop_is_that_of_the_figures_shown(yunfeng, clerk):
    village_file(yunfeng, 2014, farmers=99)
    village_file(yunfeng, 2015, farmers=99)
    record(household(yunfeng, people=2), 2014, people=3)

    total = figures(report(T2, clerk))

    assert (total["incidence_before"], total["incidence"]) == (Decimal("3.0"), Decimal("2.0"))
    assert total["drop"] == Decimal("1.0")
