"""The board: rows and columns add up, each reader sees his own, and deadlines run."""

from datetime import date

import pytest

from households import board
from households.choices import Stage
from tests.factories import PairingFactory, RoundFactory
from tests.households.lists import JUNE_2, JUNE_3, MAY_28, cases_at, hanging
from villages.models import VillageYear


@pytest.fixture
def busy(yunfeng, zongshu, baina, round_):
    """Yunfeng, its neighbour, and a village of the next township."""
    for stage, count in ((Stage.APPLIED, 3), (Stage.SURVEYED, 1), (Stage.REJECTED, 2)):
        cases_at(stage, count, yunfeng, round_)
    cases_at(Stage.ANNOUNCED, 2, zongshu, round_)
    cases_at(Stage.WITHDRAWN, 1, zongshu, round_)
    cases_at(Stage.APPLIED, 4, baina, round_)
    cases_at(Stage.APPLIED, 9, yunfeng, RoundFactory(year=2014))


def _row(found, name):
    return next(row for row in found.rows if row.place.name_en == name)


def test_a_township_sees_its_villages_and_the_sums_agree(busy, round_, leader):
    found = board.read(round_, leader, "520521225", JUNE_2)

    assert [row.place.name_en for row in found.rows] == ["Yunfeng", "Zongshu"]
    yunfeng = _row(found, "Yunfeng")
    assert [cell.count for cell in yunfeng.cells][:3] == [3, 1, 0]
    assert (yunfeng.total, yunfeng.left_out) == (4, 2)
    assert (found.total, found.left_out) == (6, 3)
    assert sum(found.totals) == found.total == sum(row.total for row in found.rows)


def test_a_county_sees_the_townships_where_something_happens(busy, round_, county_staff):
    found = board.read(round_, county_staff, "520521", JUNE_2)

    assert found.by_township
    assert {row.place.pk: row.total for row in found.rows} == {"520521223": 4, "520521225": 6}


def test_a_county_looks_into_one_township(busy, round_, county_staff):
    found = board.read(round_, county_staff, "520521223", JUNE_2)

    assert {row.place.pk: row.total for row in found.rows} == {"520521223201": 4}


def test_a_secretary_sees_one_village(busy, round_, secretary2):
    found = board.read(round_, secretary2, "520521225202", JUNE_2)

    assert [(row.place.name_en, row.total) for row in found.rows] == [("Zongshu", 2)]


def test_a_village_where_nobody_applied_is_seen_too(yunfeng, zongshu, round_, leader):
    found = board.read(round_, leader, "520521225", JUNE_2)

    assert [(row.total, row.deadline) for row in found.rows] == [(0, None), (0, None)]
    assert (found.busy, found.late, found.late_places) == ([], [], "")


def test_the_darker_the_larger_the_share(busy, round_, leader):
    cells = _row(board.read(round_, leader, "520521225", JUNE_2), "Yunfeng").cells

    assert [(cell.count, cell.tint) for cell in cells[:3]] == [(3, 8), (1, 2), (0, 0)]


def test_a_notice_sets_the_deadline_and_is_late_when_it_stays_up(
    nominated, round_, leader, secretary, set_today
):
    set_today(MAY_28)
    hanging(nominated, secretary)

    for day, days, late in ((JUNE_2, 1, False), (JUNE_3, 0, False), (date(2015, 6, 5), -2, True)):
        found = board.read(round_, leader, "520521225", day)
        row = _row(found, "Yunfeng")
        assert (row.deadline.days, row.deadline.is_of_a_notice) == (days, True)
        assert bool(found.late) is late
        (cell,) = (cell for cell in row.cells if cell.count)
        assert (cell.is_clock, cell.is_late) == (True, late)
    assert found.late_places == "Yunfeng"
    assert (found.households_on_notice, len(found.on_notice)) == (5, 1)


def test_without_a_notice_the_round_itself_ends(busy, round_, leader):
    row = _row(board.read(round_, leader, "520521225", date(2015, 9, 2)), "Yunfeng")

    assert (row.deadline.day, row.deadline.days) == (round_.ends_on, -2)
    assert not any(cell.is_late for cell in row.cells)


def test_open_objections_stand_with_their_village(
    nominated, round_, leader, secretary, county_staff, set_today
):
    from tests.households.test_publicity import _object

    set_today(MAY_28)
    notice = hanging(nominated, secretary)
    _object(notice, nominated[0], secretary)

    assert board.read(round_, leader, "520521225", MAY_28).objections == 1
    assert board.read(round_, county_staff, "520521", MAY_28).rows[0].objections == 1


def test_the_class_of_the_village_stands_beside_its_name(yunfeng, round_, leader):
    VillageYear.objects.create(
        village=yunfeng, year=2015, poverty_class=1, households=400, population=1600,
        agricultural_population=1500,
    )  # fmt: skip

    assert _row(board.read(round_, leader, "520521225", JUNE_2), "Yunfeng").note == "class one"


def test_a_round_of_one_township_has_a_board_of_villages(yunfeng, county_staff):
    only_here = RoundFactory(area_code="520521225", year=2016)
    cases_at(Stage.APPLIED, 2, yunfeng, only_here)

    found = board.read(only_here, county_staff, "520521", JUNE_2)

    assert not found.by_township
    assert found.total == 2


def test_what_happens_outside_the_area_is_not_counted(
    nominated, baina, round_, secretary, county_staff, set_today
):
    from tests.households.test_publicity import _object

    set_today(MAY_28)
    _object(hanging(nominated, secretary), nominated[0], secretary)
    cases_at(Stage.APPLIED, 1, baina, round_)

    found = board.read(round_, county_staff, "520521223", MAY_28)

    assert (found.total, found.objections) == (1, 0)


def test_a_cadre_who_sees_single_households_has_no_board(nominated, round_, cadre_user):
    PairingFactory(household=nominated[0].household, cadre__user=cadre_user)

    assert board.read(round_, cadre_user, "", JUNE_2).rows == []
