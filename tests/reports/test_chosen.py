"""Columns are chosen and remembered; private numbers are masked, or whole for a reason."""

import pytest

from households.models import HouseholdYear
from households.resources import HouseholdResource, MemberResource
from povertyreg.audit.models import Entry
from povertyreg.exchange.resources import Masked
from povertyreg.jobs import work
from povertyreg.jobs.models import Job
from povertyreg.reports import lists
from tests.reports.drawing import TOWNSHIP
from tests.reports.listing import exported, opened, rows

ACCOUNT, PHONE = "6228480402564890018", "13800001234"


@pytest.fixture
def as_county(client, county_staff):
    client.force_login(county_staff)
    return client


def sheet(answer, name="户 Households"):
    return rows(opened(answer)[name])


@pytest.mark.parametrize(
    ("slug", "resource", "name"),
    [
        ("households", HouseholdResource, "户 Households"),
        ("members", MemberResource, "成员 Members"),
    ],
)
def test_every_column_that_is_offered_can_be_taken_out(slug, resource, name, listed, as_clerk):
    offered = resource.offered()

    found = sheet(exported(as_clerk, slug, column=list(offered)), name)

    assert len(found[0]) == len(offered)
    assert not [heading for heading in found[0] if not heading]


def test_every_column_stands_in_one_group_of_the_page():
    for resource in (HouseholdResource, MemberResource):
        grouped = [name for group in resource.groups for name in group.names]
        assert sorted(grouped) == sorted(resource.further)


def test_what_was_chosen_is_taken_out_in_the_order_of_the_list_and_remembered(listed, as_clerk):
    chosen = {"column": ["wage", "householder", "number", "no-such-column"]}

    first = sheet(exported(as_clerk, **chosen))[0]
    again = sheet(exported(as_clerk))[0]
    page = as_clerk.get(f"/reports/households/?area={TOWNSHIP}&year=2015").content.decode()

    assert list(first) == list(again) == ["Household number", "Householder", "Wages"]
    assert first["Wages"] == 6000
    assert 'value="wage" checked' in page
    assert 'value="pinyin" checked' not in page


def test_another_person_chooses_for_himself(listed, client, clerk, county_staff):
    client.force_login(clerk)
    exported(client, column=["number"])
    client.force_login(county_staff)

    assert len(sheet(exported(client))[0]) == len(HouseholdResource.usual())


def test_the_long_list_has_the_columns_that_were_chosen(listed, as_clerk, monkeypatch):
    monkeypatch.setattr(lists, "AT_ONCE", 1)
    exported(as_clerk, column=["number", "size"])

    work.run_job.call(Job.objects.get().pk)

    job = Job.objects.get()
    assert job.state == Job.State.DONE, job.message
    found = sheet(as_clerk.get(f"/jobs/{job.pk}/download/"))
    assert list(found[0]) == ["Household number", "People"]


def test_a_fact_that_is_not_stated_is_left_empty(listed, as_clerk):
    HouseholdYear.objects.update(water_is_safe=None)
    HouseholdYear.objects.filter(household=listed).update(water_is_safe=False)

    found = sheet(exported(as_clerk, column=["number", "water_is_safe"]))

    stated = {row["Household number"]: list(row.values())[-1] for row in found}
    assert stated.pop(listed.number) == "no"
    assert set(stated.values()) == {None}


def test_private_numbers_are_masked_in_every_column(listed, as_clerk):
    listed.bank_account = ACCOUNT
    listed.save()
    private = [n for n, c in HouseholdResource.offered().items() if isinstance(c.write, Masked)]

    found = str(sheet(exported(as_clerk, column=private)))

    assert {"bank_account", "phone", "id_number", "filled_by_phone"} == set(private)
    for number in (ACCOUNT, PHONE, listed.householder.id_number):
        assert number not in found


def test_the_county_takes_out_whole_numbers_for_a_reason_that_is_kept(listed, as_county):
    answer = exported(as_county, column=["phone"], unmasked="on", because="补贴发放核对")

    book = opened(answer)
    assert PHONE in str(rows(book["户 Households"]))
    assert "补贴发放核对" in str(list(book.worksheets[0].values))
    entry = Entry.objects.get(action="export_list")
    assert (entry.reason, entry.details["unmasked"]) == ("补贴发放核对", True)


def test_without_a_reason_nothing_is_handed_out(listed, as_county):
    answer = exported(as_county, unmasked="on", because="  ")

    assert answer.status_code == 422
    assert "Say for what the whole numbers are needed." in answer.content.decode()
    assert not Entry.objects.filter(action="export_list").exists()


def test_nobody_else_takes_out_whole_numbers(listed, as_clerk):
    assert exported(as_clerk, unmasked="on", because="核对").status_code == 403
    assert "whole ID numbers" not in as_clerk.get("/reports/households/?year=2015").content.decode()
