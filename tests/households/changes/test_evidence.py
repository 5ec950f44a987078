"""The paper that proves a change goes to the papers of the file, with the change."""

import pytest
from django.core.exceptions import ValidationError

from households.changes import members
from households.choices import ChangeKind
from households.models import Attachment, Change
from tests.households.changes.families import MAY_30, family, one, relations, said
from tests.households.uploads import picture, upload


@pytest.fixture(autouse=True)
def _today(set_today):
    set_today(MAY_30)


def test_the_paper_is_stored_with_the_change(yunfeng, clerk):
    home = family(yunfeng, "03")

    form = said(home, clerk, evidence=upload(picture(), "死亡证明.jpg"))
    change = members.leave(home, one(home, "03"), ChangeKind.DIED, form)

    paper = Attachment.objects.get()
    assert (paper.household, paper.change, paper.kind) == (home, change, "18")
    assert paper.uploaded_by == clerk


def test_a_paper_that_cannot_be_kept_leaves_nothing_recorded(yunfeng, clerk):
    home = family(yunfeng, "03")

    form, son = said(home, clerk, evidence=upload(b"MZ\x90", "x.jpg")), one(home, "03")
    with pytest.raises(ValidationError):
        members.leave(home, son, ChangeKind.DIED, form)

    assert not Change.objects.exists()
    assert not Attachment.objects.exists()
    assert set(relations(home).values()) == {"01", "03"}


def test_the_form_asks_for_it(client, yunfeng, clerk):
    home = family(yunfeng, "03")
    client.force_login(clerk)

    page = client.get(f"/households/{home.number}/changes/new/?kind=died").content.decode()

    assert 'type="file"' in page
