"""Papers are kept encrypted, once, and for good."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from households import attachments, stored_files
from households.models import Attachment
from povertyreg import sealed
from povertyreg.audit.models import Entry
from tests.factories import HouseholdFactory
from tests.households.uploads import PDF, photo, picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(yunfeng):
    return HouseholdFactory(village=yunfeng)


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def store(household, by, content=None, **kwargs):
    return attachments.store(household, upload(content or photo()), "01", by=by, **kwargs)


def test_a_paper_is_stored_and_read_again(household, clerk):
    paper = store(household, clerk, note="page 1")

    again = Attachment.objects.get()
    assert again.content_type == "image/jpeg"
    assert stored_files.content(again)[:3] == b"\xff\xd8\xff"
    assert len(stored_files.content(again)) == again.size
    assert stored_files.thumbnail(again)[:3] == b"\xff\xd8\xff"
    entry = Entry.objects.get()
    assert (entry.action, entry.subject_id) == ("add_paper", household.pk)
    assert entry.details == {"paper": paper.pk, "paper_kind": "01"}


def test_nothing_of_it_can_be_read_on_the_disk(household, clerk, own_storage):
    store(household, clerk, PDF)
    store(household, clerk)

    files = files_under(own_storage)

    assert len(files) == 3
    for file in files:
        assert file.read_bytes().startswith(b"PRF1")
        assert "scan" not in file.name
        assert not file.suffix


def test_a_file_moved_to_another_place_is_not_read(household, clerk):
    paper = store(household, clerk)
    paper.file, paper.thumbnail = paper.thumbnail.name, paper.file.name

    with pytest.raises(Exception, match="^$"):
        stored_files.content(paper)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("申请书.JPEG", "申请书.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\Li\\scan.png", "scan.jpg"),
        ("evil\u202egpj.exe", "evilgpj.jpg"),
        ("line\r\nbreak\0.jpg", "linebreak.jpg"),
        ("", "paper.jpg"),
        ("...", "paper.jpg"),
        ("长" * 300 + ".jpg", "长" * 100 + ".jpg"),
    ],
)
def test_a_name_is_only_a_name(name, shown):
    assert stored_files.shown_name(name, "image/jpeg") == shown


def test_the_same_file_is_told_and_not_stored_twice(household, clerk, own_storage):
    store(household, clerk)
    before = files_under(own_storage)

    with pytest.raises(ValidationError, match="there already, as “Written application”"):
        attachments.store(household, upload(photo(), "again.jpg"), "03", by=clerk)

    assert files_under(own_storage) == before


def test_another_household_may_have_the_same_paper(household, yunfeng, clerk):
    store(household, clerk)
    store(HouseholdFactory(village=yunfeng), clerk)

    assert Attachment.objects.count() == 2


def test_a_file_holds_sixty_papers(household, clerk, monkeypatch):
    monkeypatch.setattr(attachments, "MOST_PAPERS", 2)
    first = store(household, clerk, picture(colour="red"))
    store(household, clerk, picture(colour="blue"))
    with pytest.raises(ValidationError, match="holds 2 papers"):
        store(household, clerk, picture(colour="green"))

    attachments.withdraw(first, "wrong household", by=clerk)
    store(household, clerk, picture(colour="green"))

    assert Attachment.objects.on_file().count() == 2


def test_a_file_whose_transaction_failed_does_not_stay_on_the_disk(
    household, clerk, own_storage, monkeypatch
):
    def fail(*args, **kwargs):
        raise RuntimeError("the database is full")

    monkeypatch.setattr(attachments, "_note", fail)
    with pytest.raises(RuntimeError):
        store(household, clerk)

    assert files_under(own_storage) == []
    assert not Attachment.objects.exists()


def test_nor_when_the_transaction_around_it_fails(household, clerk, own_storage):
    def change() -> None:
        with sealed.kept_if_all_goes_well(), transaction.atomic():
            store(household, clerk)
            assert files_under(own_storage)
            raise ValueError("something else of the change is refused")

    with pytest.raises(ValueError, match="something else"):
        change()

    assert files_under(own_storage) == []


def test_a_paper_is_taken_back_with_a_reason_and_its_bytes_stay(household, clerk, own_storage):
    paper = store(household, clerk)

    attachments.withdraw(paper, " belongs to another household ", by=clerk)

    paper.refresh_from_db()
    assert paper.withdrawn_because == "belongs to another household"
    assert timezone.now() - paper.withdrawn_at < timedelta(minutes=1)
    assert stored_files.content(paper)
    assert Entry.objects.filter(action="withdraw_paper", reason=paper.withdrawn_because).exists()
    with pytest.raises(ValidationError, match="taken back already"):
        attachments.withdraw(paper, "again", by=clerk)


def test_nothing_is_taken_back_without_a_reason(household, clerk):
    paper = store(household, clerk)

    with pytest.raises(ValidationError, match="Say why"):
        attachments.withdraw(paper, "  ", by=clerk)


@pytest.mark.parametrize("who", ["auditor", "admin", "clerk2"])
def test_who_does_not_keep_the_file_stores_and_takes_back_nothing(who, request, household, clerk):
    user, paper = request.getfixturevalue(who), store(household, clerk)

    with pytest.raises(PermissionDenied):
        store(household, user, PDF)
    with pytest.raises(PermissionDenied):
        attachments.withdraw(paper, "x", by=user)


def test_who_looks_at_an_original_is_noted(household, clerk, auditor):
    paper = store(household, clerk)

    attachments.hand_out(paper, by=auditor)

    assert Entry.objects.get(action="open_paper").by == auditor


def test_a_kind_that_is_not_in_the_list_is_refused(household, clerk, own_storage):
    with pytest.raises(ValidationError, match="not a code"):
        attachments.store(household, upload(photo()), "77", by=clerk)

    assert files_under(own_storage) == []
