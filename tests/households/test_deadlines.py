"""The calendar of a round: which day holds for whom, and how it is moved."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households import rounds
from households.choices import Stage
from households.deadlines import due_on
from households.models import Round
from households.refusals import StaleVersion
from povertyreg.audit.models import Entry
from tests.factories import RoundFactory

MAY_26, JUNE_5, JULY_1, AUGUST_31 = (
    date(2015, 5, 26),
    date(2015, 6, 5),
    date(2015, 7, 1),
    date(2015, 8, 31),
)
DAYS = {
    "meetings_until": MAY_26,
    "village_until": JUNE_5,
    "township_until": JULY_1,
    "ends_on": AUGUST_31,
}


@pytest.fixture
def timed(db) -> Round:
    return RoundFactory(**DAYS)


@pytest.mark.parametrize(
    ("stage", "day"),
    [
        (Stage.APPLIED, MAY_26),
        (Stage.SURVEYED, MAY_26),
        (Stage.NOMINATED, JUNE_5),
        (Stage.VILLAGE_PASSED, JULY_1),
        (Stage.TOWNSHIP_ACCEPTED, JULY_1),
        (Stage.TOWNSHIP_PASSED, AUGUST_31),
        (Stage.CLASSIFIED, AUGUST_31),
        (Stage.ANNOUNCED, None),
        (Stage.REJECTED, None),
    ],
)
def test_each_stretch_has_its_day(stage, day, timed):
    assert due_on(timed, stage) == day


def test_the_variant_decides_what_comes_next():
    again, short = Round(variant="two_appraisals", **DAYS), Round(variant="one_publicity", **DAYS)

    assert due_on(again, Stage.NOMINATED) == due_on(again, Stage.COMPARED) == MAY_26
    assert due_on(again, Stage.APPRAISED_AGAIN) == JUNE_5
    assert due_on(short, Stage.TOWNSHIP_ACCEPTED) == AUGUST_31


def test_a_day_that_is_open_falls_to_the_next_one():
    round_ = Round(variant="two_publicities", village_until=JUNE_5, ends_on=AUGUST_31)

    assert due_on(round_, Stage.APPLIED) == JUNE_5
    assert due_on(round_, Stage.VILLAGE_PASSED) == AUGUST_31


def _move(round_, by, because="rain", seen=None, **days):
    return rounds.reschedule(round_, DAYS | days, because=because, by=by, seen=seen)


def test_a_day_is_moved_with_a_reason_that_is_kept(timed, county_staff):
    _move(timed, county_staff, meetings_until=date(2015, 5, 30))

    entry = Entry.objects.get(action="move_calendar")
    assert Round.objects.get().meetings_until == date(2015, 5, 30)
    assert entry.reason == "rain"
    assert entry.details["calendar_before"].startswith("2015-05-26 / ")
    assert entry.details["calendar"].startswith("2015-05-30 / ")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"because": "  "}, "Say why"),
        ({"village_until": date(2015, 5, 25)}, "before the day above it"),
        ({"township_until": date(2015, 9, 1)}, "outside the round"),
        ({"ends_on": None}, "has a last day"),
        ({}, "no day has been moved"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(change, said, timed, county_staff):
    with pytest.raises(ValidationError, match=said):
        _move(timed, county_staff, **change)

    assert Round.objects.get().village_until == JUNE_5
    assert not Entry.objects.exists()


def test_who_has_read_an_older_calendar_is_told(timed, county_staff):
    with pytest.raises(StaleVersion, match="meanwhile"):
        _move(timed, county_staff, seen="2015-05-20 / – / – / 2015-08-31", meetings_until=None)


def test_a_closed_round_keeps_its_days(timed, county_staff):
    rounds.close_round(timed, by=county_staff)

    with pytest.raises(ValidationError, match="closed already"):
        _move(timed, county_staff, meetings_until=None)


@pytest.mark.parametrize("who", ["clerk", "secretary", "leader", "auditor"])
def test_only_the_county_moves_it(who, timed, request):
    with pytest.raises(PermissionDenied):
        _move(timed, request.getfixturevalue(who), meetings_until=None)
