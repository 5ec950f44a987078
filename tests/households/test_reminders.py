"""A reminder says what is missing in a place, and by when, in the reader's language."""

from datetime import date

import pytest
from django.utils import translation

from households import board, reminders
from households.choices import Stage
from tests.factories import RoundFactory, VillageFactory
from tests.households.lists import JUNE_2, JUNE_3, MAY_28, cases_at, hanging


@pytest.fixture
def timed(db):
    return RoundFactory(meetings_until=MAY_28, village_until=date(2015, 6, 10))


def _reminders(round_, user, on=JUNE_2, area="520521225"):
    return reminders.reminders(board.read(round_, user, area, on), round_)


def test_a_place_in_time_is_not_reminded(yunfeng, timed, leader):
    cases_at(Stage.NOMINATED, 4, yunfeng, timed)

    assert _reminders(timed, leader) == []


def test_a_late_village_is_told_what_waits_and_since_when(yunfeng, timed, leader):
    cases_at(Stage.APPLIED, 1, yunfeng, timed)
    cases_at(Stage.SURVEYED, 2, yunfeng, timed)
    cases_at(Stage.NOMINATED, 4, yunfeng, timed)

    (reminder,) = _reminders(timed, leader)

    assert reminder.place == yunfeng
    assert reminder.text == (
        "To Yunfeng. In the 2015 identification round, 1 household waits for the home visit "
        "(the day for it was 28 May, 5 days ago); 2 households wait for the meeting of "
        "representatives (the day for it was 28 May, 5 days ago). Please see to it in time, and "
        "let us know if something holds you up. Thank you."
    )


def test_a_village_that_has_not_begun_is_told_before_it_is_late(yunfeng, zongshu, timed, leader):
    cases_at(Stage.ANNOUNCED, 1, yunfeng, timed)

    (reminder,) = _reminders(timed, leader, on=date(2015, 5, 20))

    assert reminder.place == zongshu
    assert "no household has applied yet (the day for it is 28 May)" in reminder.text


def test_a_township_is_told_which_of_its_villages(yunfeng, zongshu, timed, county_staff):
    cases_at(Stage.ANNOUNCED, 1, yunfeng, timed)
    VillageFactory(code="520521225203", name_zh="梯子村", name_en="Tizi")

    (reminder,) = _reminders(timed, county_staff, area="520521")

    assert "To Xingxiu Township." in reminder.text
    assert "no household of 2 villages (Zongshu, Tizi) has applied yet" in reminder.text


def test_a_notice_that_was_left_hanging_is_named(nominated, round_, leader, secretary, set_today):
    set_today(MAY_28)
    hanging(nominated, secretary)

    (reminder,) = _reminders(round_, leader, on=date(2015, 6, 5))

    assert "the village notice of 5 households is not closed yet" in reminder.text
    assert "2 days ago" in reminder.text
    assert _reminders(round_, leader, on=JUNE_3) == []


def test_all_texts_stand_in_one(yunfeng, zongshu, timed, leader):
    found = _reminders(timed, leader)

    assert reminders.together(found) == f"{found[0].text}\n\n{found[1].text}"


@pytest.mark.parametrize("stage", Stage.open())
def test_every_open_stage_has_its_words(stage, yunfeng, leader):
    round_ = RoundFactory(variant="two_appraisals")
    cases_at(stage, 2, yunfeng, round_)

    (reminder,) = _reminders(round_, leader, on=date(2015, 12, 1))

    assert "2 households" in reminder.text


def test_the_text_is_in_the_readers_language(yunfeng, timed, leader):
    with translation.override("zh-hans"):
        (reminder,) = _reminders(timed, leader)

    assert "云峰村" in reminder.text
