"""The demonstration is loaded only where it belongs, and the same seed gives the same county."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F

from households.idnumbers import read_id_number
from households.models import Household, HouseholdYear, Member, MemberYear
from povertyreg.demo import loading
from tests.baseline import load
from tests.factories import VillageFactory
from villages.models import Township, User, Village, VillageYear

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def contents(**options: int) -> list[tuple[object, ...]]:
    """What a synthetic county holds, after which the database is empty again."""
    with transaction.atomic():
        load(**options)
        people = Member.objects.order_by("household__number", "position")
        found: list[tuple[object, ...]] = [
            (m.household.number, m.name, m.pinyin, m.id_number, m.ethnic_group)
            for m in people.select_related("household")
        ]
        found += HouseholdYear.objects.order_by("household__number").values_list(
            "year", "category", "main_cause", "net_income", "cultivated_land"
        )
        transaction.set_rollback(True)
    return found


def test_nothing_is_loaded_where_the_demonstration_is_switched_off(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="switched off"):
        call_command("make_demo")

    assert not User.objects.exists()


@pytest.mark.usefixtures("demo")
def test_a_database_with_data_of_its_own_is_left_alone():
    VillageFactory()

    with pytest.raises(CommandError, match="data of its own"):
        call_command("make_demo", households=3)

    assert (Village.objects.count(), User.objects.count()) == (1, 0)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("wrong", [{"households": 0}, {"households": 5, "year": 1999}])
def test_an_impossible_size_or_year_is_refused(wrong):
    with pytest.raises(loading.Refused, match="at least one|from one to"):
        load(**wrong)

    assert not Township.objects.exists()


@pytest.mark.usefixtures("demo")
def test_the_same_seed_gives_the_same_county_and_another_seed_another():
    first = contents(households=25, seed=7)

    assert contents(households=25, seed=7) == first
    assert contents(households=25, seed=8) != first


@pytest.mark.usefixtures("demo")
def test_a_synthetic_county_lies_in_all_villages_with_one_record_of_the_year():
    said = load(households=400, year=2016)

    villages = Counter(Household.objects.values_list("village", flat=True))
    assert (Township.objects.count(), len(villages)) == (40, 390)
    assert set(villages.values()) == {1, 2}
    assert set(HouseholdYear.objects.values_list("year", "state")) == {(2016, "0")}
    assert HouseholdYear.objects.registered().count() == VillageYear.objects.count() + 10
    assert "400 of 400 households" in said
    assert User.objects.filter(username="clerk").exists()


@pytest.mark.usefixtures("demo")
def test_the_people_of_a_synthetic_county_are_as_sound_as_those_of_the_baseline():
    load(households=120)

    numbers = [read_id_number(member.id_number).number for member in Member.objects.all()]
    assert len(set(numbers)) == len(numbers)
    heads = MemberYear.objects.filter(
        relation="01", member=F("household_year__household__householder")
    )
    assert heads.count() == Household.objects.count() == 120


@pytest.mark.usefixtures("demo")
def test_a_loaded_synthetic_county_is_not_loaded_over():
    load(households=3)

    said = load()

    assert said == ["The demonstration county is loaded already; nothing is changed."]
    assert Household.objects.count() == 3


@pytest.mark.usefixtures("demo")
def test_the_command_tells_who_can_sign_in(capsys):
    call_command("make_demo", households=2)

    said = capsys.readouterr().out
    assert "2 households" in said
    assert "clerk, clerk2, secretary" in said
    assert "Xingxiu-2015-demo" in said
