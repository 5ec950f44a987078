"""Households on file: only what differs is changed, and an exported list changes nothing."""

import pytest

from households.importing import entries
from households.models import Household, HouseholdYear, MemberYear
from tests.factories import HouseholdFactory, id_number
from tests.households.importing.books import (
    HOUSEHOLDS,
    MEMBERS,
    brought,
    counts,
    events,
    member,
    packed,
    people_of,
    person_list,
    problems,
    table,
    written,
)
from tests.reports.register import village_file


@pytest.fixture
def on_file(yunfeng):
    return HouseholdFactory(
        village=yunfeng,
        phone="13800001234",
        bank_account="6222020000000000000",
        file__people=3,
        file__name="王大明",
        file__wage=6000,
    )


def row_of(household, **facts):
    named = {name.replace("__", ".", 1): value for name, value in facts.items()}
    return packed({HOUSEHOLDS: table([{"key.number": household.number, **named}])})


def test_only_the_cell_that_differs_is_written(clerk, on_file):
    book = row_of(on_file, household__phone="13900000000", year__wage=6000)

    import_ = written(book, clerk)

    assert counts(import_) == {"updated": 1}
    (entry,) = import_.entries.all()
    assert entries.changes_of(entry) == [("", "household.phone", "13800001234", "13900000000")]
    on_file.refresh_from_db()
    assert (on_file.phone, on_file.version) == ("13900000000", 2)
    assert on_file.changed_by == clerk


def test_a_row_of_history_for_what_changed_and_none_for_the_rest(clerk, on_file):
    before = events()

    written(row_of(on_file, household__phone="13900000000"), clerk)

    now = events()
    grown = {name: now[name] - before[name] for name in now if now[name] != before[name]}
    assert grown == {"HistoryOfHousehold": 1} or list(grown.values()) == [1], grown


def test_blank_cells_change_nothing(clerk, on_file):
    import_ = brought(row_of(on_file, household__phone=None, year__wage=""), clerk)

    assert counts(import_) == {"unchanged": 1}


def test_a_masked_cell_is_the_same_as_what_it_masks(clerk, on_file):
    book = row_of(on_file, household__phone="138****1234")

    assert counts(brought(book, clerk)) == {"unchanged": 1}


def test_a_masked_cell_that_masks_something_else_is_held(clerk, on_file):
    import_ = brought(row_of(on_file, household__phone="139****1234"), clerk)

    assert counts(import_) == {"held": 1}
    assert [one.code for one in problems(import_)] == ["masked"]


def test_somebody_new_joins_a_household_on_file(clerk, on_file):
    head = on_file.householder
    rows = [
        member(on_file.number, head.name, member__id_number=head.id_number),
        member(on_file.number, "王小妹", "之女", member__id_number=id_number(sex="2")),
    ]

    import_ = written(packed({MEMBERS: table(rows)}), clerk)

    assert counts(import_)["created"] == 1
    assert on_file.members.count() == 4
    assert on_file.years.get().size == 4
    assert MemberYear.objects.get(member__name="王小妹").relation == "04"
    assert on_file.members.get(name="王小妹").position == 4


def test_a_new_number_of_a_person_changes_birth_date_sex_and_claim(clerk, on_file):
    second = on_file.members.get(position=2)
    number = id_number(born=second.birth_date.replace(year=1981), sex="2")
    rows = [{"key.number": on_file.number, "member.name": second.name, "row.relation": "之女",
             "member.id_number": number}]  # fmt: skip

    import_ = written(packed({MEMBERS: table(rows)}), clerk)

    assert counts(import_) == {"updated": 1}, problems(import_)
    second.refresh_from_db()
    assert (second.id_number, second.sex, second.birth_date.year) == (number, "2", 1981)
    assert [bytes(claim.digest) for claim in second.claims.all()] == [bytes(second.id_digest)]


def test_the_householder_can_be_another_one(clerk, on_file):
    first, second = on_file.members.order_by("position")[:2]
    rows = [
        {"key.number": on_file.number, "member.name": first.name, "row.relation": "之父"},
        {"key.number": on_file.number, "member.name": second.name, "row.relation": "户主"},
    ]

    import_ = written(packed({MEMBERS: table(rows)}), clerk)

    assert counts(import_) == {"updated": 2}, problems(import_)
    on_file.refresh_from_db()
    assert on_file.householder == second


def test_the_record_of_a_new_year_is_begun_from_the_one_before(clerk, on_file):
    book = row_of(on_file, year__wage=7000)

    import_ = written(book, clerk, year=2016)

    assert counts(import_) == {"updated": 1}, problems(import_)
    assert sorted(on_file.years.values_list("year", "wage", "size")) == [
        (2015, 6000, 3),
        (2016, 7000, 3),
    ]
    assert HouseholdYear.objects.get(year=2016).members.count() == 3


@pytest.fixture
def exported(client, clerk, yunfeng, on_file):
    """What the list of the register gives out, as it is downloaded."""
    village_file(yunfeng, 2015)
    client.force_login(clerk)

    def take(slug):
        asked = {"area": "520521225", "year": 2015}
        answer = client.post(f"/reports/{slug}/", asked)
        return b"".join(answer.streaming_content)

    return take


@pytest.mark.parametrize("slug", ["households", "members"])
def test_an_exported_list_imported_again_changes_nothing(exported, clerk, slug):
    written(person_list(people_of(3)), clerk)

    import_ = brought(exported(slug), clerk)

    assert set(counts(import_)) == {"unchanged"}, problems(import_)
    assert import_.households["unchanged"] == 4


def test_households_of_the_file_only_are_touched(clerk, on_file, yunfeng):
    other = HouseholdFactory(village=yunfeng, file__name="李四")

    written(row_of(on_file, household__phone="13900000000"), clerk)

    assert Household.objects.get(pk=other.pk).version == other.version
