"""The embedded PostgreSQL: started by many at once, killed, moved, refused."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from povertyreg.database import place, programs
from povertyreg.database.programs import DatabaseUnavailable
from povertyreg.database.server import SOCKET_LIMIT, Server
from tests.processes import data_folder, kill, python, starter, wait_until

pytestmark = pytest.mark.processes

WRITE = """
import sys, psycopg2
connection = psycopg2.connect(sys.argv[1])
connection.autocommit = True
cursor = connection.cursor()
for number in range(1_000_000):
    cursor.execute("INSERT INTO written VALUES (%s)", [number])
    print(number)
"""


NAME = "扶贫 数据's 2%"


@pytest.fixture
def new_server() -> Iterator[Server]:
    """Not made yet, in a folder as a person may have named it."""
    with data_folder(NAME) as folder:
        yield Server(folder)


@pytest.fixture(scope="module")
def made_server() -> Iterator[Server]:
    with data_folder(NAME) as folder:
        yield Server(folder)


@pytest.fixture
def server(made_server) -> Server:
    """Running, with an empty table."""
    made_server.ensure_running()
    ask(made_server, "DROP TABLE IF EXISTS written", "CREATE TABLE written (number numeric UNIQUE)")
    return made_server


def ask(server: Server, *queries: str) -> list[tuple[object, ...]]:
    with closing(psycopg2.connect(server.url)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        for query in queries:
            cursor.execute(query)
        return cursor.fetchall() if cursor.description else []


def test_ten_processes_that_start_at_once_share_one_server(new_server):
    processes = [starter(new_server.folder) for _ in range(10)]

    addresses = {process.communicate(timeout=60)[0].strip() for process in processes}

    assert addresses == {new_server.url}
    assert {process.returncode for process in processes} == {0}
    assert (new_server.home / "log").read_text().count("starting PostgreSQL") == 1
    assert ask(new_server, "SELECT current_user, current_database()") == [("povertyreg",) * 2]


def test_every_acknowledged_row_survives_a_killed_server(server):
    with python("-c", WRITE, server.url) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(300)]
        kill(server.postmaster())
        acknowledged += [int(line) for line in writer.stdout]
    server.ensure_running()

    kept = {row[0] for row in ask(server, "SELECT number FROM written")}
    assert kept >= set(acknowledged)


def test_every_acknowledged_row_survives_a_killed_writer(server):
    with python("-c", WRITE, server.url) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(50)]
        kill(writer.pid)
        acknowledged += [int(line) for line in writer.stdout]

    assert {row[0] for row in ask(server, "SELECT number FROM written")} >= set(acknowledged)


@pytest.mark.parametrize("moment", ["new-programs-*", "data.new-*", "data"])
def test_a_starter_killed_while_it_makes_the_database_leaves_nothing_half_made(new_server, moment):
    with starter(new_server.folder) as process:
        wait_until(lambda: list((new_server.folder / "postgres").glob(moment)))
        kill(process.pid)

    new_server.ensure_running()

    assert ask(new_server, "SELECT current_user") == [("povertyreg",)]


def test_stopping_is_clean_and_a_second_stop_says_that_there_was_nothing_to_stop(server):
    assert server.stop() is True

    assert server.postmaster() is None
    assert not list(server.socket.glob(".s.*"))
    assert server.stop() is False
    assert server.status()["state"] == "stopped"


def test_a_note_of_a_process_that_is_somebody_elses_is_dropped_and_that_process_left_alone(server):
    note = server.data / "postmaster.pid"
    lines = note.read_text().splitlines()
    server.stop()
    note.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    server.ensure_running()

    assert server.postmaster() not in {None, os.getpid()}
    assert ask(server, "SELECT 1") == [(1,)]


def test_it_is_closed_to_other_accounts_and_to_the_network_and_sees_chinese_characters(server):
    found = ask(
        server,
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        "SELECT current_setting('listen_addresses'), current_setting('server_encoding'), "
        "current_setting('data_checksums'), current_setting('fsync'), "
        "current_setting('synchronous_commit'), show_trgm('王') <> '{}'",
    )

    assert found == [("", "UTF8", "on", "on", "on", True)]
    assert server.socket.stat().st_mode & 0o777 == 0o700
    assert server.home.stat().st_mode & 0o777 == 0o700


def test_its_log_does_not_repeat_what_was_written(server):
    ask(server, "INSERT INTO written VALUES (522422198001011234)")

    with pytest.raises(psycopg2.IntegrityError):
        ask(server, "INSERT INTO written VALUES (522422198001011234)")

    log = (server.home / "log").read_text()
    assert "duplicate key" in log
    assert "522422198001011234" not in log


@pytest.mark.parametrize("name", ["很长的名字" * 12, "one,two"])
def test_a_path_that_a_socket_cannot_have_is_given_a_short_one(name):
    with data_folder(name) as folder:
        server = Server(folder)

        server.ensure_running()

        assert len(bytes(server.socket)) < SOCKET_LIMIT
        assert server.folder not in server.socket.parents
        assert ask(server, "SELECT 1") == [(1,)]
        server.stop()
        server.socket.rmdir()


def test_data_of_another_major_version_are_refused_with_the_command_to_run(new_server):
    with new_server.locked():
        new_server.data.mkdir()
        (new_server.data / "PG_VERSION").write_text("15\n")

    with pytest.raises(DatabaseUnavailable, match="localdb upgrade"):
        new_server.ensure_running()


def test_an_upgrade_cut_off_between_its_renames_is_taken_back(new_server):
    with new_server.locked():
        former = new_server.home / "data.15"
        former.mkdir()
        (former / "PG_VERSION").write_text("15\n")

    with pytest.raises(DatabaseUnavailable, match="PostgreSQL 15"):
        new_server.ensure_running()

    assert new_server.version == 15


def test_where_no_programs_fit_the_message_names_the_way_out(new_server, monkeypatch):
    monkeypatch.setattr(programs, "WHEEL", "no-such-wheel")

    with pytest.raises(DatabaseUnavailable, match=r"apt install postgresql.*DATABASE_URL"):
        new_server.ensure_running()


def test_what_the_system_refuses_is_said_in_words(tmp_path):
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(DatabaseUnavailable, match="POVERTYREG_DATA"):
        Server(tmp_path / "file" / "data").ensure_running()


def test_a_path_that_its_own_tools_would_misread_is_refused():
    with data_folder("`$HOME`") as folder, pytest.raises(DatabaseUnavailable, match="POVERTYREG"):
        Server(folder).ensure_running()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs it under another account")
class TestOutOfReach:
    @pytest.fixture
    def closed(self, tmp_path, monkeypatch) -> Iterator[Path]:
        """A data folder that the server's account cannot get to."""
        with data_folder("elsewhere") as elsewhere:
            monkeypatch.setattr(place, "ELSEWHERE", elsewhere)
            (tmp_path / "home").mkdir(mode=0o700)
            yield tmp_path / "home" / "data"

    def test_the_data_go_where_the_server_can_get_to_them(self, closed):
        server = Server(closed)

        server.ensure_running()

        assert server.home.parent == place.ELSEWHERE
        assert Server(closed).home == server.home
        assert closed.parent.stat().st_mode & 0o777 == 0o700
        assert ask(server, "SELECT 1") == [(1,)]
        server.stop()

    def test_a_copy_of_the_folder_gets_a_place_of_its_own_and_a_moved_one_keeps_it(self, closed):
        home = Server(closed).home
        copy = closed.parent / "copy"
        shutil.copytree(closed, copy)

        assert Server(copy).home != home

        moved = closed.rename(closed.parent / "moved")
        assert Server(moved).home == home
