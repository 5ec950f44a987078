"""The board: rows and columns add up, each reader sees his own, and deadlines run."""

from datetime import date

import pytest

from households import board
from households.choices import Stage
from households.ways import WAYS, Variant
from tests.factories import PairingFactory, RoundFactory, VillageFactory
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


def test_a_county_sees_its_townships(busy, round_, county_staff):
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

    assert [(row.total, row.deadline.stage) for row in found.rows] == [(0, Stage.APPLIED)] * 2
    assert (found.busy, found.late, found.late_places) == ([], [], "")
    assert found.not_begun == [yunfeng, zongshu]


def test_who_has_not_begun_is_counted_in_its_township(busy, round_, county_staff, township):
    fresh = VillageFactory(code="520521225203", name_zh="梯子村", name_en="Tizi")

    found = board.read(round_, county_staff, "520521", JUNE_2)

    assert found.not_begun == [fresh]
    assert _row(found, "Xingxiu Township").not_begun == [fresh]


def test_who_has_not_begun_is_late_after_the_day_of_the_meetings(yunfeng, leader):
    round_ = RoundFactory(year=2016, meetings_until=MAY_28)

    (row,) = board.read(round_, leader, "520521225", JUNE_2).rows

    assert [(due.stage, due.days) for due in row.late] == [(Stage.APPLIED, -5)]
    assert not any(cell.is_late for cell in row.cells)


def test_in_a_closed_round_nobody_is_late_any_more(busy, round_, leader, county_staff):
    round_.closed_on = JUNE_2
    round_.save()

    found = board.read(round_, leader, "520521225", date(2016, 1, 1))

    assert (found.late, found.not_begun) == ([], [])
    assert [row.deadline for row in found.rows] == [None, None]
    county = board.read(round_, county_staff, "520521", JUNE_2)
    assert all(row.counts for row in county.rows)


@pytest.mark.parametrize("variant", Variant)
def test_the_columns_are_the_stages_of_the_rounds_way(variant, yunfeng, leader):
    round_ = RoundFactory(year=2016, variant=variant)
    for stage in WAYS[variant]:
        cases_at(stage, 1, yunfeng, round_)

    found = board.read(round_, leader, "520521225", JUNE_2)

    assert list(found.columns) == list(WAYS[variant])
    assert found.total == len(WAYS[variant]) == sum(found.totals)


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


def test_without_a_notice_the_calendar_sets_the_deadline(yunfeng, leader):
    round_ = RoundFactory(year=2016, meetings_until=MAY_28, village_until=JUNE_3)
    cases_at(Stage.SURVEYED, 1, yunfeng, round_)
    cases_at(Stage.NOMINATED, 2, yunfeng, round_)
    cases_at(Stage.VILLAGE_PASSED, 3, yunfeng, round_)

    (row,) = board.read(round_, leader, "520521225", JUNE_2).rows

    assert (row.deadline.day, row.deadline.days, str(row.deadline.goal)) == (
        MAY_28,
        -5,
        "Nominated",
    )
    assert {cell.stage for cell in row.cells if cell.is_late} == {Stage.SURVEYED}
    assert row.deadlines[Stage.VILLAGE_PASSED].day == round_.ends_on


def test_after_the_end_of_the_round_everything_open_is_late(busy, round_, leader):
    row = _row(board.read(round_, leader, "520521225", date(2015, 9, 2)), "Yunfeng")

    assert (row.deadline.day, row.deadline.days) == (round_.ends_on, -2)
    assert [due.stage for due in row.late] == [Stage.APPLIED, Stage.SURVEYED]


def test_only_the_first_late_places_are_named(round_, leader, township):
    for n in range(1, 6):
        VillageFactory(code=f"52052122521{n}", name_en=f"Village {n}")

    found = board.read(round_, leader, "520521225", date(2016, 1, 1))

    assert found.late_places == "Yunfeng, Village 1, Village 2 …"


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
