"""A workbook is brought, found again among the others, and the county sets its limit."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from households import importing
from povertyreg.exchange.models import Import, ImportSetting
from tests.imports import words

State = Import.State


def sent(**more):
    file = SimpleUploadedFile("河山村户表.xlsx", b"PK...")
    return {"file": file, "kind": "households", "year": 2015, "area": "520521225", **more}


def test_a_workbook_is_brought(client, clerk, mine, monkeypatch):
    got = []

    def receive(content, name, **told):
        got.append((content, name, told))
        return mine()

    monkeypatch.setattr(importing, "receive", receive)
    monkeypatch.setattr(importing, "start", lambda one: got.append(one.pk))

    answer = client.post("/households/import/", sent())

    import_ = Import.objects.get()
    told = {"kind": "households", "area": "520521225", "year": 2015, "by": clerk}
    assert answer["Location"] == import_.get_absolute_url()
    assert got == [(b"PK...", "河山村户表.xlsx", told), import_.pk]


def test_a_file_that_is_refused_at_the_door_says_why(client, mine, monkeypatch):
    def receive(*args, **told):
        raise ValidationError("This is a picture, not a workbook.")

    monkeypatch.setattr(importing, "receive", receive)

    answer = client.post("/households/import/", sent())

    assert answer.status_code == 422
    assert "This is a picture, not a workbook." in words(answer)
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"area": "520521223"}, {"year": 1890}, {"kind": "everything"}, {"file": ""}]
)
def test_what_is_brought_is_said_rightly(client, mine, baina, monkeypatch, wrong):
    monkeypatch.setattr(importing, "receive", lambda *a, **k: pytest.fail("it was taken"))

    assert client.post("/households/import/", sent(**wrong)).status_code == 422


def test_imports_are_found_by_name_and_by_fingerprint(client, mine):
    mine(file_name="河山村户表.xlsx", sha256="7c4190be2d5a" + "0" * 52)
    mine(file_name="重山村.xlsx", sha256="11" * 32)

    by_name = words(client.get("/households/import/", {"q": "河山"}))
    by_print = words(client.get("/households/import/", {"q": "7C41 90BE"}))
    none = words(client.get("/households/import/", {"q": "%"}))

    for said in (by_name, by_print):
        assert "河山村户表.xlsx" in said
        assert "重山村.xlsx" not in said
    assert "No import is called so" in none


def test_a_leader_finds_what_waits_for_him(client, mine, leader):
    mine(updated=900, state=State.WAITING)
    client.force_login(leader)

    said = words(client.get("/households/import/"))

    assert "Waiting for you to confirm 1" in said
    assert "Choose a workbook" not in said


def test_the_door_stands_in_the_menu_of_those_who_may(client, clerk, leader, secretary):
    for user, there in ((clerk, True), (leader, True), (secretary, False)):
        client.force_login(user)
        assert ("/households/import/" in client.get("/").content.decode()) is there


def test_the_county_sets_from_when_a_second_person_is_needed(client, county_staff):
    client.force_login(county_staff)

    client.post("/households/import/settings/", {"above": "200"})
    said = words(client.get("/households/import/settings/"))

    assert ImportSetting.objects.get().second_person_above == 200
    assert "Second person of imports" in said

    client.post("/households/import/settings/", {"above": ""})
    assert ImportSetting.objects.get().second_person_above is None
