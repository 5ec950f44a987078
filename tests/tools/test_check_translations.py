"""A catalogue that is not complete, not compiled or behind its source is complained about."""

import io
import shutil
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tools import check_translations

HEAD = (
    'msgid ""\nmsgstr ""\n'
    '"POT-Creation-Date: 2016-01-01 00:00+0800\\n"\n'  # else Babel writes the minute of compiling
    '"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
)


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A tiny source with one message."""
    monkeypatch.setattr(check_translations, "ROOT", tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text('{% translate "Save" %}')
    return tmp_path


def write(project: Path, entries: str, language: str = "zh_Hans") -> Path:
    folder = project / "locale" / language / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(HEAD + entries, encoding="utf-8")
    with (folder / "django.po").open("rb") as source:
        compiled = io.BytesIO()
        write_mo(compiled, read_po(source, locale=language))
    (folder / "django.mo").write_bytes(compiled.getvalue())
    return folder


def complaints(project: Path) -> str:
    return "\n".join(check_translations.complaints_about(project / "locale"))


def test_a_complete_catalogue_is_not_complained_about(project):
    write(project, 'msgid "Save"\nmsgstr "保存"\n')

    assert complaints(project) == ""


def test_gaps_and_doubts_are_named(project):
    write(project, 'msgid "Save"\nmsgstr ""\n\n#, fuzzy\nmsgid "Send"\nmsgstr "送"\n')

    assert "not translated: Save" in complaints(project)
    assert "doubtful (fuzzy): Send" in complaints(project)


def test_the_source_language_may_have_gaps(project):
    write(project, 'msgid "Save"\nmsgstr ""\n', language="en")

    assert complaints(project) == ""


def test_a_compiled_file_that_is_older_than_its_source_is_named(project):
    folder = write(project, 'msgid "Save"\nmsgstr "保存"\n')
    (folder / "django.po").write_text(HEAD + 'msgid "Save"\nmsgstr "存"\n', encoding="utf-8")

    assert "django.mo is not what django.po compiles to" in complaints(project)


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs xgettext")
def test_a_message_that_the_catalogue_does_not_know_is_named(project):
    write(project, 'msgid "Send"\nmsgstr "送"\n')

    assert "a message of templates/page.html:1 is missing: Save" in complaints(project)
