"""A file reaches its tables with a fixed number of questions, and only true changes are kept."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households import files
from households.models import MemberYear
from tests.households.test_files import new_file, person

NOV_24 = date(2015, 11, 24)
QUESTIONS = 40


@pytest.fixture(autouse=True)
def _today(set_today):
    set_today(NOV_24)


def family(size):
    return [person(), *(person("杨正林", "99") for _ in range(size - 1))]


@pytest.mark.parametrize("size", [1, 4, 20])
def test_a_file_of_any_size_is_entered_and_changed_with_few_questions(
    size, yunfeng, clerk, django_assert_max_num_queries
):
    with django_assert_max_num_queries(QUESTIONS):
        household = files.create(new_file(yunfeng, *family(size)), by=clerk)
    file = files.opened(household, 2015)
    for one in file.people:
        one.member.name, one.year.work_months = "杨正秀", 3
    file.year.wage = 7200

    with django_assert_max_num_queries(QUESTIONS):
        files.update(file, version=1, by=clerk)

    assert {member.name for member in household.members.all()} == {"杨正秀"}
    assert set(MemberYear.objects.values_list("work_months", flat=True)) == {3}


def test_saving_costs_the_same_after_many_versions(yunfeng, clerk):
    household = files.create(new_file(yunfeng, *family(2)), by=clerk)
    asked = []
    for version in range(1, 7):
        file = files.opened(household, 2015)
        file.year.wage = 100 * version
        with CaptureQueriesContext(connection) as questions:
            files.update(file, version=version, by=clerk)
        asked.append(len(questions))

    assert len(set(asked[-4:])) == 1


def test_only_what_changed_enters_the_history(yunfeng, clerk):
    household = files.create(new_file(yunfeng, *family(3)), by=clerk)
    file = files.opened(household, 2015)
    file.people[1].member.name = "杨正武"

    files.update(file, version=1, by=clerk)

    assert [len(person.member.history.all()) for person in file.people] == [1, 2, 1]
    assert [len(person.year.history.all()) for person in file.people] == [1, 1, 1]
    assert len(file.year.history.all()) == 1


def test_what_a_constraint_refuses_is_said_in_its_own_words(yunfeng, clerk):
    household = files.create(new_file(yunfeng, *family(2)), by=clerk)
    file = files.opened(household, 2015)
    file.people[0].year.health = file.people[0].year.second_health = "02"

    with pytest.raises(ValidationError, match="none is given twice"):
        files.update(file, version=1, by=clerk)

    household.refresh_from_db()
    assert household.version == 1


def test_the_causes_of_poverty_differ(yunfeng, clerk):
    with pytest.raises(ValidationError, match="The same cause is given twice"):
        files.create(new_file(yunfeng, person(), second_cause="01"), by=clerk)


def test_an_amount_below_nought_is_refused_at_its_field(yunfeng, clerk):
    with pytest.raises(ValidationError) as refusal:
        files.create(new_file(yunfeng, person(), wage=-1), by=clerk)

    assert list(refusal.value.message_dict) == ["wage"]
