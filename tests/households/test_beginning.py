"""A year is begun for a whole area at once, and twice gives the same rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households import beginning, yearly, years
from households.models import Household, HouseholdYear, MemberYear
from povertyreg import sealed
from povertyreg.audit.models import Entry
from povertyreg.jobs.models import Job
from povertyreg.jobs.work import run_job
from tests.factories import HouseholdFactory

XINGXIU, DAFANG = "520521225", "520521"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_2016(set_today):
    set_today(date(2016, 1, 10))


@pytest.fixture
def household(yunfeng):
    household = HouseholdFactory(
        village=yunfeng, file__people=3, file__category="01", file__wage=Decimal(7200),
        file__confirmed_on=date(2015, 11, 1), file__signed_on=date(2015, 11, 1),
        file__filled_by="李四", file__filled_by_phone="13712345678",
    )  # fmt: skip
    gone = household.members.last()
    gone.left_on, gone.left_because = date(2015, 12, 1), "married out"
    gone.save()
    return household


def begin(by, area=XINGXIU, year=2016):
    return beginning.begin(area, year, by=by)


def test_the_latest_record_is_copied_and_not_confirmed(household, county_staff):
    receipt = begin(county_staff)

    record = yearly.of(household, 2016)
    assert (receipt.households, receipt.begun, receipt.kept, receipt.empty) == (1, 1, 0, 0)
    assert (record.wage, record.category, record.state) == (7200, "01", "0")
    assert (record.confirmed_on, record.signed_on, record.filled_by) == (None, None, "")
    assert record.changed_by == county_staff


def test_only_who_still_lives_there_is_copied_and_counted(household, county_staff):
    receipt = begin(county_staff)

    record = yearly.of(household, 2016)
    people = list(MemberYear.objects.filter(household_year=record))
    assert record.size == len(people) == receipt.people == 2
    assert sorted(person.relation for person in people) == ["01", "99"]


def test_it_says_the_same_as_the_form_would(household, county_staff):
    by_form = yearly.start(household, 2016)
    begin(county_staff)
    record = yearly.of(household, 2016)

    own = {"id", "changed_at", "changed_by_id", "size", "net_income", "net_income_per_head"}
    for field in HouseholdYear._meta.concrete_fields:
        if field.attname not in own:
            assert getattr(record, field.attname) == getattr(by_form, field.attname), field.attname


def test_what_the_members_say_is_copied_whole(household, county_staff):
    first = household.years.get().members.first()
    MemberYear.objects.filter(pk=first.pk).update(work_months=7, phone="13600001111")
    begin(county_staff)

    copy = yearly.of(household, 2016).members.get(member=first.member_id)
    assert (copy.work_months, copy.phone, copy.health) == (7, "13600001111", "01")


def test_begun_twice_the_rows_are_the_same(household, county_staff):
    begin(county_staff)
    rows = list(HouseholdYear.objects.order_by("pk").values())
    people = list(MemberYear.objects.order_by("pk").values())

    again = begin(county_staff)

    assert (again.households, again.begun, again.kept, again.people) == (1, 0, 1, 0)
    assert list(HouseholdYear.objects.order_by("pk").values()) == rows
    assert list(MemberYear.objects.order_by("pk").values()) == people


def test_a_record_that_is_there_stays_as_it_is(household, yunfeng, county_staff):
    kept = HouseholdFactory(village=yunfeng, file__year=2016, file__wage=Decimal(99))

    receipt = begin(county_staff)

    assert (receipt.households, receipt.begun, receipt.kept) == (2, 1, 1)
    assert kept.years.get().wage == 99


def test_closed_files_and_other_areas_are_left_alone(household, yunfeng, baina, county_staff):
    HouseholdFactory(village=yunfeng, closed_on=date(2015, 6, 1), closed_because="moved")
    HouseholdFactory(village=baina)

    receipt = begin(county_staff)

    assert receipt.households == 1
    assert HouseholdYear.objects.filter(year=2016).count() == 1


def test_a_gap_of_years_is_bridged_and_files_without_records_are_counted(yunfeng, county_staff):
    HouseholdFactory(village=yunfeng, file__year=2013)
    HouseholdFactory(village=yunfeng, file__year=2013, file__people=2)
    bare = HouseholdFactory(village=yunfeng)
    MemberYear.objects.filter(household_year__household=bare).delete()
    bare.years.all().delete()

    receipt = begin(county_staff)

    assert (receipt.households, receipt.begun, receipt.empty, receipt.people) == (3, 2, 1, 3)
    assert str(receipt) == (
        "3 households = 2 begun + 0 there already + 1 without an earlier record; 3 members copied."
    )


def test_each_new_row_stands_in_the_history(household, county_staff):
    begin(county_staff)

    record = yearly.of(household, 2016)
    assert [event.pgh_label for event in record.history.all()] == ["insert"]
    assert record.members.first().history.count() == 1


def test_it_is_noted_once_with_its_numbers(household, county_staff):
    begin(county_staff)

    entry = Entry.objects.get()
    assert (entry.action, entry.area_code) == ("begin_year", XINGXIU)
    assert entry.details == {"year": 2016, "households": 1, "begun": 1, "kept": 0, "people": 2}


def test_no_year_is_begun_before_it_has_come_or_after_it_was_closed(household, county_staff):
    with pytest.raises(ValidationError, match="2017 has not begun"):
        begin(county_staff, year=2017)

    years.lock(XINGXIU, 2016, by=county_staff)
    with pytest.raises(ValidationError, match="2016 was closed"):
        begin(county_staff)
    with pytest.raises(ValidationError, match="A township of this area has closed 2016"):
        begin(county_staff, DAFANG)

    assert HouseholdYear.objects.count() == 1


@pytest.mark.parametrize("who", ["clerk", "secretary", "leader", "auditor"])
def test_only_the_county_begins_a_year(who, request, household):
    with pytest.raises(PermissionDenied):
        begin(request.getfixturevalue(who))


def test_a_large_area_is_left_to_a_worker(household, baina, county_staff, monkeypatch):
    HouseholdFactory(village=baina)
    monkeypatch.setattr(beginning, "AT_ONCE", 1)

    job = begin(county_staff, DAFANG)
    run_job.func(job.pk)

    job = Job.objects.get()
    assert job.state == Job.State.DONE, job.message
    receipt = sealed.unseal(job.result).decode("utf-8-sig")
    assert receipt.startswith("2 households = 2 begun")
    assert HouseholdYear.objects.filter(year=2016).count() == 2
    assert Entry.objects.get(action="begin_year").details["households"] == 2


def test_a_household_of_many_years_is_copied_from_the_last_of_them(household, county_staff):
    begin(county_staff)
    HouseholdYear.objects.filter(household=household, year=2016).update(wage=Decimal(8000))
    assert Household.objects.count() == 1

    HouseholdYear.objects.filter(year=2015).update(wage=Decimal(1))
    later = yearly.start(household, 2017)

    assert later.wage == 8000
