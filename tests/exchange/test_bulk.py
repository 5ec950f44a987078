"""Rows brought by COPY are those that saving one by one would have brought."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection

from households.models import Household
from povertyreg.exchange import bulk
from povertyreg.exchange.models import ImportEntry
from tests import factories
from tests.imports import ImportFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2015, 6, 1, tzinfo=UTC)
ODD = [
    "plain",
    "a\tb",
    "a\nb",
    "a\r\nb",
    "back\\slash",
    "\\N",
    "\\.",
    "",
    "'quoted'",
    "〇𠮷é",
    "=1+1",
]


def raw(table, column, pk):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE id = %s', [pk])
        return cursor.fetchone()[0]


def brought(households):
    for row, key in zip(households, bulk.new_keys(Household, len(households)), strict=True):
        row.pk = key
    bulk.insert(households)
    return [Household.objects.get(pk=row.pk) for row in households]


def new(village, serial, **fields):
    said = {"changed_at": NOW, "entered_at": NOW, "number": f"{village.pk}{serial:04}", **fields}
    return Household(village=village, county_code=village.pk[:6], **said)


@pytest.fixture
def village():
    return factories.VillageFactory()


@pytest.mark.parametrize("text", ODD)
def test_any_text_comes_back_as_it_was(village, text):
    (row,) = brought([new(village, 1, address=text)])

    assert row.address == text


def test_nothing_stays_nothing(village):
    (row,) = brought([new(village, 1, closed_on=None, standard="")])

    assert row.closed_on is None
    assert row.standard == ""


def test_private_numbers_are_stored_encrypted_each_by_itself(village):
    one, other = brought([new(village, n, phone="13800138000") for n in (1, 2)])

    assert (one.phone, other.phone) == ("13800138000", "13800138000")
    stored = {raw("households_household", "phone", row.pk) for row in (one, other)}
    assert len(stored) == 2
    assert not any("13800138000" in text for text in stored)


def test_a_moment_is_stored_with_its_zone(village):
    at = datetime(2015, 6, 1, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))

    (row,) = brought([new(village, 1, changed_at=at)])

    assert row.changed_at == datetime(2015, 6, 1, 0, 30, tzinfo=UTC)


def test_an_update_writes_the_named_fields_of_the_named_rows_only(village):
    one, other = brought([new(village, n, address="old", bank="old") for n in (1, 2)])
    one.address = one.bank = other.address = "new\t"

    bulk.update([one], ["address"])

    stored = Household.objects.order_by("number").values_list("address", "bank")
    assert list(stored) == [("new\t", "old"), ("old", "old")]


def test_what_the_database_refuses_is_told_in_the_words_of_django(village):
    with pytest.raises(IntegrityError):
        brought([new(village, 1), new(village, 1)])


def test_json_keeps_its_line_breaks_and_backslashes(village):
    rows = [["a\nb\\c\t", 3, "held"]]
    import_ = ImportFactory(requested_by=factories.UserFactory())
    entry = ImportEntry(of_import=import_, county_code=import_.county_code, position=0, rows=rows)
    (entry.pk,) = bulk.new_keys(ImportEntry, 1)

    bulk.insert([entry])

    assert ImportEntry.objects.get(pk=entry.pk).rows == rows
