"""Static files are collected when they have changed, and only then."""

from pathlib import Path

import pytest

from povertyreg.management import static_files


@pytest.fixture
def source(settings, tmp_path) -> Path:
    """A site with one static file of its own."""
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "site.css").write_text("a{}")
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    return folder


def test_what_has_changed_is_collected_and_what_is_gone_is_removed(source, settings):
    static_files.collect()
    (source / "site.css").rename(source / "other.css")

    static_files.collect()

    collected = {path.name for path in settings.STATIC_ROOT.iterdir()}
    assert collected == {"other.css", ".collected"}


def test_what_has_not_changed_is_not_collected_again(source, settings):
    static_files.collect()
    (settings.STATIC_ROOT / "site.css").unlink()

    static_files.collect()

    assert not (settings.STATIC_ROOT / "site.css").exists()
