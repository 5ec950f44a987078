"""The keys of a machine that was given none."""

import base64
from pathlib import Path

from povertyreg import keys
from tests.processes import python

LOAD = """
import sys
from pathlib import Path
from povertyreg import keys
print(sorted(keys.load_or_create(Path(sys.argv[1])).items()))
"""


def test_keys_are_made_once_and_kept_for_their_owner_alone(tmp_path):
    file = tmp_path / "new" / "secret.json"

    made = keys.load_or_create(file)

    assert keys.load_or_create(file) == made
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret.json"]


def test_keys_are_long_enough_and_numbered(tmp_path):
    made = keys.load_or_create(tmp_path / "secret.json")

    number, _, key = made["FIELD_KEYS"].partition(":")
    assert number == "1"
    assert len(base64.b64decode(key)) == len(base64.b64decode(made["INDEX_KEY"])) == 32
    assert len(made["SECRET_KEY"]) >= 50
    assert key != made["INDEX_KEY"]


def test_ten_processes_that_start_at_once_read_the_same_keys(tmp_path):
    processes = [python("-c", LOAD, str(tmp_path / "secret.json")) for _ in range(10)]

    said = {process.communicate(timeout=60)[0] for process in processes}

    assert len(said) == 1
    assert [path.name for path in Path(tmp_path).iterdir()] == ["secret.json"]
