"""Photos of the procedure are kept encrypted, each for one thing, and are taken back for good."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from households import photos, stored_files
from households.models import Photo
from povertyreg.audit.models import Entry
from tests.households.uploads import PDF, photo, picture, upload
from tests.world import MAY_30, made_world


@pytest.fixture
def world(yunfeng, zongshu, clerk, secretary, cadre_user, set_today):
    set_today(MAY_30)
    return made_world(yunfeng, clerk=clerk, secretary=secretary, cadre_user=cadre_user)


def kept(subject, by, content=None, kind="sign_in"):
    return photos.put_on_file(subject, upload(content or photo()), kind, by=by)


def send(client, of, subject, *contents, kind):
    there = reverse("rounds:photo-add", args=[of, subject.pk])
    files = [upload(content, f"{n}.jpg") for n, content in enumerate(contents)]
    return client.post(there, {"kind": kind, "papers": files}, follow=True)


def test_a_photo_is_sealed_and_read_again_without_the_place(world, secretary, own_storage):
    kept(world.meeting, secretary)

    again = Photo.objects.get(kind="sign_in")
    content = stored_files.content(again)
    assert content[:3] == b"\xff\xd8\xff"
    assert b"home of Long" not in content
    files = [path for path in own_storage.rglob("*") if path.is_file()]
    assert all(path.read_bytes().startswith(b"PRF1") for path in files)
    entry = Entry.objects.get(action="add_photo", details__photo=again.pk)
    assert (entry.by, entry.subject_id) == (secretary, world.meeting.pk)


@pytest.mark.parametrize(
    ("of", "kind"), [("meeting", "minutes"), ("notice", "last_day"), ("objection", "evidence")]
)
def test_each_page_takes_shows_and_hands_out_its_own(of, kind, world, client, secretary):
    client.force_login(secretary)
    subject = getattr(world, of)

    page = send(client, of, subject, picture(colour="red"), PDF, kind=kind)

    mine = photos.photos_of(subject).filter(kind=kind)
    assert mine.count() == 2
    for one in mine:
        assert reverse("rounds:photo-detail", args=[one.pk]) in page.content.decode()
    pdf = mine.get(content_type="application/pdf")
    answer = client.get(reverse("rounds:photo-detail", args=[pdf.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(action="open_photo", details__photo=pdf.pk).exists()


def test_a_second_click_and_a_hostile_file_are_told_and_not_stored(world, client, secretary):
    client.force_login(secretary)
    kept(world.notice, secretary, kind="first_day")

    page = send(client, "notice", world.notice, photo(), b"MZ\x90", b"", kind="first_day")

    said = page.content.decode()
    assert "stored twice" in said
    assert "not a photo" in said
    assert "is empty" in said
    assert photos.photos_of(world.notice).count() == 1


@pytest.mark.parametrize(
    ("of", "kind"), [("notice", "minutes"), ("meeting", "evidence"), ("objection", "nonsense")]
)
def test_a_photo_proves_what_its_subject_can_show(of, kind, world, client, secretary):
    client.force_login(secretary)
    before = Photo.objects.count()

    send(client, of, getattr(world, of), picture(colour="red"), kind=kind)
    with pytest.raises(ValidationError, match="what the photo shows"):
        kept(getattr(world, of), secretary, kind=kind)

    assert Photo.objects.count() == before


def test_taken_back_with_a_reason_it_is_for_auditors_alone(world, client, secretary, auditor):
    there = reverse("rounds:photo-withdraw", args=[world.photo.pk])
    client.force_login(secretary)
    assert client.post(there, {"reason": ""}).status_code == 422
    assert client.post(there, {"reason": "another meeting"}).status_code == 302

    original = reverse("rounds:photo-detail", args=[world.photo.pk])
    assert client.get(original).status_code == 404
    assert client.post(there, {"reason": "again"}).status_code == 404
    client.force_login(auditor)
    assert client.get(original).status_code == 200
    page = client.get(reverse("rounds:meeting-detail", args=[world.meeting.pk])).content.decode()
    assert "another meeting" in page


@pytest.mark.parametrize("stranger", ["secretary2", "county_staff", "auditor", "cadre_user"])
def test_only_the_place_keeps_photos(stranger, world, request):
    user = request.getfixturevalue(stranger)

    with pytest.raises(PermissionDenied):
        kept(world.meeting, user)
    with pytest.raises(PermissionDenied):
        photos.withdraw(world.photo, "mine", by=user)


def test_the_next_village_finds_no_photo_and_leaves_none(world, client, secretary2):
    client.force_login(secretary2)

    for name in ("photo-detail", "photo-thumbnail", "photo-withdraw"):
        assert client.get(reverse(f"rounds:{name}", args=[world.photo.pk])).status_code == 404
    for of in ("meeting", "notice", "objection", "household"):
        there = reverse("rounds:photo-add", args=[of, world.meeting.pk])
        assert client.post(there, {"kind": "meeting"}).status_code == 404
