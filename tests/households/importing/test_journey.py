"""A list of people becomes households, once; brought again it changes nothing."""

from typing import Any

import pytest
from django.db import connection

from households.models import Finding, Household, HouseholdYear, IdentityClaim, Member, MemberYear
from households.querysets import id_digest
from povertyreg import sealed
from povertyreg.audit.models import Entry
from povertyreg.exchange.models import Import
from tests.households.importing.books import (
    INCOME,
    YUNFENG,
    brought,
    counts,
    events,
    member,
    own,
    people_of,
    person_list,
    template,
    written,
)


@pytest.fixture
def list_of_two():
    return person_list(people_of(2))


def test_the_rehearsal_writes_nothing_into_the_register(list_of_two, clerk):
    import_ = brought(list_of_two, clerk)

    assert (import_.state, import_.layout) == (Import.State.READY, "persons-2016")
    assert counts(import_) == {"created": 4}
    assert import_.households["created"] == 2
    assert not Household.objects.exists()
    assert not any(events().values())


def test_the_households_of_a_list_are_entered_with_all_that_belongs_to_them(list_of_two, clerk):
    import_ = written(list_of_two, clerk)

    assert (import_.state, counts(import_)) == (Import.State.WRITTEN, {"created": 4})
    first: Any = Household.objects.order_by("number").first()
    assert first.number.startswith(YUNFENG)
    assert (first.village_id, first.group.number) == (YUNFENG, 1)
    assert first.national_number == "3600000000"
    assert (first.phone, first.version) == ("13800001234", 1)
    assert (first.entered_by, first.changed_by) == (clerk, clerk)
    head, wife = list(first.members.all())
    assert first.householder == head
    assert (head.name, head.pinyin, head.sex, head.position) == ("王大0", "Wang Da0", "1", 1)
    assert bytes(head.id_digest) == id_digest(head.id_number)
    assert (wife.sex, str(wife.birth_date)) == ("2", "1972-02-02")
    record = first.years.get()
    assert (record.year, record.size, record.proposed_category) == (2015, 2, "01")
    assert list(record.members.order_by("member__position").values_list("relation", flat=True)) == [
        "01",
        "02",
    ]


def test_every_person_with_a_number_is_claimed_by_the_household(list_of_two, clerk):
    written(list_of_two, clerk)

    claims = {(c.member_id, bytes(c.digest)) for c in IdentityClaim.objects.all()}
    assert claims == {(m.pk, bytes(m.id_digest)) for m in Member.objects.all()}
    assert len(claims) == 4


def test_the_findings_are_kept_as_when_a_file_is_saved_by_hand(list_of_two, clerk):
    written(list_of_two, clerk)

    assert Finding.objects.exists()
    assert set(Finding.objects.values_list("household__number", flat=True)) == set(
        Household.objects.values_list("number", flat=True)
    )


def test_each_file_is_noted_once_in_the_trail(list_of_two, clerk):
    import_ = written(list_of_two, clerk)

    noted = Entry.objects.filter(action="import_file")
    assert noted.count() == 2
    assert {entry.details["import"] for entry in noted} == {import_.pk}
    actions = Entry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == [
        "bring_workbook",
        "confirm_import",
        "import_file",
        "import_file",
        "import_workbook",
    ]


def test_the_history_says_from_which_import_it_comes(list_of_two, clerk):
    import_ = written(list_of_two, clerk)

    for model in (Household, Member, HouseholdYear, MemberYear):
        events = model._meta.get_field("history").related_model.objects
        contexts = list(events.values_list("pgh_context__metadata", flat=True))
        assert contexts
        assert all(context["import"] == import_.pk for context in contexts)


def test_the_same_file_again_changes_nothing_and_writes_not_one_row(list_of_two, clerk):
    written(list_of_two, clerk)
    before, versions = events(), list(Household.objects.values_list("number", "version"))

    again = brought(list_of_two, clerk)

    assert counts(again) == {"unchanged": 4}
    assert events() == before
    assert list(Household.objects.values_list("number", "version")) == versions


def test_three_sheets_are_put_together_by_the_number_of_the_household(clerk):
    book = template(
        [own("A1", household__phone="13800001234"), own("A2")],
        [member("A1"), member("A1", "王开珍", "配偶"), member("A2", "李四")],
        [{"key.number": "A1", "year.wage": 7200}, {"key.number": "A2", "year.wage": 10.5}],
    )

    import_ = written(book, clerk)

    assert counts(import_) == {"created": 7}
    assert import_.layout == "template"
    wages = HouseholdYear.objects.order_by("size").values_list("size", "wage")
    assert [(size, str(wage)) for size, wage in wages] == [(1, "10.50"), (2, "7200.00")]
    assert [sheet["name"] for sheet in import_.reading["sheets"]][2] == INCOME


def test_the_file_is_kept_encrypted(list_of_two, clerk, own_storage):
    import_ = brought(list_of_two, clerk)

    assert sealed.unseal(import_.file) == list_of_two
    kept = [path.read_bytes() for path in own_storage.rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert kept[0][:2] != b"PK"


def test_what_is_remembered_of_a_row_is_unreadable_in_the_database(list_of_two, clerk):
    import_ = brought(list_of_two, clerk)
    number = people_of(1)[0]["证件号码"]

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM exchange_importentry")
        stored = str(cursor.fetchall())
    assert import_.entries.first().cells
    assert number[:14] not in stored


def test_example_rows_and_totals_are_ignored_and_counted(clerk):
    book = template(
        [own("示例1"), own("A1")], [member("示例1"), member("A1"), {"key.number": "合计"}]
    )

    import_ = brought(book, clerk)

    assert counts(import_) == {"created": 2, "ignored": 3}
    assert import_.rows_read == 5
