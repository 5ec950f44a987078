"""`manage.py serve`: what it starts, starts again, and stops."""

import os
import re
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.core.management import CommandError

from povertyreg import database
from povertyreg.database.server import Server
from povertyreg.management.children import FIRST_PAUSE, Child, stop
from povertyreg.management.commands import serve
from tests.processes import data_folder, kill, python, wait_until

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks into /proc"),
]


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running `serve` and the address that it says."""
    small = {"DEMO": "off", "WEB_CONCURRENCY": "1", "DATABASE_URL": ""}
    place = {"POVERTYREG_DATA": str(folder), "PORT": str(port)}
    with python("manage.py", "serve", **small, **place) as process:
        try:
            assert process.stdout is not None
            found = (re.search(r"http://[\d.:]+", line) for line in process.stdout)
            yield process, next(match[0] for match in found if match)
        finally:
            process.terminate()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as page:
            return page.status == 200
    except OSError:
        return False


def family(folder: Path) -> dict[int, str]:
    """Everything that runs with that data folder, by process id, but the database server."""
    mark, found = f"POVERTYREG_DATA={folder}\0".encode(), {}
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (process / "environ").read_bytes():
                found[int(process.name)] = (process / "cmdline").read_text()
    return {pid: command for pid, command in found.items() if "postgres" not in command}


def one_of(folder: Path, word: str) -> int:
    """The oldest process whose command has that word, or 0."""
    return min((pid for pid, command in family(folder).items() if word in command), default=0)


def runs(pid: int) -> bool:
    """Not ended, and no zombie either."""
    with suppress(OSError):
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    return False


def test_it_restarts_what_dies_recovers_from_its_own_death_and_stops_what_it_started():
    with data_folder("data") as folder:
        server = Server(folder)

        with serving(folder) as (process, address):
            wait_until(lambda: answers(address))
            for word in ("gunicorn", "db_worker"):
                kill_and_see_it_replaced(folder, word)
            kill(server.postmaster())
            wait_until(lambda: server.is_ready() and answers(address))
            kill(process.pid)
        wait_until(lambda: not family(folder))
        kill(server.postmaster())

        with serving(folder, port=int(address.rpartition(":")[2])) as (process, address):
            wait_until(lambda: answers(address))
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=60) == 0
        assert not family(folder)
        assert server.postmaster() is None


def kill_and_see_it_replaced(folder: Path, word: str) -> None:
    before = one_of(folder, word)
    kill(before)
    wait_until(lambda: not runs(before) and one_of(folder, word))


def test_a_port_in_use_is_named(monkeypatch):
    monkeypatch.setattr(serve, "PORT_SECONDS", 0)
    with data_folder("data") as folder, socket.socket() as taken:
        monkeypatch.setattr(database, "DATA_DIR", folder)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))

        with pytest.raises(CommandError, match=f"Port {port} is in use"), serve.reserved_port():
            pass


def test_two_that_start_at_once_do_not_both_get_the_port(monkeypatch):
    monkeypatch.setattr(serve, "PORT_SECONDS", 0)
    with data_folder("data") as folder:
        monkeypatch.setattr(database, "DATA_DIR", folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            monkeypatch.setenv("PORT", str(free.getsockname()[1]))

        with (
            serve.reserved_port(),
            pytest.raises(CommandError, match="in use"),
            serve.reserved_port(),
        ):
            pass


def test_a_child_that_dies_again_and_again_is_given_longer_pauses():
    said: list[str] = []
    child = Child("worker", ["false"], said.append)
    child.start()
    started = child.started

    def died_twice() -> bool:
        child.tend()
        return len(said) == 2

    wait_until(died_twice)

    assert child.started - started >= FIRST_PAUSE * 3
    assert child.pause == FIRST_PAUSE * 4
    assert said[0] == "The worker ended with code 1; starting it again."
    stop([child])


def test_a_child_that_does_not_want_to_stop_is_killed_with_all_that_it_started(
    monkeypatch, tmp_path
):
    monkeypatch.setattr("povertyreg.management.children.GRACE_SECONDS", 0)
    deaf = f"trap '' TERM; sleep 600 & echo >'{tmp_path}/deaf'; sleep 600"
    child = Child("worker", ["sh", "-c", deaf], print)
    child.start()
    wait_until((tmp_path / "deaf").exists)

    stop([child])

    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL
    pid = child.process.pid
    wait_until(lambda: not group_exists(pid))


def group_exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
