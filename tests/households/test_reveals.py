"""A private number is shown for a reason, some times an hour, and never in secret."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from households import reveals
from povertyreg.audit.models import Entry
from tests.factories import HouseholdFactory

NUMBER, PHONE, ACCOUNT = "522422196803170317", "13987654321", "6228480012345678"

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(yunfeng):
    household = HouseholdFactory(
        village=yunfeng, phone=PHONE, bank_account=ACCOUNT,
        file__number=NUMBER, file__filled_by_phone="13712345678",
    )  # fmt: skip
    people = household.years.get().members
    people.update(phone="13611112222")
    return household


def key_of(household, name):
    record = household.years.get()
    return {
        "id_number": household.householder.pk,
        "member_phone": record.members.get().pk,
        "filled_by_phone": record.pk,
    }.get(name, 0)


def see(household, name, by, why="document", **kwargs):
    return reveals.reveal(household, name, key_of(household, name), why=why, by=by, **kwargs)


@pytest.mark.parametrize(
    ("name", "plain", "masked"),
    [
        ("phone", PHONE, "139****4321"),
        ("bank_account", ACCOUNT, "**** 5678"),
        ("id_number", NUMBER, "522422********0317"),
        ("member_phone", "13611112222", "136****2222"),
        ("filled_by_phone", "13712345678", "137****5678"),
    ],
)
def test_each_private_number_is_masked_and_can_be_seen(household, clerk, name, plain, masked):
    assert reveals.masked(household, name, key_of(household, name)) == masked
    assert see(household, name, clerk) == (masked, plain)


def test_who_saw_what_and_why_is_kept_but_not_the_number(household, clerk):
    see(household, "id_number", clerk)
    see(household, "phone", clerk, "other", words=" the school asked ")

    other, document = Entry.objects.filter(action="reveal")
    assert (document.by, document.subject_id) == (clerk, household.pk)
    assert (document.reason, document.details["field"]) == ("document", "id_number")
    assert other.reason == "the school asked"
    assert NUMBER not in str(document.details)


@pytest.mark.parametrize(
    ("why", "words", "said"),
    [("", "", "Pick the reason"), ("curious", "", "Pick the reason"), ("other", "  ", "few words")],
)
def test_without_a_reason_nothing_is_seen(household, clerk, why, words, said):
    with pytest.raises(ValidationError, match=said):
        see(household, "phone", clerk, why, words=words)

    assert not Entry.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "leader", "county_staff"])
def test_who_answers_people_or_pays_may_see(who, request, household):
    assert see(household, "phone", request.getfixturevalue(who)).plain == PHONE


@pytest.mark.parametrize("who", ["secretary", "cadre_user", "auditor", "admin", "clerk2"])
def test_the_others_may_not(who, request, household):
    with pytest.raises(PermissionDenied):
        see(household, "phone", request.getfixturevalue(who))


def test_a_number_of_another_household_is_not_found(household, yunfeng, clerk):
    other = HouseholdFactory(village=yunfeng)

    with pytest.raises(ObjectDoesNotExist):
        reveals.reveal(household, "id_number", other.householder.pk, why="document", by=clerk)
    with pytest.raises(KeyError):
        reveals.reveal(household, "address", 0, why="document", by=clerk)


def test_after_thirty_in_an_hour_the_county_is_told_once(household, clerk, leader):
    for _ in range(reveals.AN_HOUR):
        see(household, "phone", clerk)

    for _ in range(2):
        with pytest.raises(reveals.TooMany, match="30 private numbers"):
            see(household, "phone", clerk)

    told = Entry.objects.get(action="reveal_limit")
    assert (told.by, told.details) == (clerk, {"revealed": 30})
    assert see(household, "phone", leader).plain == PHONE


def test_after_an_hour_it_goes_on(household, clerk, monkeypatch):
    monkeypatch.setattr(reveals, "AN_HOUR", 1)
    see(household, "phone", clerk)
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr(reveals.timezone, "now", lambda: later)

    assert see(household, "phone", clerk).plain == PHONE


@pytest.mark.django_db(transaction=True)
def test_clicks_at_the_same_moment_do_not_pass_the_limit(household, clerk, monkeypatch):
    monkeypatch.setattr(reveals, "AN_HOUR", 3)
    gate, seen = Barrier(8), []

    def click():
        gate.wait()
        try:
            seen.append(see(household, "phone", clerk).plain)
        except reveals.TooMany:
            seen.append("")
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(seen) == [""] * 5 + [PHONE] * 3
    assert Entry.objects.filter(action="reveal").count() == 3
    assert Entry.objects.filter(action="reveal_limit").count() == 1
