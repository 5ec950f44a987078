"""Who may bring and confirm an import, and above which size somebody else confirms it."""

import pytest
from django.core.exceptions import PermissionDenied

from households.importing import services, settings
from households.models import Household
from povertyreg.exchange.models import Import
from tests.factories import UserFactory
from tests.households.importing.books import brought, people_of, person_list, written
from villages.models import Jurisdiction
from villages.roles import Role

State = Import.State


@pytest.fixture
def threshold(county_staff):
    settings.set_threshold("520521", 3, by=county_staff)


def test_above_the_threshold_somebody_else_confirms(threshold, clerk, leader):
    import_ = written(person_list(people_of(2)), clerk)
    assert import_.state == State.WAITING
    assert not Household.objects.exists()

    with pytest.raises(PermissionDenied):
        services.confirm(import_, "good", by=clerk)
    assert not Household.objects.exists()

    services.confirm(import_, "good", by=leader)

    import_.refresh_from_db()
    assert (import_.state, import_.confirmed_by) == (State.WRITTEN, leader)
    assert Household.objects.count() == 2


def test_who_brought_it_cannot_confirm_it_in_another_role(threshold, clerk):
    Jurisdiction.objects.create(
        user=clerk, role=Role.LEADER, area_code="520521225", starts_on="2013-01-01"
    )
    import_ = written(person_list(people_of(2)), clerk)

    with pytest.raises(PermissionDenied):
        services.confirm(import_, "good", by=type(clerk).objects.get(pk=clerk.pk))


def test_up_to_the_threshold_one_person_is_enough(threshold, clerk):
    assert written(person_list(people_of(1)), clerk).state == State.WRITTEN


def test_the_choice_of_who_brought_it_stays(threshold, clerk, leader):
    import_ = written(person_list(people_of(2)), clerk, choice="all")

    services.confirm(import_, "good", by=leader)

    import_.refresh_from_db()
    assert import_.choice == "all"


@pytest.mark.parametrize(
    "role", [Role.SECRETARY, Role.LEADER, Role.AUDITOR, Role.CADRE, Role.ADMIN]
)
def test_who_may_not_import_cannot_even_bring_a_file(yunfeng, role, own_storage):
    area = {Role.SECRETARY: "520521225201"}.get(role, "520521225")
    officer = UserFactory.holding(role, area)

    with pytest.raises(PermissionDenied):
        brought(person_list(people_of(1)), officer, area=area)

    assert not Import.objects.exists()
    assert not [path for path in own_storage.rglob("*") if path.is_file()]


def test_a_clerk_brings_nothing_for_another_township(clerk2, yunfeng):
    with pytest.raises(PermissionDenied):
        brought(person_list(people_of(1)), clerk2)


def test_a_clerk_of_another_township_sees_and_confirms_nothing(clerk, clerk2):
    import_ = brought(person_list(people_of(1)), clerk)

    assert not Import.objects.visible_to(clerk2).exists()
    for act in (services.drop, services.undo):
        with pytest.raises(PermissionDenied):
            act(import_, by=clerk2)
    with pytest.raises(PermissionDenied):
        services.confirm(import_, "good", by=clerk2)
