"""An earlier version brought back: as a new one, by all rules; who came and went stays so."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from households import files, history, restoring
from households.models import Household, Member
from households.refusals import StaleVersion
from povertyreg.audit.models import Entry
from tests.factories import HouseholdFactory, id_number

pytestmark = pytest.mark.django_db(transaction=True)


def changed(household, clerk, **facts):
    file = files.opened(household, 2015)
    for name, value in facts.items():
        setattr(file.year if hasattr(file.year, name) else file.household, name, value)
    return files.update(file, version=file.household.version, by=clerk)


@pytest.fixture
def household(yunfeng, clerk) -> Household:
    """Of two people; its second version has other wages, another address and another phone."""
    with transaction.atomic():
        found = HouseholdFactory(
            village=yunfeng, file__people=2, file__wage=100, phone="13800001111"
        )
    return changed(found, clerk, wage=1300, address="二组", phone="13612342085")


@pytest.fixture
def first(household) -> int:
    """The version that is brought back."""
    return household.version - 1


def test_the_values_of_then_become_a_new_version(household, first, clerk):
    plan = restoring.prepared(household, first, 2015, by=clerk)

    restoring.restore(plan, version=first + 1, by=clerk, reason="typed into the wrong file")

    now = Household.objects.get()
    assert (now.version, now.address, now.phone) == (first + 2, "", "13800001111")
    assert now.years.get().wage == 100
    latest = history.versions(now)[0]
    assert (latest.restored, latest.why) == (first, "typed into the wrong file")
    assert Entry.objects.get(action="restore_file").details["restored"] == first


def test_the_preview_says_old_and_new_and_hides_private_numbers(household, first, clerk):
    plan = restoring.prepared(household, first, 2015, by=clerk)

    told = {(line.where, line.label): (line.old, line.new) for line in plan.lines}
    assert told == {
        ("", "Address"): ("二组", ""),
        ("", "Phone"): ("136****2085", "138****1111"),
        ("2015", "Wages"): ("1,300.00", "100.00"),
    }


def test_who_joined_and_who_left_since_stays_so(household, first, clerk):
    file = files.opened(household, 2015)
    leaving = file.people.pop().member
    leaving.left_on, leaving.left_because = date.today(), "marriage"
    file.left = [leaving]
    files.update(file, version=household.version, by=clerk)
    household = Household.objects.get()

    plan = restoring.prepared(household, first, 2015, by=clerk)
    restoring.restore(plan, version=household.version, by=clerk, reason="wrong file")

    assert (plan.joined, plan.left) == ("", "Wang Daming")
    assert Member.objects.get(pk=leaving.pk).left_because == "marriage"
    assert household.years.get().members.count() == 1


def test_relations_stay_when_another_is_householder_since(household, first, clerk):
    file = files.opened(household, 2015)
    head, heir = file.people
    head.year.relation, heir.year.relation = "99", "01"
    files.update(file, version=household.version, by=clerk)
    household = Household.objects.get()
    file = files.opened(household, 2015)
    gone = file.people.pop(0).member
    gone.left_on, gone.left_because = date.today(), "death"
    file.left = [gone]
    files.update(file, version=household.version, by=clerk)
    household = Household.objects.get()

    plan = restoring.prepared(household, first, 2015, by=clerk)
    restoring.restore(plan, version=household.version, by=clerk, reason="wrong file")

    assert plan.keeps_relations
    assert Household.objects.get().householder == heir.member
    assert household.years.get().members.get().relation == "01"


def test_an_id_number_that_another_took_meanwhile_is_refused_and_nothing_is_written(
    household, first, clerk, yunfeng
):
    file = files.opened(household, 2015)
    taken, file.people[0].member.id_number = file.people[0].member.id_number, id_number()
    files.update(file, version=household.version, by=clerk)
    other = HouseholdFactory(village=yunfeng, file__people=1)
    file = files.opened(other, 2015)
    file.people[0].member.id_number = taken
    files.update(file, version=other.version, by=clerk)
    household = Household.objects.get(pk=household.pk)
    plan, version = restoring.prepared(household, first, 2015, by=clerk), household.version

    with pytest.raises(ValidationError):
        restoring.restore(plan, version=version, by=clerk, reason="wrong file")

    assert Household.objects.get(pk=household.pk).version == version
    assert not Entry.objects.filter(action="restore_file").exists()


def test_it_takes_a_reason_the_right_and_the_version_that_was_shown(
    household, first, clerk, secretary
):
    plan = restoring.prepared(household, first, 2015, by=clerk)
    with pytest.raises(ValidationError, match="Say why"):
        restoring.restore(plan, version=first + 1, by=clerk, reason=" ")
    with pytest.raises(PermissionDenied):
        restoring.restore(plan, version=first + 1, by=secretary, reason="x")
    with pytest.raises(StaleVersion):
        restoring.restore(plan, version=first, by=clerk, reason="x")

    assert Household.objects.get().version == first + 1


def test_a_version_that_never_was_has_no_plan(household, clerk):
    assert restoring.prepared(household, 99, 2015, by=clerk) is None
