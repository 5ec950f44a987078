"""A report's rows as data for a chart."""

from assistance.models import ReductionPlan
from povertyreg.charts import chart_data, has_many_bars
from tests.reports.drawing import report
from tests.reports.register import DIBAO, GENERAL, household, village_file


def test_a_chart_shows_the_figures_of_the_table(yunfeng, zongshu, clerk):
    village_file(yunfeng, 2015)
    household(yunfeng, GENERAL, 3)
    household(zongshu, DIBAO, 2)

    data = chart_data(report("households-by-category", clerk).table)

    assert data is not None
    assert data["categories"] == ["Yunfeng", "Zongshu"]
    assert [(s["name"], s["data"]) for s in data["series"]] == [
        ("General poor", [3, 0]),
        ("Poor with dibao", [0, 0]),
        ("Dibao", [0, 2]),
        ("Five-guarantee", [0, 0]),
    ]
    assert data["digits"] == 0


def test_percentages_keep_their_decimal(yunfeng, clerk):
    village_file(yunfeng, 2015, farmers=3)
    household(yunfeng, GENERAL, 1)

    data = chart_data(report("incidence", clerk).table)

    assert data is not None
    assert data["series"][0]["data"] == [33.3]
    assert data["digits"] == 1


def test_a_plan_is_an_outline(yunfeng, clerk):
    ReductionPlan.objects.create(village=yunfeng, year=2015, people=3)

    data = chart_data(report("reduction", clerk).table)

    assert data is not None
    assert [series["plan"] for series in data["series"]] == [[0], []]


def test_nothing_is_drawn_without_a_chart_or_where_nothing_was_counted(yunfeng, clerk):
    assert chart_data(report("township-indicators", clerk).table) is None
    assert chart_data(report("incidence", clerk).table) is None


def test_bars_beside_each_other_need_height():
    assert not has_many_bars(None)
    assert has_many_bars({"type": "bars", "series": [1, 2], "categories": range(10)})
    assert not has_many_bars({"type": "stacked", "series": [1, 2], "categories": range(10)})
