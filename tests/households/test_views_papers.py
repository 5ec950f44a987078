"""The papers of a household as pages: filed, looked at, taken back, and nobody else's."""

import pytest

from households import attachments, stored_files
from households.models import Attachment
from povertyreg.audit.models import Entry
from tests.factories import HouseholdFactory
from tests.households.uploads import PDF, photo, picture, upload

PART = {"HX-Request": "true"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(yunfeng):
    return HouseholdFactory(village=yunfeng)


@pytest.fixture
def paper(household, clerk):
    return attachments.store(household, upload(photo(), "申请书.jpg"), "01", by=clerk)


def address(household, *parts):
    return "/".join(["/households", household.number, "papers", *map(str, parts), ""])


def send(client, user, household, *files, part=True, **fields):
    client.force_login(user)
    sent = {"kind": "03", "note": "", "papers": list(files), **fields}
    return client.post(address(household), sent, headers=PART if part else {})


def test_several_photos_are_filed_at_once(client, clerk, household):
    files = [upload(picture(colour=c), f"{c}.jpg") for c in ("red", "green")]

    answer = send(client, clerk, household, *files, note="kitchen")
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "2 papers are on file." in page
    assert "red.jpg" in page
    assert list(Attachment.objects.values_list("kind", "note")) == [("03", "kitchen")] * 2


def test_a_photo_of_the_camera_is_filed_like_any_other(client, clerk, household):
    answer = send(client, clerk, household, camera=upload(photo(), "image.jpg"))

    assert answer.status_code == 200
    assert Attachment.objects.get().name == "image.jpg"


def test_one_bad_file_does_not_hold_up_the_others(client, clerk, household):
    files = [upload(photo()), upload(b"<html>", "evil.jpg"), upload(b"", "empty.jpg")]

    page = send(client, clerk, household, *files).content.decode()

    assert "1 paper is on file." in page
    assert "evil.jpg · This is not a photo" in page
    assert "empty.jpg · The file is empty" in page


def test_nothing_stored_is_told_as_such(client, clerk, household):
    assert send(client, clerk, household, upload(b"MZ", "x.jpg")).status_code == 422
    nothing = send(client, clerk, household)
    assert nothing.status_code == 422
    assert "Choose a photo or a PDF" in nothing.content.decode()
    assert send(client, clerk, household, upload(photo()), kind="77").status_code == 422
    assert not Attachment.objects.exists()


def test_a_second_press_is_told_and_stores_nothing_twice(client, clerk, household):
    send(client, clerk, household, upload(photo()))

    again = send(client, clerk, household, upload(photo()))

    assert again.status_code == 422
    assert "It is not stored twice" in again.content.decode()
    assert Attachment.objects.count() == 1


def test_without_javascript_one_is_led_back_to_the_page(client, clerk, household):
    answer = send(client, clerk, household, upload(photo()), part=False)

    assert answer.status_code == 302
    assert answer["Location"] == address(household)


def test_a_name_cannot_write_into_the_page(client, clerk, household):
    send(client, clerk, household, upload(photo(), "<img src=x onerror=alert(1)>.jpg"))

    page = client.get(address(household)).content.decode()

    assert "<img src=x" not in page


def test_an_original_is_handed_out_as_what_it_is(client, clerk, household, paper):
    client.force_login(clerk)

    answer = client.get(address(household, paper.pk))

    assert answer.content == stored_files.content(paper)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert Entry.objects.get(action="open_paper").by == clerk


def test_a_pdf_is_a_download_and_opened_by_no_browser(client, clerk, household):
    paper = attachments.store(household, upload(PDF, "a.pdf"), "02", by=clerk)
    client.force_login(clerk)

    answer = client.get(address(household, paper.pk))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert client.get(address(household, paper.pk, "thumbnail")).status_code == 404


def test_the_small_picture_is_not_noted(client, clerk, household, paper):
    client.force_login(clerk)

    answer = client.get(address(household, paper.pk, "thumbnail"))

    assert answer["Content-Type"] == "image/jpeg"
    assert not Entry.objects.filter(action="open_paper").exists()


def test_a_paper_that_the_storage_has_lost_is_told(client, clerk, household, paper):
    paper.file.storage.delete(paper.file.name)
    paper.thumbnail.storage.delete(paper.thumbnail.name)
    client.force_login(clerk)

    page = client.get(address(household, paper.pk), follow=True).content.decode()

    assert "The storage has lost this paper" in page
    assert client.get(address(household, paper.pk, "thumbnail")).status_code == 404


def test_a_paper_taken_back_is_seen_by_auditors_alone(client, clerk, auditor, household, paper):
    client.force_login(clerk)
    refused = client.post(address(household, paper.pk, "withdraw"), {"reason": " "})
    done = client.post(address(household, paper.pk, "withdraw"), {"reason": "not legible"})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert "申请书" not in client.get(address(household)).content.decode()
    assert client.get(address(household, paper.pk)).status_code == 404

    client.force_login(auditor)
    page = client.get(address(household)).content.decode()
    assert "<s>Written application · 申请书.jpg</s>" in page
    assert "not legible" in page
    assert client.get(address(household, paper.pk)).status_code == 200


@pytest.mark.parametrize("parts", [(), ("{pk}",), ("{pk}", "thumbnail"), ("{pk}", "withdraw")])
@pytest.mark.parametrize("who", ["clerk2", "secretary2"])
def test_a_stranger_finds_nothing_at_any_address(client, request, household, paper, parts, who):
    client.force_login(request.getfixturevalue(who))
    there = address(household, *(part.format(pk=paper.pk) for part in parts))

    assert client.get(there).status_code == 404
    assert client.post(there, {"reason": "x", "kind": "01"}).status_code in {404, 405}


def test_a_paper_is_not_found_under_another_household(client, clerk, yunfeng, paper):
    other = HouseholdFactory(village=yunfeng)
    client.force_login(clerk)

    assert client.get(address(other, paper.pk)).status_code == 404


def test_a_cadre_files_photos_of_his_own_households_only(client, cadre_user, household):
    assert send(client, cadre_user, household, upload(photo())).status_code == 404


def test_the_card_asks_a_fixed_number_of_questions(
    client, clerk, household, django_assert_max_num_queries
):
    for colour in ("red", "green", "blue", "white", "black"):
        attachments.store(household, upload(picture(colour=colour)), "03", by=clerk)
    client.force_login(clerk)

    with django_assert_max_num_queries(8):
        client.get(address(household), headers=PART)
