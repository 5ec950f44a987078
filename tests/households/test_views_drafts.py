"""Drafts in the browser: kept, listed, continued, discarded, and never in the way of a save."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from households import drafts, files
from households.models import EntryDraft, Household
from tests.factories import HouseholdFactory, UserFactory
from tests.households.entry import person, sent, stored
from villages.roles import Role

NEW, DRAFTS = "/households/new/?year=2015", "/households/drafts/?year=2015"
DISCARD = "/households/drafts/discard/"


@pytest.fixture(autouse=True)
def _today(set_today):
    set_today(date(2015, 11, 24))


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def household(desk):
    desk.post(NEW, sent([person(), person("王开珍", "02")]))
    return Household.objects.get()


@pytest.fixture
def colleague(yunfeng):
    return UserFactory.holding(Role.CLERK, "520521225", username="colleague")


@pytest.fixture
def client_of():
    def signed_in(user):
        client = Client()
        client.force_login(user)
        return client

    return signed_in


def edit(household: Household) -> str:
    return reverse("households:household-update", args=[household.number]) + "?year=2015"


def changes(household: Household, **facts) -> dict[str, Any]:
    return {**stored(household, **facts), "household": household.number}


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_new_file_is_kept_and_continued_under_the_same_form(desk):
    data = sent([person("杨昌明")])
    answer = desk.post(DRAFTS, data)
    assert answer.json()["said"].startswith("draft saved ")

    page = text(desk.get(f"{NEW}&draft=new:{data['request_id']}"))

    assert "Continued from your draft of" in page
    assert 'value="杨昌明"' in page
    assert f'name="request_id" value="{data["request_id"]}"' in page


def test_what_is_missing_is_not_complained_of_while_it_is_only_a_draft(desk):
    data = sent([person("杨昌明", id_number="12")], standard="")
    desk.post(DRAFTS, data)

    page = text(desk.get(f"{NEW}&draft=new:{data['request_id']}"))

    assert "This field is required" not in page
    assert "_error" not in page


def test_an_empty_form_offers_what_was_begun_and_stays_empty(desk):
    desk.post(DRAFTS, sent([person("杨昌明")]))

    page = text(desk.get(NEW))

    assert "1 file was begun and not saved:" in page
    assert ">杨昌明</a>" in page
    assert 'value="杨昌明"' not in page


def test_a_draft_that_is_gone_is_told(desk):
    page = text(desk.get(f"{NEW}&draft=new:{uuid4()}"))

    assert "This draft is gone: it was saved, or discarded." in page


@pytest.mark.parametrize("key", ["new:\0", "new:" + "x" * 5000, "520521", "new:'; DROP TABLE"])
def test_a_hostile_key_opens_an_empty_form(desk, key):
    assert desk.get("/households/new/", {"year": 2015, "draft": key}).status_code == 200


def test_saving_drops_the_draft(desk):
    data = sent([person()])
    desk.post(DRAFTS, data)

    desk.post(NEW, data)

    assert Household.objects.count() == 1
    assert not EntryDraft.objects.exists()


def test_a_refused_save_keeps_the_draft(desk):
    data = sent([person(id_number="12")])
    desk.post(DRAFTS, data)

    assert desk.post(NEW, data).status_code == 422
    assert EntryDraft.objects.exists()


def test_a_draft_that_comes_after_the_save_is_not_kept(desk, household):
    data = changes(household, wage="9000")
    desk.post(edit(household), data)
    new = sent([person("李大山")])
    desk.post(NEW, new)

    assert desk.post(DRAFTS, data).status_code == 204
    assert desk.post(DRAFTS, new).status_code == 204
    assert not EntryDraft.objects.exists()


def test_a_stored_file_opens_as_it_was_left(desk, household):
    desk.post(DRAFTS, changes(household, wage="8765"))

    page = text(desk.get(edit(household)))

    assert "Continued from your draft of" in page
    assert 'value="8765"' in page
    desk.post(edit(household), changes(household, wage="8765"))
    assert household.years.get().wage == 8765
    assert not EntryDraft.objects.exists()


def test_a_file_that_moved_on_is_compared_with_the_draft(desk, household, colleague, client_of):
    desk.post(DRAFTS, changes(household, wage="8765"))
    client_of(colleague).post(edit(household), changes(household, wage="5000"))

    answer = desk.get(edit(household))

    assert answer.status_code == 409
    assert "8765" in text(answer)
    household.refresh_from_db()
    desk.post(DRAFTS, changes(household, wage="8765"))  # the page of the conflict keeps drafts too
    assert desk.get(edit(household)).status_code == 409


def test_a_colleague_at_the_same_file_is_named(desk, household, colleague, client_of):
    desk.post(DRAFTS, changes(household, wage="8765"))

    other = text(client_of(colleague).get(edit(household)))

    assert "has been typing in this file since" in other
    assert "8765" not in other
    assert "has been typing" not in text(desk.get(edit(household)))


def test_keeping_a_draft_asks_three_questions_of_the_register(
    desk, household, django_assert_max_num_queries
):
    data = changes(household, wage="8765")
    desk.post(DRAFTS, data)
    # The session and the person with his areas: 4; a savepoint of the test itself: 2.
    with django_assert_max_num_queries(4 + 2 + 3):
        desk.post(DRAFTS, data)


def test_a_file_of_another_area_takes_no_draft(desk, baina):
    foreign = HouseholdFactory(village=baina)
    data = sent([person()], household=foreign.number, version=1)

    assert desk.post(DRAFTS, data).status_code == 404
    assert not EntryDraft.objects.exists()


@pytest.mark.parametrize("request_id", ["", "x", "new:1\0", "' OR 1=1"])
def test_a_form_without_its_id_is_refused(desk, request_id):
    assert desk.post(DRAFTS, sent([person()], request_id=request_id)).status_code == 400


@pytest.mark.parametrize("version", ["", "-1", "²", "9" * 40, "x\0"])
def test_a_version_that_is_none_leads_to_the_comparison(desk, household, version):
    data = changes(household) | {"version": version}

    assert desk.post(DRAFTS, data).status_code == 200
    assert desk.get(edit(household)).status_code == 409


def test_a_draft_that_is_too_large_is_refused(desk):
    answer = desk.post(DRAFTS, sent([person("杨" * 100_000)]))

    assert answer.status_code == 413
    assert not EntryDraft.objects.exists()


def test_the_list_says_of_whom_where_and_how_to_go_on(desk, household):
    data = sent([person("李大山")])
    desk.post(DRAFTS, changes(household))
    desk.post(DRAFTS, data)

    page = text(desk.get("/households/drafts/"))

    assert f'href="/households/new/?year=2015&amp;draft=new%3A{data["request_id"]}"' in page
    assert f'href="{edit(household)}"' in page
    assert "李大山" in page
    assert "Yang Changming" in page
    assert page.count("Yunfeng") >= 2


def test_a_file_that_left_the_area_can_only_be_discarded(desk, household, clerk):
    desk.post(DRAFTS, changes(household))
    EntryDraft.objects.update(household_number="5205212232010001")

    page = text(desk.get("/households/drafts/"))

    assert "this file is not in your area any more" in page
    assert "Continue" not in page


def test_the_list_is_ones_own(desk, household, colleague, client_of):
    desk.post(DRAFTS, sent([person("李大山")]))

    assert "No unsaved drafts" in text(client_of(colleague).get("/households/drafts/"))


def test_a_draft_is_discarded_and_leads_on(desk, household):
    desk.post(DRAFTS, changes(household, wage="8765"))
    sending = {"key": drafts.key_of(household.number, 2015), "next": edit(household)}

    answer = desk.post(DISCARD, sending)
    again = desk.post(DISCARD, sending)

    assert [answer["Location"], again["Location"]] == [edit(household)] * 2
    assert "8765" not in text(desk.get(edit(household)))


@pytest.mark.parametrize("onward", ["https://example.org/", "//example.org", "javascript:x()", ""])
def test_discarding_leads_nowhere_else(desk, onward):
    assert desk.post(DISCARD, {"next": onward})["Location"] == "/households/drafts/"


def test_nobody_discards_the_draft_of_another(desk, household, colleague, client_of):
    desk.post(DRAFTS, changes(household))

    client_of(colleague).post(DISCARD, {"key": drafts.key_of(household.number, 2015)})

    assert EntryDraft.objects.exists()


def test_a_save_that_fails_half_way_keeps_the_draft(desk, household, monkeypatch):
    data = changes(household, wage="8765")
    desk.post(DRAFTS, data)

    def breaks(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(files, "update", breaks)
    with pytest.raises(RuntimeError):
        desk.post(edit(household), data)

    assert EntryDraft.objects.exists()
