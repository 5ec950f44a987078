"""T7: who is paired, and who helps."""

from datetime import date
from decimal import Decimal

import pytest

from assistance.models import WorkTeam
from tests.factories import CadreFactory, PairingFactory
from tests.reports.drawing import TOWNSHIP, YUNFENG, ZONGSHU, failed, figures, report
from tests.reports.register import DIBAO, DIBAO_POOR, EXITED, GENERAL, household, village_file

T7 = "pairing-coverage"


@pytest.fixture
def helped(yunfeng, zongshu):
    """Yunfeng: three to be paired, two are. Zongshu: one, by a cadre who helps in both."""
    village_file(yunfeng, 2015)
    county, township, village = (CadreFactory(affiliation=level) for level in ("50", "60", "70"))
    PairingFactory(household=household(yunfeng, GENERAL, 4), cadre=county)
    PairingFactory(household=household(yunfeng, DIBAO_POOR, 2, state=EXITED), cadre=township)
    household(yunfeng, GENERAL, 3)
    PairingFactory(household=household(yunfeng, DIBAO, 1), cadre=village)
    PairingFactory(household=household(zongshu, GENERAL, 5), cadre=county)


def test_every_column_of_a_village(helped, clerk, yunfeng):
    WorkTeam.objects.create(
        area_code=TOWNSHIP, name_zh="驻村工作队", starts_on=date(2015, 3, 1)
    ).villages.add(yunfeng)
    CadreFactory(area_code=YUNFENG, is_first_secretary=True)

    one = report(T7, clerk)

    assert figures(one, YUNFENG) == {
        "due_households": 3,
        "due_people": 9,
        "paired_households": 2,
        "paired_people": 6,
        "coverage": Decimal("66.7"),
        "unpaired_households": 1,
        "cadres": 3,
        "cadres_county": 1,
        "cadres_township": 1,
        "cadres_village": 1,
        "cadres_other": 0,
        "per_cadre": Decimal("0.67"),
        "teams": 1,
        "first_secretaries": 1,
    }
    assert failed(one) == []


def test_a_cadre_of_two_villages_is_one_cadre_of_the_township(helped, clerk):
    one = report(T7, clerk)

    assert (figures(one, YUNFENG)["cadres"], figures(one, ZONGSHU)["cadres"]) == (3, 1)
    assert figures(one)["cadres"] == 3
    assert figures(one)["cadres_county"] == 1


def test_a_team_of_two_villages_is_one_team_of_the_township(helped, clerk, yunfeng, zongshu):
    team = WorkTeam.objects.create(area_code=TOWNSHIP, name_zh="队", starts_on=date(2015, 3, 1))
    team.villages.add(yunfeng, zongshu)

    one = report(T7, clerk)

    assert (figures(one, YUNFENG)["teams"], figures(one)["teams"]) == (1, 1)


def test_a_team_of_two_townships_is_seen_in_each(helped, clerk, clerk2, zongshu, baina):
    team = WorkTeam.objects.create(area_code="520521", name_zh="队", starts_on=date(2015, 3, 1))
    team.villages.add(zongshu, baina)

    assert figures(report(T7, clerk))["teams"] == 1
    assert figures(report(T7, clerk2))["teams"] == 1


def test_pairings_count_as_of_the_last_day_of_the_year(helped, clerk, yunfeng):
    PairingFactory(
        household=household(yunfeng, GENERAL, 1),
        starts_on=date(2015, 1, 1),
        ends_on=date(2015, 12, 30),
        ended_because="moved",
    )
    PairingFactory(household=household(yunfeng, GENERAL, 1), starts_on=date(2016, 1, 1))

    assert figures(report(T7, clerk), YUNFENG)["paired_households"] == 2


def test_in_the_running_year_pairings_count_as_of_today(helped, clerk, set_today):
    set_today(date(2015, 2, 1))

    one = report(T7, clerk)

    assert one.scope.on == date(2015, 2, 1)
    assert figures(one)["paired_households"] == 0


def test_two_cadres_of_a_household_do_not_make_it_two_households(helped, clerk, yunfeng):
    twice = household(yunfeng, GENERAL, 2)
    PairingFactory(household=twice)
    PairingFactory(household=twice)

    assert figures(report(T7, clerk), YUNFENG)["paired_households"] == 3
