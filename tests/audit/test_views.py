"""The trail as auditors read it, and the entries that nobody changes."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from povertyreg.audit import trail
from povertyreg.audit.models import Entry
from povertyreg.audit.words import WORDS
from tests.factories import CaseFactory, HouseholdFactory

CHINA = ZoneInfo("Asia/Shanghai")
THERE = "/audit/"


@pytest.fixture
def reading(client, auditor):
    client.force_login(auditor)

    def read(**query) -> str:
        answer = client.get(THERE, query)
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def noted(by, action="classify", **kwargs):
    household = kwargs.pop("about", None) or HouseholdFactory()
    return trail.record(by, action, household, area=household.village_id, **kwargs)


def test_an_entry_says_who_did_what_to_whom_where_and_why(reading, clerk):
    household = HouseholdFactory(number="5205212252019917")
    noted(clerk, "pair", about=household, reason="Moved away")

    page = reading()

    for said in ("Yang Min", "paired a household", "5205212252019917", "Yunfeng", "Moved away"):
        assert said in page


def test_a_case_is_known_by_its_household(reading, clerk):
    case = CaseFactory(household__number="5205212252019918")
    trail.record(clerk, "survey", case, area=case.village_id)

    assert "5205212252019918" in reading()


def test_what_is_gone_is_still_named_by_its_kind(reading, clerk, yunfeng):
    Entry.objects.create(
        county_code="520521",
        area_code="520521225201",
        by=clerk,
        action="old_act",
        subject="supervision.circular",
        subject_id=7,
    )

    page = reading()

    assert "supervision.circular" in page
    assert "old_act" in page


def test_the_trail_is_narrowed_by_person(reading, clerk, leader):
    leader.name_en = "Zhou Tao"
    leader.save()
    noted(clerk, reason="of the clerk")
    noted(leader, reason="of the leader")

    assert "of the clerk" not in reading(person="zhou")
    assert "of the leader" in reading(person="leader")


def test_the_trail_is_narrowed_by_act_and_by_day(reading, clerk):
    noted(clerk, "pair", reason="first")
    noted(clerk, "classify", reason="the later one")
    today = datetime.now(CHINA).date()

    assert "first" not in reading(action="classify")
    assert "the later one" in reading(since=today.isoformat(), until=today.isoformat())
    assert "the later one" not in reading(until="2015-01-01")
    assert "the later one" not in reading(since="2100-01-01")


@pytest.mark.parametrize("query", [{"since": "yesterday"}, {"action": "'; drop"}, {"page": "x"}])
def test_a_filter_that_cannot_be_read_does_no_harm(reading, clerk, query):
    noted(clerk)

    assert "Audit trail" in reading(**query)


def test_only_the_own_area_is_read(reading, clerk2, clerk):
    from tests.factories import UserFactory
    from villages.roles import Role

    household = HouseholdFactory()
    trail.record(clerk2, "classify", household, area="520423001001", reason="elsewhere")
    noted(clerk, reason="here")
    narrow = UserFactory.holding(Role.AUDITOR, "520521223")

    assert "elsewhere" not in reading()
    assert "here" in reading()
    assert not Entry.objects.visible_to(narrow).exists()


@pytest.mark.parametrize("person", ["clerk", "secretary", "leader", "county_staff", "admin"])
def test_the_trail_is_for_auditors(client, person, request):
    client.force_login(request.getfixturevalue(person))

    assert client.get(THERE).status_code == 403


def test_a_page_of_the_trail_asks_few_questions(
    client, auditor, clerk, django_assert_max_num_queries
):
    for _ in range(20):
        case = CaseFactory()
        trail.record(clerk, "survey", case, area=case.village_id)
        noted(clerk)
    client.force_login(auditor)

    with django_assert_max_num_queries(22):
        client.get(THERE)


def test_the_list_alone_is_sent_to_htmx(client, auditor, clerk):
    noted(clerk, reason="here")
    client.force_login(auditor)

    part = client.get(THERE, headers={"HX-Request": "true"}).content.decode()

    assert "here" in part
    assert "<html" not in part


def test_an_entry_cannot_be_changed_or_deleted_even_in_sql(clerk):
    entry = noted(clerk)

    with pytest.raises(TypeError, match="never changed"):
        entry.save()
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Entry.objects.update(reason="other")
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Entry.objects.all().delete()


def test_every_step_of_the_table_has_a_word():
    from households.steps import STEPS

    assert {"apply", *STEPS} <= set(WORDS)
