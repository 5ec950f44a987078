"""Keys are changed under everything that is encrypted, history and files included."""

import json
from base64 import b64encode
from collections import Counter
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from households import attachments, stored_files
from households.models import Attachment, EntryDraft, Household, HouseholdYear, Member
from povertyreg import keys, privacy, rotation
from povertyreg.jobs.models import Job
from tests.factories import CadreFactory, HouseholdFactory
from tests.households.uploads import photo, upload

pytestmark = pytest.mark.django_db

NUMBER, PHONE, NEW_PHONE = "522422196803170317", "13812346217", "13912346218"
OLD, NEW = (f"{name}:{b64encode(bytes([n]) * 32).decode()}" for n, name in ((1, "1"), (2, "2")))


@pytest.fixture
def ring(settings):
    """Sets the key ring; what the process knew before is known again afterwards."""

    def use(*entries: str) -> None:
        settings.FIELD_KEYS = ",".join(entries)
        privacy._key_ring.cache_clear()

    yield use
    privacy._key_ring.cache_clear()


@pytest.fixture
def household(ring, yunfeng, clerk):
    """Written and changed under the old key, so that its history stands under it too."""
    ring(OLD)
    household = HouseholdFactory(
        village=yunfeng, phone=PHONE, bank_account="6228480012345678",
        file__number=NUMBER, file__filled_by_phone="13712345678",
    )  # fmt: skip
    household.phone = NEW_PHONE
    household.save()
    EntryDraft.objects.create(user=clerk, key="new:1", year=2015, payload='{"name": ["李"]}')
    CadreFactory(phone="13800006217")
    attachments.store(household, upload(photo()), "01", by=clerk)
    return household


def rotate(**options) -> str:
    said = StringIO()
    call_command("rotate_keys", stdout=said, **options)
    return said.getvalue()


def under() -> Counter[str]:
    """Key → values, over all places."""
    return sum((place.counts() for place in rotation.places()), Counter[str]())


def test_every_encrypted_place_of_the_register_is_known():
    named = {str(place) for place in rotation.places()}

    assert named >= {
        "households_household.phone",
        "households_householdhistory.phone",
        "households_member.id_number",
        "households_memberhistory.id_number",
        "households_householdyear.filled_by_phone",
        "households_memberyear.phone",
        "households_entrydraft.payload",
        "assistance_cadre.phone",
        "households_attachment.file (files)",
        "households_attachment.thumbnail (files)",
        "jobs_job.result (files)",
    }


def test_with_the_old_key_gone_everything_is_read_history_included(household, ring):
    ring(NEW, OLD)
    rotate()
    ring(NEW)

    again = Household.objects.get()
    assert (again.phone, again.bank_account) == (NEW_PHONE, "6228480012345678")
    assert [event.phone for event in again.history.order_by("pgh_id")][-1] == NEW_PHONE
    assert PHONE in [event.phone for event in again.history.all()]
    assert {event.id_number for event in Member.objects.get().history.all()} == {NUMBER}
    assert EntryDraft.objects.get().payload == '{"name": ["李"]}'
    assert HouseholdYear.objects.get().filled_by_phone == "13712345678"
    assert stored_files.content(Attachment.objects.get())[:2] == b"\xff\xd8"
    assert stored_files.thumbnail(Attachment.objects.get())[:2] == b"\xff\xd8"
    assert set(under()) == {"2"}


def test_a_mere_re_encryption_writes_no_history_and_no_version(household, ring):
    def everything():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM households_householdhistory), "
                "(SELECT count(*) FROM households_memberhistory), "
                "(SELECT version FROM households_household), "
                "(SELECT changed_at FROM households_household)"
            )
            return cursor.fetchone()

    before = everything()
    ring(NEW, OLD)
    rotate()

    assert everything() == before


def test_history_is_still_append_only_afterwards(household, ring):
    ring(NEW, OLD)
    rotate()

    with pytest.raises(Exception, match="append|[Cc]annot update"):
        household.history.update(phone="")


def test_no_file_is_left_under_the_old_key_or_behind(household, ring, own_storage):
    files = {path.name for path in own_storage.rglob("*") if path.is_file()}
    ring(NEW, OLD)
    rotate()

    now = {path.name for path in own_storage.rglob("*") if path.is_file()}
    assert len(now) == len(files) == 2
    assert not now & files


def test_a_file_that_was_never_encrypted_is_left_alone(household, ring, clerk):
    job = Job.objects.create(kind="list", requested_by=clerk)
    job.result.save("list.xlsx", ContentFile(b"PK rows"))
    name = job.result.name
    ring(NEW, OLD)
    rotate()

    job.refresh_from_db()
    assert job.result.name == name
    with job.result.open() as file:
        assert file.read() == b"PK rows"


def test_cut_off_it_goes_on_where_it_stood(household, ring, monkeypatch):
    monkeypatch.setattr(rotation, "AT_A_TIME", 1)
    ring(NEW, OLD)
    before = under()["1"]
    column = next(p for p in rotation.places() if "householdhistory.phone" in str(p))
    next(column.rotate())

    assert under() == {"1": before - 1, "2": 1}
    rotate()
    assert under() == {"2": before}


def test_what_somebody_changes_meanwhile_is_not_written_over(household, ring):
    ring(NEW, OLD)
    column = next(p for p in rotation.places() if str(p) == "households_household.phone")
    rows = column._remaining()
    Household.objects.update(phone="13500000000")

    assert column._move(rows) == 0
    assert Household.objects.get().phone == "13500000000"


def test_the_status_counts_and_changes_nothing(household, ring):
    ring(NEW, OLD)
    before = under()

    said = rotate(status=True)

    assert f"{before['1']} values still stand under key 1: it must stay." in said
    assert under() == before
    rotate()
    assert "the others may be taken away" in rotate(status=True)


def test_without_the_old_key_nothing_is_touched(household, ring):
    ring(NEW)

    with pytest.raises(CommandError, match="lacks key 1"):
        rotate()

    assert set(under()) == {"1"}


def test_a_fresh_key_stands_before_the_others_in_the_file(tmp_path):
    file = tmp_path / "secret.json"
    before = keys.load_or_create(file)

    assert keys.add_field_key(file) == "2"

    after = json.loads(file.read_text())
    assert after["FIELD_KEYS"].startswith("2:")
    assert after["FIELD_KEYS"].endswith("," + before["FIELD_KEYS"])
    assert after["INDEX_KEY"] == before["INDEX_KEY"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert keys.add_field_key(file) == "3"
    assert [path.name for path in tmp_path.iterdir()] == ["secret.json"]


def test_keys_of_the_environment_are_only_told(monkeypatch):
    monkeypatch.setenv("FIELD_KEYS", OLD)
    monkeypatch.setattr(keys, "add_field_key", lambda: pytest.fail("the file was changed"))

    said = rotate(new_key=True)

    assert f",{OLD}" in said
    assert "FIELD_KEYS=2:" in said
