"""The list of cadres, one cadre, the entry, and handing over."""

from datetime import date

import pytest
from django.urls import reverse

from assistance.models import Cadre
from tests.assistance.conftest import TODAY
from tests.assistance.rows import cadre_fields, paired
from tests.factories import (
    CadreFactory,
    HelpingUnitFactory,
    PairingFactory,
)

pytestmark = pytest.mark.django_db


def test_hand_over_from_the_page_of_the_cadre(send):
    leaving, successor = CadreFactory(), CadreFactory()
    PairingFactory(cadre=leaving)
    PairingFactory(cadre=leaving)

    answer = send(
        "cadre-hand-over", leaving.pk, cadre=successor.pk, on="2015-07-01", because="retired"
    )

    assert answer.status_code == 302
    assert successor.pairings.current(TODAY).count() == 2


def test_hand_over_does_not_offer_the_one_who_leaves(ask):
    leaving = PairingFactory(cadre__pinyin="Le Aving").cadre

    page = ask("cadre-hand-over", leaving.pk, part=True)

    assert "Le Aving" not in page


def test_hand_over_without_a_successor_is_refused_while_there_are_households(send):
    leaving = PairingFactory().cadre

    answer = send("cadre-hand-over", leaving.pk, on="2015-07-01", because="retired")

    assert answer.status_code == 422
    assert "Choose a cadre from the list." in answer.content.decode()


def test_hand_over_before_a_pairing_began_is_refused_in_the_form(send):
    leaving = PairingFactory().cadre

    answer = send(
        "cadre-hand-over", leaving.pk, cadre=CadreFactory().pk, on="2015-01-01", because="retired"
    )

    assert answer.status_code == 422
    assert "began on 2015-03-01" in answer.content.decode()


def test_a_cadre_without_households_leaves_without_a_successor(send):
    cadre = CadreFactory()

    answer = send("cadre-hand-over", cadre.pk, on="2015-07-01", because="retired")

    cadre.refresh_from_db()
    assert answer.status_code == 302
    assert cadre.left_on == TODAY


def test_a_new_cadre_gets_a_name_in_pinyin(send):
    answer = send("cadre-create", **cadre_fields(HelpingUnitFactory()))

    cadre = Cadre.objects.get()
    assert answer["Location"] == reverse("assistance:cadre-detail", args=[cadre.pk])
    assert cadre.pinyin
    assert cadre.phone == "13800006217"


@pytest.mark.parametrize("phone", ["1380000621", "abc", "23800006217"])
def test_a_phone_that_cannot_be_one_is_refused(send, phone):
    answer = send("cadre-create", **cadre_fields(HelpingUnitFactory(), phone=phone))

    assert answer.status_code == 422
    assert "A mobile number has 11 digits" in answer.content.decode()


def test_the_phone_is_never_shown_and_kept_when_left_empty(send, ask):
    cadre = CadreFactory(phone="13800006217")

    page = ask("cadre-update", cadre.pk)
    send("cadre-update", cadre.pk, **cadre_fields(cadre.unit, phone=""))

    cadre.refresh_from_db()
    assert "13800006217" not in page
    assert "138****6217" in page
    assert (cadre.phone, cadre.name) == ("13800006217", "欧阳明")


def test_a_cadre_of_a_villages_unit_does_not_help_the_whole_township(send, yunfeng):
    unit = HelpingUnitFactory(area_code=yunfeng.code, name_en="Yunfeng school")

    answer = send("cadre-create", query=f"?area={yunfeng.code}", **cadre_fields(unit))

    assert answer.status_code == 422


def test_cadres_are_narrowed_and_those_who_left_stand_apart(read, clerk):
    CadreFactory(pinyin="Ann One", rank="1")
    CadreFactory(pinyin="Bob Two")
    CadreFactory(pinyin="Cat Left", left_on=date(2015, 5, 1))

    by_rank, left = read(clerk, "cadre-list", rank="1"), read(clerk, "cadre-list", left=1)
    found = read(clerk, "cadre-list", q="bob")

    assert "Ann One" in by_rank
    assert "Bob Two" not in by_rank
    assert "Left on 2015-05-01" in left
    assert "Ann One" not in found


def test_the_page_of_a_cadre_has_today_and_the_history(read, clerk, yunfeng):
    cadre = CadreFactory(is_first_secretary=True)
    paired(yunfeng, people=3, cadre=cadre)
    paired(yunfeng, people=4, cadre=cadre)
    paired(yunfeng, cadre=cadre, ends_on=date(2015, 6, 1), ended_because="transferred")

    page = read(clerk, "cadre-detail", cadre.pk)

    assert "First secretary" in page
    assert '<td data-label="People" class="num">7</td>' in page
    assert "transferred" in page
    assert "138****6217" in page


def test_the_secretary_of_one_village_sees_only_its_households_of_a_cadre(
    read, secretary, yunfeng, zongshu
):
    cadre = CadreFactory()
    here = paired(yunfeng, cadre=cadre).household
    there = paired(zongshu, cadre=cadre).household

    page = read(secretary, "cadre-detail", cadre.pk)

    assert here.number[12:] in page
    assert there.number not in page


def test_a_new_cadre_is_an_ordinary_one_unless_said_otherwise(ask):
    assert '<option value="5" selected>5 Ordinary cadre</option>' in ask("cadre-create")
