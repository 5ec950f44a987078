"""Pairing a household, changing and ending a pairing, and the list of pairings."""

from datetime import date

import pytest

from assistance.models import Pairing
from tests.assistance.conftest import TODAY
from tests.assistance.rows import paired
from tests.factories import (
    CadreFactory,
    HouseholdFactory,
    PairingFactory,
)

pytestmark = pytest.mark.django_db


def test_the_clerk_pairs_a_household_and_is_led_back_to_it(send, client):
    household, cadre = HouseholdFactory(), CadreFactory()

    answer = send("pairing-create", household.number, cadre=cadre.pk, on="2015-06-01")

    assert answer.status_code == 302
    assert household.number in answer["Location"]
    assert household.pairings.get().cadre == cadre


def test_a_second_click_is_refused_with_the_sentence(send):
    household, cadre = HouseholdFactory(), CadreFactory()
    send("pairing-create", household.number, cadre=cadre.pk, on="2015-06-01")

    answer = send("pairing-create", household.number, cadre=cadre.pk, on="2015-06-01")

    assert answer.status_code == 422
    assert "already paired with the household" in answer.content.decode()
    assert household.pairings.count() == 1


def test_pairing_without_a_choice_keeps_the_day_and_says_what_is_missing(send):
    household = HouseholdFactory()

    answer = send("pairing-create", household.number, on="2015-06-01")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a cadre from the list." in page
    assert 'value="2015-06-01"' in page


def test_a_cadre_of_the_next_township_cannot_be_smuggled_in(send, baina):
    household = HouseholdFactory()
    stranger = CadreFactory(area_code="520521223", unit__area_code="520521223")

    answer = send("pairing-create", household.number, cadre=stranger.pk, on="2015-06-01")

    assert answer.status_code == 422
    assert not Pairing.objects.exists()


def test_those_with_the_fewest_households_are_offered_first(ask):
    busy, idle = CadreFactory(pinyin="A Busy"), CadreFactory(pinyin="Z Idle")
    PairingFactory(cadre=busy)

    page = ask("pairing-create", HouseholdFactory().number)

    assert page.index("Z Idle") < page.index("A Busy")
    assert idle.pk != busy.pk


def test_the_search_for_a_cadre_answers_with_the_choice_alone(ask):
    CadreFactory(name="李明", pinyin="Li Ming")
    CadreFactory(name="张三", pinyin="Zhang San")

    page = ask("pairing-create", HouseholdFactory().number, part=True, q="zhang")

    assert page.strip().startswith('<div id="candidates"')
    assert "Zhang San" in page
    assert "Li Ming" not in page


def test_a_choice_stays_in_sight_when_another_field_was_wrong(send):
    household, chosen = HouseholdFactory(), CadreFactory(pinyin="Zz Chosen")
    for _ in range(13):
        CadreFactory()

    answer = send("pairing-create", household.number, cadre=chosen.pk, on="2016-01-01")

    page = answer.content.decode()
    assert "The date lies ahead" in page
    assert f'value="{chosen.pk}" id="cadre-{chosen.pk}" checked' in page


def test_change_closes_the_old_pairing_and_opens_the_new(send):
    old, successor = PairingFactory(), CadreFactory()

    answer = send(
        "pairing-change", old.pk, cadre=successor.pk, on="2015-06-02", because="transferred"
    )

    assert answer.status_code == 302
    assert list(old.household.pairings.current(TODAY)) == [
        old.household.pairings.get(cadre=successor)
    ]


def test_change_of_an_ended_pairing_is_refused_in_the_form(send):
    old = PairingFactory(ends_on=date(2015, 6, 1), ended_because="retired")

    answer = send("pairing-change", old.pk, cadre=CadreFactory().pk, on="2015-06-02", because="x")

    assert answer.status_code == 422
    assert "has ended already" in answer.content.decode()


def test_end_without_a_successor(send):
    old = PairingFactory()

    answer = send("pairing-end", old.pk, on="2015-06-30", because="moved to the county")

    old.refresh_from_db()
    assert answer.status_code == 302
    assert (old.ends_on, old.ended_because) == (date(2015, 6, 30), "moved to the county")


def test_end_before_the_first_day_says_so(send):
    old = PairingFactory()

    answer = send("pairing-end", old.pk, on="2014-06-30", because="moved")

    assert answer.status_code == 422
    assert "began on 2015-03-01" in answer.content.decode()


def test_the_pairings_in_force_and_the_ended_ones_are_two_lists(read, clerk, yunfeng):
    paired(yunfeng, cadre__pinyin="Now Here")
    paired(
        yunfeng, cadre__pinyin="Long Gone", ends_on=date(2015, 6, 1), ended_because="transferred"
    )

    now, ended = read(clerk, "pairing-list"), read(clerk, "pairing-list", ended=1)

    assert "Now Here" in now
    assert "Long Gone" not in now
    assert "Long Gone" in ended
    assert "transferred" in ended
    assert "Now Here" not in ended


@pytest.mark.parametrize("q", ["Wei", "wei guo", "韦", "Zhao", "赵", "0099", "5205212252010099"])
def test_a_pairing_is_found_by_cadre_householder_or_number(read, clerk, yunfeng, q):
    household = HouseholdFactory(
        village=yunfeng, number="5205212252010099", file__name="赵六", file__pinyin="Zhao Liu"
    )
    PairingFactory(household=household)
    paired(yunfeng, cadre__name="张三", cadre__pinyin="Zhang San")

    page = read(clerk, "pairing-list", q=q)

    assert "0099" in page
    assert "Zhang San" not in page


def test_pairings_are_narrowed_by_unit_and_level(read, clerk, yunfeng):
    mine = paired(yunfeng, cadre__affiliation="60", cadre__unit__name_zh="乡政府")
    paired(yunfeng, cadre__pinyin="Zhang San")

    by_unit = read(clerk, "pairing-list", unit=mine.cadre.unit_id)
    by_level = read(clerk, "pairing-list", level="60")

    for page in (by_unit, by_level):
        assert "Wei Guoping" in page
        assert "Zhang San" not in page


def test_a_filter_with_a_value_that_is_none_finds_nothing_and_does_not_fail(read, clerk, yunfeng):
    paired(yunfeng)

    assert "Wei Guoping" not in read(clerk, "pairing-list", unit="x", part=True)
