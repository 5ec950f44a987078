"""What happened between the preview and the writing holds what it is about, and no more."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households.importing import committing, services
from households.models import Household
from povertyreg.exchange.models import Import
from tests.factories import HouseholdFactory
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
)
from villages.models import Jurisdiction

State = Import.State


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


def test_what_does_not_fit_into_the_database_is_held_and_the_others_go(clerk, monkeypatch):
    import_ = brought(person_list(people_of(2)), clerk)
    too_long = {"王大0": "x" * 500}
    monkeypatch.setattr(
        "households.importing.writing.pinyin_of_name", lambda name: too_long.get(name, "Wang")
    )

    services.confirm(import_, "good", by=clerk)

    import_.refresh_from_db()
    assert (import_.state, counts(import_)) == (State.WRITTEN, {"created": 2, "held": 2})
    assert Household.objects.get().householder.name == "王大1"


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
