"""The paper that proves a change goes to the papers of the file, with the change."""

import sys
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from households.changes import evidence, members
from households.choices import ChangeKind
from households.models import Change
from tests.households.changes.families import MAY_30, family, one, relations, said


@pytest.fixture
def papers(monkeypatch, set_today):
    """What was stored, by a stand-in for the papers of the file."""
    set_today(MAY_30)
    stored = []

    def store(household, upload, kind, note="", *, by, change):
        if upload.name.endswith(".exe"):
            raise ValidationError("not a paper")
        stored.append((household, upload.name, kind, by, change))

    monkeypatch.setattr(evidence, "is_kept", lambda _user, _household: True)
    monkeypatch.setitem(sys.modules, "households.attachments", SimpleNamespace(store=store))
    return stored


def test_the_paper_is_stored_with_the_change(yunfeng, clerk, papers):
    home, paper = family(yunfeng, "03"), SimpleUploadedFile("死亡证明.jpg", b"x")

    form = said(home, clerk, evidence=paper)
    change = members.leave(home, one(home, "03"), ChangeKind.DIED, form)

    assert papers == [(home, "死亡证明.jpg", "18", clerk, change)]


def test_a_paper_that_cannot_be_kept_leaves_nothing_recorded(yunfeng, clerk, papers):
    home, paper = family(yunfeng, "03"), SimpleUploadedFile("x.exe", b"x")

    form, son = said(home, clerk, evidence=paper), one(home, "03")
    with pytest.raises(ValidationError, match="not a paper"):
        members.leave(home, son, ChangeKind.DIED, form)

    assert not Change.objects.exists()
    assert set(relations(home).values()) == {"01", "03"}


def test_the_form_asks_for_it_only_where_papers_are_kept(client, yunfeng, clerk, papers):
    home = family(yunfeng, "03")
    client.force_login(clerk)
    address = f"/households/{home.number}/changes/new/?kind=died"

    assert 'type="file"' in client.get(address).content.decode()
