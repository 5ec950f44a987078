"""The eye beside a masked number: reasons, the number for a minute, or a clear no."""

import pytest

from households import reveals
from povertyreg.audit.models import Entry
from tests.factories import HouseholdFactory

PART = {"HX-Request": "true"}
PHONE = "13987654321"

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(yunfeng):
    return HouseholdFactory(village=yunfeng, phone=PHONE, bank_account="6228480012345678")


def press(client, user, household, **fields):
    client.force_login(user)
    sent = {"secret": "phone", "key": "0", **fields}
    return client.post(f"/households/{household.number}/reveal/", sent, headers=PART)


def test_first_the_reasons_are_asked_for(client, clerk, household):
    page = press(client, clerk, household).content.decode()

    assert "Why do you need the number?" in page
    assert 'value="transfer"' in page
    assert PHONE not in page
    assert not Entry.objects.exists()


def test_then_the_number_stands_there_for_a_minute(client, clerk, household):
    answer = press(client, clerk, household, why="householder")
    page = answer.content.decode()

    assert PHONE in page
    assert 'data-hides-after="60"' in page
    assert "139****4321" in page
    assert answer["Cache-Control"] == "no-store, private" or "no-store" in answer["Cache-Control"]


def test_without_javascript_it_is_a_page_that_leads_back(client, clerk, household):
    client.force_login(clerk)

    answer = client.post(
        f"/households/{household.number}/reveal/",
        {"secret": "phone", "key": "0", "why": "transfer"},
    )

    assert PHONE in answer.content.decode()
    assert "<html" in answer.content.decode()
    assert answer["Refresh"] == f"60; url=/households/{household.number}/"


def test_another_reason_needs_words(client, clerk, household):
    answer = press(client, clerk, household, why="other", words="")

    assert answer.status_code == 422
    assert "Say in a few words" in answer.content.decode()
    assert PHONE not in answer.content.decode()


def test_above_the_limit_it_says_so(client, clerk, household, monkeypatch):
    monkeypatch.setattr(reveals, "AN_HOUR", 0)

    answer = press(client, clerk, household, why="document")

    assert answer.status_code == 429
    assert "the county has been told" in answer.content.decode()
    assert PHONE not in answer.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"secret": "address"},
        {"secret": "id_number", "key": "999999"},
        {"secret": "id_number", "key": "-1"},
        {"secret": "id_number", "key": "9" * 30},
        {"secret": "\0"},
    ],
)
def test_what_the_household_has_not_is_not_there(client, clerk, household, fields):
    assert press(client, clerk, household, why="document", **fields).status_code == 404


def test_it_is_never_asked_for_by_an_address(client, clerk, household):
    client.force_login(clerk)

    answer = client.get(f"/households/{household.number}/reveal/?secret=phone&why=document")

    assert answer.status_code == 405
    assert PHONE not in answer.content.decode()


def test_the_next_township_does_not_learn_that_it_exists(client, clerk2, household):
    assert press(client, clerk2, household, why="document").status_code == 404


def test_the_auditor_reads_the_reason_in_words(client, clerk, auditor, household):
    press(client, clerk, household, why="transfer")
    client.force_login(auditor)

    page = client.get("/audit/").content.decode()

    assert "looked at a private number" in page
    assert "bank transfer" in page
    assert "what was looked at: phone" in page
    assert PHONE not in page
