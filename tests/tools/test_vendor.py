"""The vendored files are those that the lock names."""

import json

import pytest

from tools import vendor


@pytest.fixture
def lock():
    return json.loads(vendor.LOCK.read_text())


def test_the_committed_files_are_those_of_the_lock(lock):
    assert vendor.differences(lock) == []


def test_a_changed_a_missing_and_an_unlisted_file_are_told_apart(lock):
    names = sorted(lock["hashes"])
    vendored = [name for name in names if name.startswith("static/vendor/")]
    lock["hashes"][vendored[0]] = "0" * 64
    del lock["hashes"][vendored[1]]
    lock["hashes"]["static/vendor/none.css"] = "0" * 64

    complaints = vendor.differences(lock)

    assert f"{vendored[0]}: changed" in complaints
    assert f"{vendored[1]}: not in the lock" in complaints
    assert "static/vendor/none.css: missing" in complaints


@pytest.mark.parametrize(
    "body",
    [
        b"a{b:c}\n/*# sourceMappingURL=tabler.min.css.map */",
        b"a{b:c}\n//# sourceMappingURL=x.js.map\n",
        b"a{b:c}/*# sourceMappingURL=x.map*/",
    ],
)
def test_pointers_to_source_maps_are_cut_off(body):
    assert vendor.clean(body) == b"a{b:c}\n"


def test_a_font_is_kept_byte_by_byte():
    assert vendor.committed("a.ttf", b"\0\1 \n") == b"\0\1 \n"
    assert vendor.committed("a.css", b"a{} \n\n") == b"a{}\n"


def test_the_lock_names_no_host(lock):
    assert "://" not in json.dumps(lock)
