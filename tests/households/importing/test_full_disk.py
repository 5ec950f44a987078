"""The disk is full when the marked workbook is written: a sentence, and the import as it was."""

import errno
import gc

import pytest
from django.core.exceptions import ValidationError
from openpyxl.worksheet import _writer

from households import importing
from tests.households.importing.books import brought, counts, member, own, template

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""The package that was being written is left open, and closes itself in vain."""


@pytest.fixture(autouse=True)
def closed():
    """Here, and not in some later test."""
    yield
    gc.collect()


@pytest.fixture
def import_(clerk):
    return brought(template([own()], [member(row__education="小学问")]), clerk)


@pytest.fixture
def full(monkeypatch):
    def refuse(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(_writer, "create_temporary_file", refuse)


def test_it_says_so_and_nothing_is_lost(import_, full):
    with pytest.raises(ValidationError, match="disk is full"):
        importing.returned(import_)

    import_.refresh_from_db()
    assert (import_.state, counts(import_)) == ("ready", {"held": 2})


def test_the_page_of_the_import_says_it(client, clerk, import_, full):
    client.force_login(clerk)

    answer = client.get(f"/households/import/{import_.pk}/returned/", follow=True)

    assert answer.redirect_chain == [(f"/households/import/{import_.pk}/", 302)]
    assert "disk is full" in answer.content.decode()


def test_another_fault_is_no_full_disk(import_, monkeypatch):
    def refuse(*_args, **_more):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(_writer, "create_temporary_file", refuse)
    with pytest.raises(OSError, match="Input/output"):
        importing.returned(import_)
