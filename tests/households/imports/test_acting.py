"""Who writes, confirms, drops and undoes an import, and what its page says meanwhile."""

import json
import re

import pytest

from households import importing
from povertyreg.exchange.models import Import
from povertyreg.jobs.models import Job
from tests.factories import UserFactory
from tests.imports import ImportEntryFactory, ImportFactory, page_of, words
from villages.roles import Role

State = Import.State


@pytest.mark.parametrize(("sent", "choice"), [("all", "all"), ("good", "good"), ("x", "good")])
def test_writing_takes_the_choice(client, with_held, called, clerk, sent, choice):
    calls = called("confirm")

    answer = client.post(f"/households/import/{with_held.pk}/confirm/", {"choice": sent})

    assert answer["Location"] == with_held.get_absolute_url()
    assert calls == [("confirm", with_held.pk, choice, clerk)]


def test_a_refused_writing_says_why_on_the_page(client, with_held, called):
    called("confirm", refuses="Three rows are held, and you chose all or none.")

    answer = client.post(f"/households/import/{with_held.pk}/confirm/", {"choice": "all"})

    assert answer.status_code == 422
    assert "Three rows are held, and you chose all or none." in words(answer)


def test_the_second_person_is_another_one(client, clerk, leader, called, mine):
    import_, calls = mine(updated=900, state=State.WAITING), called("confirm")
    own = page_of(client, import_)
    there = f"/households/import/{import_.pk}/confirm/"
    refused = client.post(there)

    client.force_login(leader)
    others = page_of(client, import_)
    client.post(there)

    assert "Write 900 households" not in words(own)
    assert refused.status_code == 403
    assert "Write 900 households" in words(others)
    assert calls == [("confirm", import_.pk, "good", leader)]


def test_who_brought_it_is_not_offered_to_confirm_it(client, county_staff):
    client.force_login(county_staff)
    import_ = ImportFactory(requested_by=county_staff, updated=900, state=State.WAITING)

    said = words(page_of(client, import_))

    assert "Write 900" not in said
    assert "whoever did not bring the file" in said


def test_it_can_be_dropped(client, with_held, called, clerk):
    calls = called("drop")

    client.post(f"/households/import/{with_held.pk}/drop/")

    assert calls == [("drop", with_held.pk, clerk)]


def test_a_leader_looks_and_does_not_write(client, with_held, leader, called):
    calls = called("confirm", "drop", "undo", "correct")
    client.force_login(leader)

    assert page_of(client, with_held).status_code == 200
    for name in ("confirm", "drop", "undo", "correct", "columns", "stop", "resume", "returned"):
        ask = client.get if name == "returned" else client.post
        assert ask(f"/households/import/{with_held.pk}/{name}/").status_code == 403, name
    assert calls == []


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CADRE, Role.AUDITOR, Role.ADMIN])
def test_nobody_else_opens_the_pages(client, with_held, role):
    client.force_login(UserFactory.holding(role, "520521225"))

    assert client.get("/households/import/").status_code == 403
    assert page_of(client, with_held).status_code == 403


def test_the_next_township_learns_nothing(client, with_held, clerk2):
    client.force_login(clerk2)

    for name in ("", "rows/", "entries/1/", "receipt/", "returned/", "undo/"):
        assert client.get(f"/households/import/{with_held.pk}/{name}").status_code == 404, name
    for name in ("confirm", "drop", "correct", "columns", "undo", "stop", "resume"):
        assert client.post(f"/households/import/{with_held.pk}/{name}/").status_code == 404, name
    assert "河山村户表" not in words(client.get("/households/import/"))


def test_while_it_is_read_the_page_asks_again(client, mine, clerk):
    job = Job.objects.create(kind="import", requested_by=clerk, done=116, total=190)
    import_ = mine(state=State.READING, job=job)

    answer = page_of(client, import_)

    assert 'hx-trigger="every 2s"' in answer.content.decode()
    assert "116 / 190" in words(answer)
    assert "You may leave this page" in words(answer)


def test_stopping_ends_the_job_and_offers_to_go_on(client, mine, clerk, called):
    calls = called("start")
    job = Job.objects.create(kind="import", requested_by=clerk)
    import_ = mine(state=State.READING, job=job)

    client.post(f"/households/import/{import_.pk}/stop/")
    answer = page_of(client, import_)
    client.post(f"/households/import/{import_.pk}/resume/")

    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert "hx-trigger" not in answer.content.decode()
    assert "Read it again" in words(answer)
    assert calls == [("start", import_.pk, None)]


def test_a_fault_of_the_work_is_said(client, mine, clerk):
    job = Job.objects.create(
        kind="import", requested_by=clerk, state=Job.State.FAILED, message="The disk is full."
    )
    import_ = mine(state=State.WRITING, job=job)

    said = words(page_of(client, import_))

    assert "The disk is full." in said
    assert "Go on writing" in said


def test_a_refused_file_has_its_sentence(client, mine):
    import_ = mine(state=State.REFUSED, message="The file holds macros. Save it without them.")

    assert "The file holds macros. Save it without them." in words(page_of(client, import_))


def test_the_receipt_stays(client, mine):
    import_ = mine(is_written=True, created=12, updated=31, unchanged=124)

    said = words(page_of(client, import_))

    assert "167 read = new 12 + changed 31 + unchanged 124 + held 0 + ignored 0" in said
    assert import_.fingerprint in said
    assert "See 43 households" in said
    assert "Undo this import" in said
    assert "Returned workbook" not in said


def test_the_receipt_is_taken_along_as_json(client, mine, monkeypatch):
    import_ = mine(is_written=True, created=2)
    monkeypatch.setattr(importing, "receipt", lambda one: {"file": one.file_name, "created": 2})

    answer = client.get(f"/households/import/{import_.pk}/receipt/")

    assert json.loads(answer.content) == {"file": "河山村户表.xlsx", "created": 2}
    assert "attachment" in answer["Content-Disposition"]


def test_the_returned_workbook_is_a_download(client, with_held, monkeypatch):
    monkeypatch.setattr(importing, "returned", lambda one: (b"PK..", "河山村户表（退回）.xlsx"))

    answer = client.get(f"/households/import/{with_held.pk}/returned/")

    assert answer.content == b"PK.."
    assert "spreadsheetml" in answer["Content-Type"]
    assert "attachment" in answer["Content-Disposition"]


def test_undoing_asks_first(client, mine, called, clerk):
    import_, calls = mine(is_written=True, created=2), called("undo")
    there = f"/households/import/{import_.pk}/undo/"

    asked = client.get(there)
    assert calls == []
    client.post(there)

    assert "Undo this import?" in words(asked)
    assert calls == [("undo", import_.pk, clerk)]


@pytest.mark.parametrize("state", [State.READY, State.UNDONE, State.DROPPED])
def test_only_what_is_written_can_be_undone(client, mine, called, state, clerk):
    undone = {"undone_by": clerk} if state == State.UNDONE else {}
    import_, calls = mine(created=2, state=state, **undone), called("undo")

    answer = client.post(f"/households/import/{import_.pk}/undo/")

    assert answer.status_code == 302
    assert calls == []


def test_after_an_undoing_what_stayed_is_named_with_the_reason(client, mine, clerk):
    import_ = mine(is_written=True, updated=2, undone_by=clerk)
    Import.objects.filter(pk=import_.pk).update(state=State.UNDONE, undone_at="2015-06-03T01:00Z")
    ImportEntryFactory(of_import=import_, undoing="undone")
    ImportEntryFactory(of_import=import_, undoing="touched", name="刘德珍")

    said = words(page_of(client, import_))

    assert "1 household stands as it did before." in said
    assert re.search(r"刘德珍 · somebody has changed it since", said)
