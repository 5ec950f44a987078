"""Putting cadres and units on the list, and correcting them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assistance import roster
from povertyreg.audit.models import Entry
from tests.factories import CadreFactory, HelpingUnitFactory, PairingFactory

pytestmark = pytest.mark.django_db


def new_cadre(**kwargs):
    return CadreFactory.build(unit=HelpingUnitFactory(), **kwargs)


def test_an_entry_is_told_in_the_trail(clerk):
    cadre = roster.save_cadre(new_cadre(), by=clerk)

    roster.save_cadre(cadre, by=clerk)

    actions = Entry.objects.about(cadre).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["enter_cadre", "change_cadre"]


def test_the_name_is_written_in_pinyin(clerk):
    cadre = roster.save_cadre(new_cadre(name="王小明", pinyin="something else"), by=clerk)

    assert cadre.pinyin == "Wang Xiaoming"


def test_an_entry_outside_the_own_area_is_denied(clerk2):
    with pytest.raises(PermissionDenied):
        roster.save_cadre(new_cadre(), by=clerk2)


def test_an_entry_of_the_county_is_not_for_the_township(clerk):
    with pytest.raises(PermissionDenied):
        roster.save_unit(HelpingUnitFactory.build(area_code="520521"), by=clerk)


def test_an_entry_is_not_carried_off_into_the_own_area(clerk, county_staff):
    unit = roster.save_unit(HelpingUnitFactory.build(area_code="520521"), by=county_staff)
    unit.area_code = "520521225"

    with pytest.raises(PermissionDenied):
        roster.save_unit(unit, by=clerk)


def test_a_cadre_does_not_leave_households_behind_when_the_area_narrows(clerk, zongshu):
    cadre = PairingFactory().cadre
    cadre.area_code = zongshu.code

    with pytest.raises(ValidationError, match="Hand them over first"):
        roster.save_cadre(cadre, by=clerk)


def test_a_cadre_of_a_village_may_belong_to_a_unit_of_the_township(clerk, zongshu):
    assert roster.save_cadre(new_cadre(area_code=zongshu.code), by=clerk).pk


def test_the_secretary_does_not_keep_the_list(secretary):
    with pytest.raises(PermissionDenied):
        roster.save_cadre(new_cadre(area_code="520521225201"), by=secretary)
