"""Personal data at rest: unreadable in the database, found by digest, shown masked."""

from base64 import b64encode
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import FieldError
from django.db import connection

from households.models import Household, Member
from povertyreg import privacy
from povertyreg.privacy import (
    Decrypted,
    blind_index,
    decrypt,
    encrypt,
    mask_account,
    mask_id_number,
    mask_phone,
)
from tests.factories import HouseholdFactory

NUMBER = "522422196803170317"


@pytest.fixture
def two_keys(settings):
    """The old key and a new one that takes over."""
    privacy._key_ring.cache_clear()
    old, new = (f"{name}:{b64encode(bytes([n]) * 32).decode()}" for n, name in ((1, "a"), (2, "b")))
    yield settings, old, new
    privacy._key_ring.cache_clear()


def test_what_was_encrypted_is_decrypted():
    assert decrypt(encrypt(NUMBER, "member.id_number"), "member.id_number") == NUMBER


def test_the_same_text_looks_different_every_time():
    assert encrypt(NUMBER, "x") != encrypt(NUMBER, "x")
    assert NUMBER not in encrypt(NUMBER, "x")


def test_a_ciphertext_moved_to_another_column_is_not_read():
    with pytest.raises(InvalidTag):
        decrypt(encrypt(NUMBER, "member.id_number"), "household.phone")


def test_a_changed_ciphertext_is_not_read():
    ciphertext = encrypt(NUMBER, "x")
    changed = (
        ciphertext[:-6] + ("AAAA" if ciphertext[-6:-2] != "AAAA" else "BBBB") + ciphertext[-2:]
    )

    with pytest.raises(InvalidTag):
        decrypt(changed, "x")


def test_a_new_key_encrypts_and_the_old_one_still_reads(two_keys):
    settings, old, new = two_keys
    settings.FIELD_KEYS = old
    before = encrypt(NUMBER, "x")
    privacy._key_ring.cache_clear()
    settings.FIELD_KEYS = f"{new},{old}"

    assert decrypt(before, "x") == NUMBER
    assert encrypt(NUMBER, "x").split(":")[1] == "b"


def test_a_key_that_was_taken_away_reads_nothing(two_keys):
    settings, old, new = two_keys
    settings.FIELD_KEYS = old
    before = encrypt(NUMBER, "x")
    privacy._key_ring.cache_clear()
    settings.FIELD_KEYS = new

    with pytest.raises(KeyError):
        decrypt(before, "x")


def history_of(model: Any) -> str:
    """The table that keeps every version of the rows."""
    table: str = model.history.rel.related_model._meta.db_table
    return table


def in_database(table: str, column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {column}::text FROM "{table}" ORDER BY 1')  # a table of ours
        return " ".join(str(value) for (value,) in cursor.fetchall())


def test_personal_columns_are_unreadable_in_sql_and_so_is_their_history(db):
    household = HouseholdFactory(file__number=NUMBER, phone="13812346217", bank_account="62284800")
    household.phone = "13912346218"
    household.save()

    for table, column in (
        ("households_member", "id_number"),
        (history_of(Member), "id_number"),
        ("households_household", "phone"),
        (history_of(Household), "phone"),
        ("households_household", "bank_account"),
    ):
        stored = in_database(table, column)
        assert stored.startswith("v1:"), table
        for plain in (NUMBER, "13812346217", "13912346218", "62284800"):
            assert plain not in stored


def test_an_encrypted_column_cannot_be_searched_by_its_text(db):
    with pytest.raises(FieldError, match="blind index"):
        Member.objects.filter(id_number=NUMBER).exists()
    assert not Household.objects.filter(phone__isnull=True).exists()


def test_a_value_that_is_saved_again_keeps_its_ciphertext(db):
    HouseholdFactory(phone="13812346217")
    before = in_database("households_household", "phone")

    household = Household.objects.get()
    assert isinstance(household.phone, Decrypted)
    household.save()

    assert in_database("households_household", "phone") == before


def test_an_empty_value_is_stored_empty(db):
    HouseholdFactory(phone="")

    assert in_database("households_household", "phone") == ""
    assert Household.objects.get().phone == ""


def test_a_blind_index_needs_its_key_and_its_purpose(settings):
    digest = blind_index(NUMBER, "id_number")

    assert len(digest) == 32
    assert digest == blind_index(NUMBER, "id_number")
    assert digest != blind_index(NUMBER, "id_tail")
    settings.INDEX_KEY = b64encode(b"another key of thirty-two bytes!").decode()
    assert digest != blind_index(NUMBER, "id_number")


@pytest.mark.parametrize(
    ("shown", "masked"),
    [
        (mask_id_number(NUMBER), "522422********0317"),
        (mask_id_number("52242219680317031X"), "522422********031X"),
        (mask_id_number(""), ""),
        (mask_phone("13812346217"), "138****6217"),
        (mask_phone("5221234"), "*******"),
        (mask_phone(""), ""),
        (mask_account("6228480000001234"), "**** 1234"),
        (mask_account(""), ""),
    ],
)
def test_masks(shown, masked):
    assert shown == masked
