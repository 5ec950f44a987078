"""Confirmed and written: the good rows or none, by the right person, once."""

from threading import Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections

from households.importing import committing, queueing, services, settings
from households.models import Household
from povertyreg.audit.models import Entry
from povertyreg.exchange.models import Import
from tests.factories import HouseholdFactory, UserFactory
from tests.households.importing.books import (
    HOUSEHOLDS,
    brought,
    counts,
    events,
    packed,
    people_of,
    person_list,
    problems,
    table,
    written,
)
from villages.models import Jurisdiction
from villages.roles import Role

State = Import.State


def with_one_bad():
    """Two good households and one whose member has an unknown education."""
    rows = people_of(3)
    rows[2]["文化程度"] = "不知道什么"
    return person_list(rows)


def test_good_rows_go_while_bad_ones_are_held(clerk):
    import_ = written(with_one_bad(), clerk)

    assert counts(import_) == {"created": 4, "held": 2}
    assert Household.objects.count() == 2


def test_all_or_none_is_refused_with_one_bad_row(clerk):
    import_ = brought(with_one_bad(), clerk)

    with pytest.raises(ValidationError, match="2 rows are held"):
        services.confirm(import_, "all", by=clerk)

    import_.refresh_from_db()
    assert import_.state == State.READY
    assert not Household.objects.exists()


def test_all_or_none_writes_all(clerk):
    import_ = written(person_list(people_of(3)), clerk, choice="all")

    assert (import_.state, counts(import_)) == (State.WRITTEN, {"created": 6})


@pytest.fixture
def two_on_file(yunfeng):
    return [HouseholdFactory(village=yunfeng, phone="13800001111") for _ in range(2)]


def phones(households, phone="13999990000"):
    rows = [{"key.number": one.number, "household.phone": phone} for one in households]
    return packed({HOUSEHOLDS: table(rows)})


def saved_by_somebody(household):
    household.version += 1
    household.address = "changed meanwhile"
    household.save()


def test_a_file_saved_after_the_preview_is_held_and_the_others_go(clerk, two_on_file):
    import_ = brought(phones(two_on_file), clerk)
    saved_by_somebody(two_on_file[0])

    services.confirm(import_, "good", by=clerk)

    import_.refresh_from_db()
    assert (import_.state, counts(import_)) == (State.WRITTEN, {"updated": 1, "held": 1})
    assert import_.households["held"] == 1
    (said,) = problems(import_)
    assert (said.code, said.row) == ("stale", 2)
    assert "after the preview" in said.en
    assert said.zh != said.en
    assert sorted(Household.objects.values_list("version", flat=True)) == [
        two_on_file[1].version + 1,
        two_on_file[0].version,
    ]


def test_a_file_saved_after_the_preview_keeps_all_from_being_written(clerk, two_on_file):
    import_ = brought(phones(two_on_file), clerk)
    saved_by_somebody(two_on_file[1])
    before = events()

    services.confirm(import_, "all", by=clerk)

    import_.refresh_from_db()
    assert (import_.state, counts(import_)) == (State.READY, {"updated": 2})
    assert "nothing was written" in import_.message
    assert events() == before
    assert not import_.entries.filter(is_written=True).exists()


def test_what_the_database_refuses_is_held_and_the_others_go(clerk, two_on_file):
    """Somebody enters a person of the file between the preview and the writing."""
    content = person_list(people_of(2))
    first, second = brought(content, clerk), brought(person_list(people_of(1)), clerk)
    services.confirm(second, "good", by=clerk)

    services.confirm(first, "good", by=clerk)

    first.refresh_from_db()
    assert first.state == State.WRITTEN
    assert Household.objects.filter(national_number="3600000001").count() == 1
    assert Household.objects.filter(national_number="3600000000").count() == 1


def test_the_same_list_brought_by_two_people_is_entered_once(clerk):
    content = person_list(people_of(2))
    first, second = brought(content, clerk), brought(content, clerk)

    services.confirm(first, "good", by=clerk)
    services.confirm(second, "good", by=clerk)

    second.refresh_from_db()
    assert Household.objects.count() == 2
    assert counts(second) == {"held": 4}
    assert all(one.zh and one.en and one.zh != one.en for one in problems(second))


def test_a_second_click_writes_nothing(clerk):
    import_ = written(person_list(people_of(1)), clerk)
    before = events()

    with pytest.raises(ValidationError, match="has been written"):
        services.confirm(Import.objects.get(pk=import_.pk), "good", by=clerk)

    assert events() == before


def test_a_job_that_is_run_again_writes_nothing(clerk):
    import_ = written(person_list(people_of(1)), clerk)
    before, noted = events(), Entry.objects.count()

    queueing.write(Import.objects.get(pk=import_.pk))

    assert events() == before
    assert Entry.objects.count() == noted


@pytest.mark.django_db(transaction=True)
def test_two_people_who_confirm_together_write_once(clerk):
    import_ = brought(person_list(people_of(3)), clerk)
    refused = []

    def press():
        try:
            services.confirm(Import.objects.get(pk=import_.pk), "good", by=clerk)
        except ValidationError as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    import_.refresh_from_db()
    assert (import_.state, len(refused)) == (State.WRITTEN, 1)
    assert Household.objects.count() == 3
    assert Entry.objects.filter(action="import_file").count() == 3
    connection.close()


@pytest.fixture
def threshold(county_staff):
    settings.set_threshold("520521", 3, by=county_staff)


def test_above_the_threshold_somebody_else_confirms(threshold, clerk, leader):
    import_ = written(person_list(people_of(2)), clerk)
    assert import_.state == State.WAITING
    assert not Household.objects.exists()

    with pytest.raises(PermissionDenied):
        services.confirm(import_, "good", by=clerk)
    assert not Household.objects.exists()

    services.confirm(import_, "good", by=leader)

    import_.refresh_from_db()
    assert (import_.state, import_.confirmed_by) == (State.WRITTEN, leader)
    assert Household.objects.count() == 2


def test_who_brought_it_cannot_confirm_it_in_another_role(threshold, clerk):
    Jurisdiction.objects.create(
        user=clerk, role=Role.LEADER, area_code="520521225", starts_on="2013-01-01"
    )
    import_ = written(person_list(people_of(2)), clerk)

    with pytest.raises(PermissionDenied):
        services.confirm(import_, "good", by=type(clerk).objects.get(pk=clerk.pk))


def test_up_to_the_threshold_one_person_is_enough(threshold, clerk):
    assert written(person_list(people_of(1)), clerk).state == State.WRITTEN


def test_the_choice_of_who_brought_it_stays(threshold, clerk, leader):
    import_ = written(person_list(people_of(2)), clerk, choice="all")

    services.confirm(import_, "good", by=leader)

    import_.refresh_from_db()
    assert import_.choice == "all"


@pytest.mark.parametrize(
    "role", [Role.SECRETARY, Role.LEADER, Role.AUDITOR, Role.CADRE, Role.ADMIN]
)
def test_who_may_not_import_cannot_even_bring_a_file(yunfeng, role, own_storage):
    area = {Role.SECRETARY: "520521225201"}.get(role, "520521225")
    officer = UserFactory.holding(role, area)

    with pytest.raises(PermissionDenied):
        brought(person_list(people_of(1)), officer, area=area)

    assert not Import.objects.exists()
    assert not [path for path in own_storage.rglob("*") if path.is_file()]


def test_a_clerk_brings_nothing_for_another_township(clerk2, yunfeng):
    with pytest.raises(PermissionDenied):
        brought(person_list(people_of(1)), clerk2)


def test_a_clerk_of_another_township_sees_and_confirms_nothing(clerk, clerk2):
    import_ = brought(person_list(people_of(1)), clerk)

    assert not Import.objects.visible_to(clerk2).exists()
    for act in (services.drop, services.undo):
        with pytest.raises(PermissionDenied):
            act(import_, by=clerk2)
    with pytest.raises(PermissionDenied):
        services.confirm(import_, "good", by=clerk2)


def test_an_area_that_was_narrowed_after_the_preview_counts(clerk):
    import_ = brought(person_list(people_of(1)), clerk)
    Jurisdiction.objects.filter(user=clerk).update(area_code="520521225202")

    with pytest.raises(PermissionDenied):
        services.confirm(import_, "good", by=type(clerk).objects.get(pk=clerk.pk))

    assert not Household.objects.exists()


def test_a_year_that_was_closed_after_the_preview_is_not_written(clerk, county_staff):
    from households import years

    import_ = brought(person_list(people_of(1)), clerk)
    years.lock("520521225", 2015, by=county_staff)

    services.confirm(import_, "good", by=clerk)

    import_.refresh_from_db()
    assert (import_.state, counts(import_)) == (State.READY, {"created": 2})
    assert "2015" in import_.message
    assert not Household.objects.exists()


def test_a_dropped_import_leaves_neither_rows_nor_file(
    clerk, own_storage, django_capture_on_commit_callbacks
):
    import_ = brought(person_list(people_of(1)), clerk)

    with django_capture_on_commit_callbacks(execute=True):
        services.drop(import_, by=clerk)

    import_.refresh_from_db()
    assert (import_.state, import_.rows_read) == (State.DROPPED, 0)
    assert not import_.entries.exists()
    assert not [path for path in own_storage.rglob("*") if path.is_file()]
    with pytest.raises((ValidationError, PermissionDenied)):
        services.confirm(import_, "good", by=clerk)


def test_a_comparison_is_never_written(clerk):
    content = person_list(people_of(1))
    import_ = services.receive(
        content, "a.xlsx", kind="comparison", area="520521225", year=2015, by=clerk
    )
    services.start(import_)
    import_.refresh_from_db()

    with pytest.raises(ValidationError, match="only looked at"):
        services.confirm(import_, "good", by=clerk)


def test_a_year_closed_in_the_middle_holds_what_is_not_written_yet(clerk, monkeypatch):
    import_ = brought(person_list(people_of(2)), clerk)
    asked = []

    def closing(area_code, year):
        asked.append(area_code)
        if len(asked) > 1:
            raise ValidationError("2015 was closed.")

    monkeypatch.setattr(committing, "_AT_ONCE", 1)
    monkeypatch.setattr(committing.years, "require_open_throughout", closing)
    services.confirm(import_, "good", by=clerk)

    import_.refresh_from_db()
    assert (import_.state, counts(import_)) == (State.WRITTEN, {"created": 2, "held": 2})
    assert Household.objects.count() == 1
