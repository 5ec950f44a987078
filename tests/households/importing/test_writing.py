"""Confirmed and written: the good rows or none."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households.importing import services
from households.models import Household
from povertyreg.exchange.models import Import
from tests.households.importing.books import brought, counts, people_of, person_list, written

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
