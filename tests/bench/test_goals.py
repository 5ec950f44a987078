"""Ratios, verdicts and growth, from figures that were not measured but made up."""

import pytest

from bench import tables
from bench.goals import growth, lines


def cost(cpu: float, peak: float = 200.0) -> dict[str, float]:
    return {"cpu": cpu, "peak_mb": peak, "base_mb": 150.0}


def imports(cpu: float, written: int = 0) -> dict[str, object]:
    return {"first": cost(cpu), "again": cost(cpu / 2), "written_again": written}


def test_a_comparator_that_was_not_driven_so_far_is_extrapolated_and_says_so():
    results = {("import", 10_000): imports(5.0), ("naive_import", 2_000): imports(40.0)}

    (first, again) = lines(results)

    assert (first.goal, first.ratio, first.verdict) == (1, 40.0, "met")
    assert first.comparator_rows == 2_000
    assert first.as_json()["note"] == "extrapolated linearly from 2,000 rows"
    assert "extrapolated linearly" in tables.goals([first])
    assert (again.goal, again.ratio, again.verdict) == (3, 40.0, "NOT MET")


def test_a_row_written_by_the_same_file_again_breaks_the_goal():
    results = {("import", 2_000): imports(1.0, 1), ("naive_import", 2_000): imports(1000.0)}

    again = list(lines(results))[1]

    assert again.ratio == 1000.0
    assert again.verdict == "NOT MET"


def test_what_is_to_be_small_is_met_below_and_not_above():
    def verdict(cpu: float) -> str:
        results = {("import", 2_000): imports(cpu), ("read", 2_000): {"once": cost(1.0)}}
        return next(line.verdict for line in lines(results) if line.goal == 2)

    assert [verdict(4.0), verdict(6.0), verdict(6.1)] == ["reached", "met", "NOT MET"]


def test_memory_is_compared_with_that_of_the_small_list():
    results = {
        ("export", 10_000): {"once": cost(1.0, 100)},
        ("export", 300_000): {"once": cost(30.0, 121)},
    }

    (line,) = lines(results)

    assert (line.goal, line.rows, line.verdict) == (5, 300_000, "NOT MET")


@pytest.mark.parametrize(("power", "slope"), [(1, 1.0), (2, 2.0)])
def test_growth_is_the_slope_between_logarithms(power, slope):
    results = {("import", rows): imports(rows**power) for rows in (2_000, 10_000, 100_000)}

    assert growth(results)["import"] == slope
