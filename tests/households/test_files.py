"""A file is written as a whole: numbers, people, the year's record, the version, the history."""

from datetime import date
from decimal import Decimal
from typing import Any

import pghistory
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from households import files, years
from households.choices import Stage
from households.dossier import File, Person
from households.models import Household, HouseholdYear, IdentityClaim, Member, MemberYear
from households.refusals import RowErrors, StaleVersion
from povertyreg.audit.models import Entry
from tests.factories import CaseFactory, HouseholdFactory, VillageGroupFactory, id_number

NOV_24 = date(2015, 11, 24)


@pytest.fixture(autouse=True)
def _today(set_today):
    set_today(NOV_24)


def person(name="杨昌明", relation="01", **fields) -> Person:
    member = Member(name=name, **{"id_number": id_number(), **fields})
    return Person(member, MemberYear(relation=relation, labour="01"))


def new_file(village, *people: Person, **record) -> File:
    values = {"proposed_category": "01", "main_cause": "01", **record}
    return File(Household(village=village), HouseholdYear(year=2015, **values), list(people))


@pytest.fixture
def household(yunfeng, clerk):
    """Entered with two people."""
    file = new_file(yunfeng, person(), person("王开珍", "02"))
    return files.create(file, by=clerk)


def test_a_new_file_gets_the_next_number_of_its_village(yunfeng, zongshu, clerk):
    first = files.create(new_file(yunfeng, person()), by=clerk)
    second = files.create(new_file(yunfeng, person()), by=clerk)
    elsewhere = files.create(new_file(zongshu, person()), by=clerk)

    assert first.number == "5205212252010001"
    assert second.number == "5205212252010002"
    assert elsewhere.number == "5205212252020001"


def test_a_new_file_is_written_with_members_record_and_sums(yunfeng, clerk):
    people = person(), person("王开珍", "02")
    household = files.create(
        new_file(yunfeng, *people, wage=7200, crops=3260, business_expenditure=1000), by=clerk
    )

    record = household.years.get()
    assert household.householder.name == "杨昌明"
    assert household.householder.pinyin == "Yang Changming"
    assert (household.entered_by, household.version) == (clerk, 1)
    assert record.size == 2
    assert record.net_income == Decimal(9460)
    assert record.net_income_per_head == Decimal(4730)
    assert [m.joined_on for m in household.members.all()] == [NOV_24, NOV_24]
    assert [row.relation for row in record.members.order_by("pk")] == ["01", "02"]


def test_the_audit_trail_tells_who_entered_and_changed_a_file(household, clerk):
    files.update(files.opened(household, 2015), version=1, by=clerk, reason="home visit")

    entries = Entry.objects.about(household).order_by("pk")
    assert [(e.by, e.action, e.reason) for e in entries] == [
        (clerk, "create_file", ""),
        (clerk, "change_file", "home visit"),
    ]


def test_every_version_of_a_row_is_kept_with_the_context_of_the_change(household, clerk):
    file = files.opened(household, 2015)
    file.people[1].member.name = "王开针"
    with pghistory.context(user=clerk.pk, url="/households/"):
        files.update(file, version=1, by=clerk)

    member: Any = file.people[1].member
    history = member.history.order_by("pgh_id")
    assert [row.name for row in history] == ["王开珍", "王开针"]
    assert history.last().pgh_context.metadata["user"] == clerk.pk
    assert [row.version for row in household.history.order_by("pgh_id")][-1] == 2


def test_a_row_that_nobody_changed_leaves_no_encrypted_difference(household, clerk):
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number FROM households_member ORDER BY id")
        before = cursor.fetchall()
        files.update(files.opened(household, 2015), version=1, by=clerk)
        cursor.execute("SELECT id_number FROM households_member ORDER BY id")

        assert cursor.fetchall() == before


def test_only_who_may_enter_in_that_village_enters(yunfeng, clerk2, secretary, county_staff):
    for stranger in (clerk2, secretary, county_staff):
        with pytest.raises(PermissionDenied):
            files.create(new_file(yunfeng, person()), by=stranger)

    assert not Household.objects.exists()


def test_a_household_has_a_householder(yunfeng, clerk):
    with pytest.raises(ValidationError, match="No member is the householder"):
        files.create(new_file(yunfeng, person(relation="02")), by=clerk)


def test_a_second_householder_is_refused(yunfeng, clerk):
    with pytest.raises(ValidationError, match="Two members are householder"):
        files.create(new_file(yunfeng, person(), person("王开珍")), by=clerk)


def test_a_file_without_people_is_refused(yunfeng, clerk):
    with pytest.raises(ValidationError, match="has no members"):
        files.create(new_file(yunfeng), by=clerk)


def test_a_refused_file_uses_no_number_and_writes_nothing(yunfeng, clerk):
    twins = id_number()
    file = new_file(yunfeng, person(id_number=twins), person("王开珍", "02", id_number=twins))

    with pytest.raises(RowErrors) as refusal:
        files.create(file, by=clerk)

    assert set(refusal.value.by_row) == {0, 1}
    assert not Household.objects.exists()
    assert not Member.objects.exists()
    assert not IdentityClaim.objects.exists()
    assert not Entry.objects.exists()
    assert files.create(new_file(yunfeng, person()), by=clerk).serial == "0001"


def test_a_wrong_number_is_told_with_its_row_and_field(yunfeng, clerk):
    with pytest.raises(RowErrors) as refusal:
        files.create(new_file(yunfeng, person(), person("王开珍", "02", id_number="1")), by=clerk)

    assert list(refusal.value.by_row) == [1]
    assert list(refusal.value.by_row[1]) == ["id_number"]


def test_nobody_is_born_in_the_future(yunfeng, clerk):
    unborn = person(id_number=id_number(date(2015, 11, 25)))

    with pytest.raises(RowErrors) as refusal:
        files.create(new_file(yunfeng, unborn), by=clerk)

    assert "future" in refusal.value.by_row[0]["id_number"][0]


def test_a_group_of_another_village_is_refused(yunfeng, zongshu, clerk):
    file = new_file(yunfeng, person())
    file.household.group = VillageGroupFactory(village=zongshu, number=3)

    with pytest.raises(ValidationError, match="another village"):
        files.create(file, by=clerk)


def test_a_stale_version_is_refused_and_nothing_of_it_written(household, clerk):
    mine, theirs = files.opened(household, 2015), files.opened(household, 2015)
    theirs.people[0].member.name = "杨昌文"
    files.update(theirs, version=1, by=clerk)
    mine.people[0].member.name = "杨昌武"

    with pytest.raises(StaleVersion, match="Somebody saved this file"):
        files.update(mine, version=1, by=clerk)

    household.refresh_from_db()
    assert household.version == 2
    assert household.members.first().name == "杨昌文"


def test_a_form_that_forgets_a_member_is_refused(household, clerk):
    file = files.opened(household, 2015)
    del file.people[1]

    with pytest.raises(ValidationError, match="is missing in the form"):
        files.update(file, version=1, by=clerk)

    assert household.members.filter(left_on=None).count() == 2


def leave(file: File, row: int, on: date | None = NOV_24, because: str = "married out") -> None:
    member = file.people.pop(row).member
    member.left_on, member.left_because = on, because
    file.left.append(member)


def test_a_member_is_taken_out_and_never_deleted(household, clerk):
    file = files.opened(household, 2015)
    leave(file, 1)
    files.update(file, version=1, by=clerk)

    gone = household.members.get(name="王开珍")
    assert (gone.left_on, gone.left_because) == (NOV_24, "married out")
    assert household.years.get().size == 1
    assert not gone.claims.exists()
    assert not MemberYear.objects.filter(member=gone).exists()


def test_who_was_taken_out_may_be_entered_elsewhere(household, zongshu, clerk):
    file = files.opened(household, 2015)
    number = file.people[1].member.id_number
    leave(file, 1)
    files.update(file, version=1, by=clerk)

    moved = files.create(new_file(zongshu, person("王开珍", id_number=number)), by=clerk)

    assert moved.members.get().id_number == number


@pytest.mark.parametrize(
    ("on", "because", "said"),
    [
        (None, "moved", "day and the reason"),
        (NOV_24, "  ", "day and the reason"),
        (date(2015, 11, 23), "moved", "between 2015-11-24 and today"),
        (date(2015, 11, 25), "moved", "between 2015-11-24 and today"),
    ],
)
def test_leaving_needs_a_day_and_a_reason(household, clerk, on, because, said):
    file = files.opened(household, 2015)
    leave(file, 1, on, because)

    with pytest.raises(ValidationError, match=said):
        files.update(file, version=1, by=clerk)

    assert household.members.filter(left_on=None).count() == 2


def test_the_householder_is_succeeded_in_one_save(household, clerk):
    file = files.opened(household, 2015)
    leave(file, 0, because="died")
    file.people[0].year.relation = "01"
    files.update(file, version=1, by=clerk)

    household.refresh_from_db()
    assert household.householder.name == "王开珍"


def test_two_members_swap_the_householders_mark(household, clerk):
    file = files.opened(household, 2015)
    file.people[0].year.relation, file.people[1].year.relation = "02", "01"
    files.update(file, version=1, by=clerk)

    household.refresh_from_db()
    assert household.householder.name == "王开珍"


def test_the_householder_cannot_leave_without_a_successor(household, clerk):
    file = files.opened(household, 2015)
    leave(file, 0, because="died")

    with pytest.raises(ValidationError, match="No member is the householder"):
        files.update(file, version=1, by=clerk)


def test_a_member_who_joins_has_his_own_date(household, clerk, set_today):
    set_today(date(2015, 12, 1))
    file = files.opened(household, 2015)
    file.people.append(person("杨正秀", "04"))
    files.update(file, version=1, by=clerk)

    assert household.members.get(name="杨正秀").joined_on == date(2015, 12, 1)
    assert household.members.get(name="杨昌明").joined_on == NOV_24


SEALED = [Stage.VILLAGE_PUBLICITY, Stage.TOWNSHIP_ACCEPTED, Stage.CLASSIFIED]


@pytest.mark.parametrize("stage", SEALED)
def test_a_file_in_a_sealed_list_is_not_changed(household, clerk, stage):
    CaseFactory(household=household, stage=stage)

    with pytest.raises(ValidationError, match="stands in a posted list"):
        files.update(files.opened(household, 2015), version=1, by=clerk)


@pytest.mark.parametrize("stage", [Stage.APPLIED, Stage.NOMINATED, Stage.ANNOUNCED])
def test_before_and_after_the_list_the_file_may_be_changed(household, clerk, stage):
    CaseFactory(household=household, stage=stage)

    files.update(files.opened(household, 2015), version=1, by=clerk)


def test_a_closed_file_is_not_changed(household, clerk):
    Household.objects.update(closed_on=NOV_24, closed_because="moved to the county town")

    with pytest.raises(ValidationError, match="closed"):
        files.update(files.opened(household, 2015), version=1, by=clerk)


class TestAnEarlierYear:
    """2015, after the record of 2016 was begun and one member left."""

    @pytest.fixture
    def file(self, household, clerk, set_today):
        set_today(date(2016, 11, 24))
        file = files.opened(household, 2016)
        leave(file, 1, date(2016, 3, 1))
        files.update(file, version=1, by=clerk)
        return files.opened(household, 2015)

    def test_still_has_who_left_since(self, file):
        assert [person.member.name for person in file.people] == ["杨昌明", "王开珍"]

    def test_is_corrected_without_touching_who_lives_there_now(self, file, household, clerk):
        file.people[1].year.work_months, file.year.wage = 9, 9000
        files.update(file, version=2, by=clerk)

        assert household.years.get(year=2015).wage == 9000
        assert household.years.get(year=2015).size == 2
        assert household.years.get(year=2016).size == 1
        assert household.members.get(name="王开珍").left_on == date(2016, 3, 1)
        assert IdentityClaim.objects.count() == 1

    def test_keeps_the_householder_of_today(self, file, household, clerk):
        file.people[0].year.relation, file.people[1].year.relation = "02", "01"
        files.update(file, version=2, by=clerk)

        household.refresh_from_db()
        assert household.householder.name == "杨昌明"

    def test_stays_in_the_village_in_which_it_was_counted(self, file, household, zongshu, clerk):
        Household.objects.update(village=zongshu, group=None)
        file.household.refresh_from_db()

        files.update(file, version=2, by=clerk)

        assert household.years.get(year=2015).village_id == "520521225201"

    def test_takes_nobody_in_and_lets_nobody_go(self, file, household, clerk):
        file.people.append(person("杨正武", "03"))
        with pytest.raises(ValidationError, match="nobody is added or taken out"):
            files.update(file, version=2, by=clerk)
        file.people.pop()
        leave(file, 1)

        with pytest.raises(ValidationError, match="nobody is added or taken out"):
            files.update(file, version=2, by=clerk)

        assert household.years.get(year=2015).size == 2

    def test_that_nobody_recorded_cannot_be_begun(self, file, household, clerk):
        with pytest.raises(ValidationError, match="a later year is on file"):
            files.update(files.opened(household, 2014), version=2, by=clerk)


class TestAClosedYear:
    @pytest.fixture(autouse=True)
    def _closed(self, household, county_staff):
        years.lock("520521", 2015, by=county_staff)

    def test_is_not_written_by_the_clerk(self, household, clerk):
        with pytest.raises(ValidationError, match="2015 was closed"):
            files.update(files.opened(household, 2015), version=1, by=clerk, reason="typing error")

    def test_is_corrected_by_the_county_with_a_reason(self, household, county_staff):
        file = files.opened(household, 2015)
        file.year.wage = 9000
        with pytest.raises(ValidationError, match="Say why"):
            files.update(file, version=1, by=county_staff)

        files.update(file, version=1, by=county_staff, reason="objection of the householder")

        assert household.years.get().wage == 9000
        assert Entry.objects.about(household).first().reason == "objection of the householder"

    def test_leaves_the_other_years_to_the_clerk(self, household, clerk, county_staff, set_today):
        set_today(date(2016, 11, 24))
        files.update(files.opened(household, 2016), version=1, by=clerk)

        with pytest.raises(PermissionDenied):
            files.update(
                files.opened(household, 2016), version=2, by=county_staff, reason="why not"
            )


def test_a_village_runs_out_of_numbers(yunfeng, clerk):
    HouseholdFactory(village=yunfeng, number=f"{yunfeng.code}9999")

    with pytest.raises(ValidationError, match="used all of its household numbers"):
        files.create(new_file(yunfeng, person()), by=clerk)
