"""Helping units and work teams."""

from datetime import date

import pytest
from django.urls import reverse

from tests.assistance.rows import paired
from tests.factories import (
    CadreFactory,
    HelpingUnitFactory,
    WorkTeamFactory,
)

pytestmark = pytest.mark.django_db


def test_a_new_unit_stands_on_the_list(send, ask):
    answer = send(
        "unit-create",
        name_zh="县医院",
        name_en="County Hospital",
        area_code="520521225",
        affiliation="50",
    )

    assert answer["Location"] == reverse("assistance:unit-list")
    assert "County Hospital" in ask("unit-list")


def test_a_unit_of_the_same_name_is_refused(send):
    unit = HelpingUnitFactory()

    answer = send("unit-create", name_zh=unit.name_zh, area_code="520521225", affiliation="50")

    assert answer.status_code == 422
    assert "A helping unit of this name is already on the list." in answer.content.decode()


def test_a_unit_is_corrected(send):
    unit = HelpingUnitFactory()

    send("unit-update", unit.pk, name_zh="县农业局", area_code="520521225", affiliation="50")

    unit.refresh_from_db()
    assert unit.name_zh == "县农业局"


def test_units_show_who_serves_and_how_many_they_help(read, clerk, yunfeng):
    unit = paired(yunfeng).cadre.unit
    paired(yunfeng, cadre=CadreFactory(unit=unit))
    CadreFactory(unit=unit, left_on=date(2015, 5, 1))

    page = read(clerk, "unit-list", q="Agri", level="50")

    assert 'data-label="Cadres" class="num">2<' in page
    assert 'data-label="Households" class="num">2<' in page


def test_a_team_shows_its_villages_and_members(read, clerk, yunfeng, zongshu):
    WorkTeamFactory(villages=[yunfeng, zongshu], members=[CadreFactory()])
    WorkTeamFactory(villages=[yunfeng], ends_on=date(2015, 6, 1))

    page = read(clerk, "team-list")

    assert "Yunfeng, Zongshu" in page
    assert "Wei Guoping" in page
    assert "Until 2015-06-01" in page
