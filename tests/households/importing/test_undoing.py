"""An import taken back: what nobody touched since, and a list of what somebody did."""

from threading import Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections

from households.importing import services
from households.models import Household, IdentityClaim, Member
from povertyreg.audit.models import Entry
from povertyreg.exchange.models import Import
from tests.factories import HouseholdFactory, id_number
from tests.households.importing.books import (
    HOUSEHOLDS,
    MEMBERS,
    brought,
    claimed,
    counts,
    events,
    member,
    packed,
    people_of,
    person_list,
    table,
    written,
)

State = Import.State


def undone(import_, by):
    services.undo(import_, by=by)
    import_.refresh_from_db()
    return dict(import_.entries.values_list("number", "undoing"))


def test_what_was_entered_is_closed_and_its_people_are_free(clerk):
    import_ = written(person_list(people_of(2)), clerk)

    assert set(undone(import_, clerk).values()) == {"undone"}

    assert (import_.state, import_.undone_by) == (State.UNDONE, clerk)
    assert not Household.objects.filter(closed_on=None).exists()
    assert not Member.objects.filter(left_on=None).exists()
    assert not IdentityClaim.objects.exists()
    assert counts(import_) == {"created": 4}


@pytest.fixture
def on_file(yunfeng):
    household = HouseholdFactory(village=yunfeng, phone="13800001111", file__wage=100)
    claimed(household)
    return household


def facts(household, **cells):
    row = {name.replace("__", ".", 1): value for name, value in cells.items()}
    return packed({HOUSEHOLDS: table([{"key.number": household.number, **row}])})


def test_cells_are_put_back_as_they_were(clerk, on_file):
    import_ = written(
        facts(on_file, household__phone="13999990000", year__wage=7, household__address="新"), clerk
    )

    undone(import_, clerk)

    on_file.refresh_from_db()
    assert (on_file.phone, on_file.address, on_file.version) == ("13800001111", "", 3)
    assert on_file.years.get().wage == 100


def test_a_number_of_a_person_is_put_back_with_all_that_follows(clerk, on_file):
    head = on_file.householder
    was = (head.id_number, head.birth_date, head.sex, bytes(head.id_digest))
    number = id_number(born=head.birth_date.replace(year=1981), sex="2")
    rows = [{"key.number": on_file.number, "member.name": head.name, "row.relation": "户主",
             "member.id_number": number}]  # fmt: skip
    import_ = written(packed({MEMBERS: table(rows)}), clerk)
    head.refresh_from_db()
    assert head.id_number == number

    undone(import_, clerk)

    head.refresh_from_db()
    assert (head.id_number, head.birth_date, head.sex, bytes(head.id_digest)) == was
    assert [bytes(claim.digest) for claim in head.claims.all()] == [was[3]]


def test_what_somebody_touched_since_is_left_and_listed(clerk):
    import_ = written(person_list(people_of(2)), clerk)
    touched = Household.objects.order_by("number").first()
    touched.version += 1
    touched.save()

    listed = undone(import_, clerk)

    assert listed[touched.number] == "touched"
    assert sorted(listed.values()) == ["touched", "undone"]
    touched.refresh_from_db()
    assert touched.closed_on is None
    assert IdentityClaim.objects.filter(household=touched).count() == 2
    noted = Entry.objects.filter(action="undo_import").order_by("pk").last()
    assert noted.details["left"] == 1


def test_a_member_whom_the_import_added_stays_and_that_is_said(clerk, on_file):
    head = on_file.householder
    rows = [
        member(on_file.number, head.name, member__id_number=head.id_number),
        member(on_file.number, "王小妹", "之女"),
    ]
    import_ = written(packed({MEMBERS: table(rows)}), clerk)

    assert undone(import_, clerk) == {on_file.number: "kept"}
    assert on_file.members.filter(name="王小妹", left_on=None).exists()


def test_it_is_taken_back_once(clerk):
    import_ = written(person_list(people_of(1)), clerk)
    undone(import_, clerk)
    before = events()

    with pytest.raises(ValidationError, match="Only a written import"):
        services.undo(import_, by=clerk)

    assert events() == before


@pytest.mark.django_db(transaction=True)
def test_two_people_who_take_it_back_together_take_it_back_once(clerk):
    import_ = written(person_list(people_of(3)), clerk)

    def press():
        try:
            services.undo(Import.objects.get(pk=import_.pk), by=clerk)
        except ValidationError:
            pass
        finally:
            connections.close_all()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(import_.entries.values_list("undoing", flat=True)) == {"undone"}
    assert set(Household.objects.values_list("version", flat=True)) == {2}
    noted = Entry.objects.filter(action="undo_import", details__has_key="left")
    assert noted.count() == 1


def test_a_list_that_was_taken_back_can_be_brought_again(clerk):
    content = person_list(people_of(2))
    undone(written(content, clerk), clerk)

    again = written(content, clerk)

    assert (again.state, counts(again)) == (State.WRITTEN, {"created": 4})
    assert Household.objects.filter(closed_on=None).count() == 2
    assert IdentityClaim.objects.count() == 4


def test_changes_that_were_taken_back_can_be_made_again(clerk, on_file):
    content = facts(on_file, household__phone="13999990000")
    undone(written(content, clerk), clerk)

    assert counts(written(content, clerk)) == {"updated": 1}
    on_file.refresh_from_db()
    assert on_file.phone == "13999990000"


def test_what_was_never_written_is_not_taken_back(clerk):
    import_ = brought(person_list(people_of(1)), clerk)

    with pytest.raises(ValidationError):
        services.undo(import_, by=clerk)


def test_a_secretary_takes_nothing_back(clerk, secretary):
    import_ = written(person_list(people_of(1)), clerk)

    with pytest.raises(PermissionDenied):
        services.undo(import_, by=secretary)
