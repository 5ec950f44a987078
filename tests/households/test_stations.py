"""The stations of each way: every stage lies on exactly one of them."""

import pytest

from households.choices import Level, Stage
from households.stations import lists_of, stations, steps_of
from households.ways import WAYS, Variant


@pytest.mark.parametrize("variant", Variant)
def test_every_stage_is_on_one_station_until_the_last_is_reached(variant):
    on_them = [stage for station in stations(variant) for stage in station.stages]

    assert on_them == list(WAYS[variant][:-1])
    assert stations(variant)[-1].reached == Stage.ANNOUNCED


@pytest.mark.parametrize(
    ("variant", "levels"),
    [
        (Variant.TWO_PUBLICITIES, [Level.VILLAGE, Level.TOWNSHIP]),
        (Variant.TWO_APPRAISALS, [Level.VILLAGE, Level.TOWNSHIP]),
        (Variant.NO_REVIEW, [Level.VILLAGE, Level.TOWNSHIP]),
        (Variant.ONE_PUBLICITY, [Level.VILLAGE]),
    ],
)
def test_the_lists_that_hang_on_the_way(variant, levels):
    assert lists_of(variant) == levels


def test_the_steps_are_told_in_order():
    assert [str(step) for step in steps_of(Variant.TWO_APPRAISALS)] == [
        "Application and survey",
        "Meeting of representatives",
        "Comparison by the county",
        "Second meeting",
        "Village notice",
        "Township check",
        "Township notice",
        "County classification",
        "Announcement",
    ]
