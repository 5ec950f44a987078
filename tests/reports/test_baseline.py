"""The figures of Xingxiu come out of the reports, counted from the files of the demo."""

from decimal import Decimal

import pytest

from tests.reports.drawing import COUNTY, TOWNSHIP, failed, figures, report
from villages.models import User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("baseline"),
    pytest.mark.xdist_group("baseline"),
]


@pytest.fixture
def staff():
    return User.objects.get(username="county")


def of_xingxiu(slug, user, **options):
    one = report(slug, user, TOWNSHIP, **options)
    assert failed(one) == []
    assert len(one.table.rows) == 10 or slug == "township-indicators"
    return figures(one)


def test_t1_at_the_end_of_2013(staff):
    total = of_xingxiu("households-by-category", staff, year=2013)

    assert (total["households"], total["people"]) == (1604, 3510)
    assert [(total[f"households_{c}"], total[f"people_{c}"]) for c in ("01", "04", "02", "03")] == [
        (669, 2065),
        (170, 416),
        (706, 969),
        (59, 60),
    ]


def test_t1_after_the_reduction(staff):
    total = of_xingxiu("households-by-category", staff, year=2015, state="poor")

    assert (total["households"], total["people"]) == (1164, 2133)


def test_t2_falls_by_eleven_points(staff):
    before = of_xingxiu("incidence", staff, year=2013)
    after = of_xingxiu("incidence", staff, year=2015)

    assert (before["inhabitants"], before["farmers"]) == (12_624, 12_520)
    assert before["incidence"] == after["incidence_before"] == Decimal("28.0")
    assert (after["incidence"], after["drop"]) == (Decimal("17.0"), Decimal("11.0"))


def test_t3_plan_and_result(staff):
    total = of_xingxiu("reduction", staff, year=2015)

    assert (total["start_households"], total["start_people"]) == (1604, 3510)
    assert total["planned_people"] == 1377
    assert (total["exited_households"], total["exited_people"]) == (440, 1377)
    assert (total["end_households"], total["end_people"]) == (1164, 2133)


def test_t7_pairing(staff):
    total = of_xingxiu("pairing-coverage", staff, year=2015)

    assert (total["paired_households"], total["paired_people"]) == (839, 2481)
    assert (total["due_households"], total["unpaired_households"]) == (839, 0)
    assert (total["cadres"], total["teams"]) == (220, 9)


def test_the_income_of_the_township(staff):
    values = of_xingxiu("township-indicators", staff, year=2015)

    assert values["net_income_per_head_before"] == 5873
    assert values["net_income_per_head"] == 6550
    assert (values["income_change"], values["income_growth"]) == (677, Decimal("11.5"))


def test_the_county_has_one_township_with_data(staff):
    one = report("households-by-category", staff, COUNTY, year=2013)

    assert [row.unit.code for row in one.table.rows] == [TOWNSHIP]
    assert figures(one)["people"] == 3510


def test_what_the_documents_say_stands_beside_it(staff):
    one = report("households-by-category", staff, TOWNSHIP, year=2013)

    general = [(c.reported, c.computed) for c in one.comparisons if c.label == "General poor"]
    assert general == [(244, 669), (773, 2065)]
    assert "1,292" in one.explanations[0]


def test_the_neighbour_has_nothing(client):
    clerk2 = User.objects.get(username="clerk2")

    assert figures(report("households-by-category", clerk2, year=2013))["households"] == 0
    client.force_login(clerk2)
    assert client.get(f"/reports/incidence/?area={TOWNSHIP}").status_code == 404
    assert client.get("/api/households/").json()["results"] == []
