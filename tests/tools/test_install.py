"""Packages are installed when their list has changed, and only then."""

import sys

import pytest

from tools import install


@pytest.fixture
def installed(tmp_path, monkeypatch) -> list[str]:
    """What would have been installed, in a project with a list of packages and a .venv."""
    done: list[str] = []
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "works", lambda: True)
    monkeypatch.setattr(install, "install", done.append)
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements.txt").write_text("one==1")
    return done


def test_it_installs_at_first_and_when_the_list_has_changed(installed, tmp_path):
    install.main("requirements.txt")
    install.main("requirements.txt")
    assert installed == ["requirements.txt"]

    (tmp_path / "requirements.txt").write_text("one==2")
    install.main("requirements.txt")
    assert installed == ["requirements.txt"] * 2


def test_it_installs_again_what_was_cut_off(installed, monkeypatch):
    def cut_off(name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(install, "install", cut_off)
    with pytest.raises(KeyboardInterrupt):
        install.main("requirements.txt")

    monkeypatch.setattr(install, "install", installed.append)
    install.main("requirements.txt")
    assert installed == ["requirements.txt"]


def test_an_old_python_is_told_what_is_needed(installed, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))

    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed.*make PYTHON="):
        install.main("requirements.txt")
    assert installed == []
