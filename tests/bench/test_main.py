"""The command: what it offers and what it refuses, and what a run tells."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from bench.goals import CASES
from bench.meter import measure

ROOT = Path(__file__).resolve().parent.parent.parent


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_it_lists_its_goals():
    listed = bench("--list").stdout.splitlines()

    assert [int(line.split()[0]) for line in listed] == list(CASES)


@pytest.mark.parametrize("words", [("7",), ("--sizes", "12345")])
def test_it_refuses_what_it_cannot_run(words):
    refused = bench(*words)

    assert refused.returncode == 2
    assert "error:" in refused.stderr


def test_the_work_of_the_server_is_counted_beside_that_of_the_client(db):
    def work() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(sqrt(n)) FROM generate_series(1, 1000000) AS n")

    cost = measure(work)

    if cost.server is None:
        pytest.skip("The server runs on another machine.")
    assert cost.server > cost.client
    assert cost.cpu == cost.client + cost.server


def test_the_most_memory_is_counted_from_the_beginning_of_the_work(db):
    cost = measure(lambda: bytearray(50_000_000))

    assert cost.peak_mb - cost.base_mb > 40
    assert measure(lambda: None).peak_mb < cost.peak_mb
