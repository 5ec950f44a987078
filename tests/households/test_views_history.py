"""The pages of the past: versions in words, the file as of a day, a version brought back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from households import files
from households.choices import Stage
from households.models import Household, Member
from tests.factories import CaseFactory, HouseholdFactory
from tests.households.entry import text

QUESTIONS_OF_ALL_PAGES = 11
"""Session, person and duties (4), and what the frame of the page asks (7)."""


@pytest.fixture
def changed(yunfeng, clerk) -> Household:
    """A file of two people, and its second version with other wages."""
    with transaction.atomic():
        found = HouseholdFactory(
            village=yunfeng, file__people=2, file__wage=100, phone="13800001111"
        )
    file = files.opened(found, 2015)
    file.year.wage = 1300
    return files.update(file, version=found.version, by=clerk, reason="slip misread")


@pytest.fixture
def reader(client, clerk):
    client.force_login(clerk)
    return client


def page(name, household, *more):
    return reverse(f"households:household-{name}", args=[household.number, *more])


def written(household, **fields):
    return {
        "version": household.version, "reason": "wrong file", "request_id": str(uuid4()), **fields,
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_the_history_tells_who_why_and_both_values(reader, changed):
    said = text(reader.get(page("history", changed)))

    assert "Yang Min" in said
    assert "slip misread" in said
    assert '<span class="old">100.00</span> → <b>1,300.00</b>' in said
    assert page("restore", changed, changed.version - 1) in said
    assert page("restore", changed, changed.version) not in said
    assert "13800001111" not in said


@pytest.mark.django_db(transaction=True)
def test_it_is_narrowed_to_a_member_and_a_year(reader, changed):
    member = changed.householder_id
    of_member = text(reader.get(page("history", changed), {"member": member}))
    of_another_year = text(reader.get(page("history", changed), {"year": 2011}))

    assert "1,300.00" not in of_member
    assert "1,300.00" in text(reader.get(page("history", changed), {"year": 2015}))
    assert "No version matches" in of_another_year


@pytest.mark.parametrize("asked", ["member=x", "year=²", "page=0", "page=x", "member=9999999999"])
def test_a_strange_address_is_no_error(reader, changed, asked):
    assert reader.get(f"{page('history', changed)}?{asked}").status_code == 200


def test_the_pages_ask_few_questions(reader, changed, django_assert_max_num_queries):
    reader.get(changed.get_absolute_url())
    with django_assert_max_num_queries(QUESTIONS_OF_ALL_PAGES + 12):
        reader.get(page("history", changed))
    with django_assert_max_num_queries(QUESTIONS_OF_ALL_PAGES + 8):
        reader.get(page("as-of", changed), {"year": 2015})


@pytest.mark.django_db(transaction=True)
def test_the_file_is_shown_as_a_version_left_it(reader, changed):
    then = text(reader.get(page("as-of", changed), {"version": changed.version - 1}))
    now = text(reader.get(page("as-of", changed)))

    assert "As version" in then
    assert "1,300.00" not in then
    assert "100.00" in then
    assert "As it stood on" in now
    assert "1,300.00" in now
    for said in (then, now):
        assert "Show the whole number" not in said
        assert "13800001111" not in said


def test_a_year_without_a_record_leads_to_the_nearest(reader, changed):
    said = text(reader.get(page("as-of", changed), {"year": 2018}))

    assert f"?day={timezone.localdate().isoformat()}&amp;year=2015" in said


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31"])
def test_before_it_was_entered_there_was_no_file(reader, changed, day):
    answer = reader.get(page("as-of", changed), {"day": day})

    assert answer.status_code == 200
    assert "did not exist yet" in text(answer)


def test_a_day_that_is_none_or_has_not_come_is_said(reader, changed):
    tomorrow = (timezone.localdate() + timedelta(days=2)).isoformat()
    for day, words in [(tomorrow, "has not come"), ("2015-02-31", "no day"), ("x\0", "no day")]:
        answer = reader.get(page("as-of", changed), {"day": day})

        assert answer.status_code == 422
        assert words in text(answer)


@pytest.mark.parametrize("version", [99, 2**40])
def test_a_version_that_never_was_is_not_there(reader, changed, version):
    assert reader.get(page("as-of", changed), {"version": version}).status_code == 404
    assert reader.get(page("restore", changed, version)).status_code == 404


@pytest.mark.parametrize("name", ["history", "as-of"])
def test_strangers_find_nothing(client, clerk2, changed, name):
    client.force_login(clerk2)
    assert client.get(page(name, changed)).status_code == 404
    assert client.get(page("restore", changed, 1)).status_code == 404


def test_a_person_who_came_from_elsewhere_brings_no_history_along(reader, changed, yunfeng):
    other = HouseholdFactory(village=yunfeng, file__people=1, file__name="从前的名字")
    member = Member.objects.get(household=other)
    member.household, member.name, member.pinyin = changed, "现在的名字", "Xianzai"
    member.save()

    assert "从前的名字" not in text(reader.get(page("history", changed)))


@pytest.mark.django_db(transaction=True)
def test_a_version_is_brought_back_once_however_often_it_is_pressed(reader, changed):
    earlier = changed.version - 1
    form = written(changed)
    for _press in range(2):
        answer = reader.post(page("restore", changed, earlier), form)

        assert answer.status_code == 302
        assert answer["Location"] == page("history", changed)
    now = Household.objects.get()
    assert (now.version, now.years.get().wage) == (changed.version + 1, 100)
    assert f"brought back version {earlier}" in text(reader.get(page("history", changed)))


@pytest.mark.django_db(transaction=True)
def test_without_a_reason_or_from_an_older_page_nothing_is_written(reader, changed):
    there = page("restore", changed, changed.version - 1)
    silent = reader.post(there, written(changed, reason=" "))
    stale = reader.post(there, written(changed, version=changed.version - 1))

    assert (silent.status_code, stale.status_code) == (422, 422)
    assert "Somebody saved this file" in text(stale)
    assert f'name="version" value="{changed.version}"' in text(stale)
    assert Household.objects.get().version == changed.version


def test_a_file_in_a_posted_list_says_why_it_waits(reader, changed):
    CaseFactory(household=changed, stage=Stage.VILLAGE_PUBLICITY)

    answer = reader.get(page("restore", changed, changed.version))

    assert answer.status_code == 409
    assert "posted list" in text(answer)


def test_only_who_enters_files_brings_one_back(client, changed, secretary):
    client.force_login(secretary)

    assert client.get(page("history", changed)).status_code == 200
    assert client.post(page("restore", changed, 1), written(changed)).status_code == 403
    assert "Bring back" not in text(client.get(page("history", changed)))
