"""Drafts: one for each person and form, readable by nobody else, gone when saved or forgotten."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from households import drafts
from households.models import EntryDraft
from tests.households.entry import person, query, sent

NUMBER = "5205212252010017"
KEY = drafts.key_of(NUMBER, 2015)

pytestmark = pytest.mark.django_db


def keep(user, *people, key=KEY, number=NUMBER, version=1):
    data = query(sent(list(people) or [person()]))
    drafts.keep(user, key, number, 2015, version, data)
    return data


def touched(draft, ago):
    EntryDraft.objects.filter(pk=draft.pk).update(updated_at=timezone.now() - ago)


def test_a_draft_gives_back_what_was_typed(clerk):
    data = keep(clerk, person("杨昌明", phone="13612342085"))
    data["version"] = "1"

    assert drafts.typed(drafts.of(clerk, KEY)).dict() == data.dict()


def test_typing_on_replaces_the_draft_of_the_same_form(clerk):
    keep(clerk, person("杨昌"))
    began = EntryDraft.objects.get().created_at
    keep(clerk, person("杨昌明"))

    draft = EntryDraft.objects.get()
    assert drafts.typed(draft)["members-0-name"] == "杨昌明"
    assert draft.created_at == began


def test_a_draft_stays_compared_with_the_version_it_was_begun_on(clerk):
    keep(clerk, version=1)
    keep(clerk, version=2)

    draft = drafts.of(clerk, KEY)
    assert draft.base_version == 1
    assert drafts.typed(draft)["version"] == "1"


def test_the_database_holds_no_word_of_it(clerk):
    keep(clerk, person("杨昌明", id_number="522422197001010017"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT d::text FROM households_entrydraft d")
        (row,) = cursor.fetchone()

    assert "杨昌明" not in row
    assert "522422197001010017" not in row


def test_the_secret_of_the_session_is_not_kept(clerk):
    drafts.keep(clerk, KEY, NUMBER, 2015, 1, query({"csrfmiddlewaretoken": "x", "phone": "1"}))

    assert set(drafts.typed(drafts.of(clerk, KEY))) == {"phone", "version"}


def test_a_draft_is_its_writers_own(clerk, clerk2):
    keep(clerk)

    assert drafts.of(clerk2, KEY) is None
    assert list(drafts.all_of(clerk2)) == []
    drafts.drop(clerk2, KEY)
    assert drafts.of(clerk, KEY)


def test_a_draft_is_thrown_away_thirty_days_after_the_last_key(clerk, clerk2):
    keep(clerk)
    keep(clerk2)
    old, young = EntryDraft.objects.order_by("pk")
    touched(old, timedelta(days=30, minutes=1))
    touched(young, timedelta(days=29))

    assert drafts.of(clerk, KEY) is None
    drafts.prune()

    assert EntryDraft.objects.get() == young


def test_who_typed_within_ten_minutes_is_at_work_in_the_file(clerk, clerk2, secretary):
    keep(clerk)
    keep(clerk2)
    keep(secretary)
    touched(EntryDraft.objects.get(user=secretary), timedelta(minutes=11))

    assert [draft.user for draft in drafts.others_typing(NUMBER, clerk)] == [clerk2]
