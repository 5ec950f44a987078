"""The worker's own sweeping, idle or busy."""

from threading import Event

import pytest
from django.core.management import get_commands, load_command_class
from django.db import DatabaseError

from povertyreg.jobs.management.commands import db_worker


class Stopping(Event):
    """Lets so many rounds pass, and no time."""

    def __init__(self, rounds):
        super().__init__()
        self.left = rounds

    def wait(self, timeout=None):
        self.left -= 1
        return self.left < 0


@pytest.fixture
def connection(monkeypatch):
    monkeypatch.setattr(db_worker.connection, "close", lambda: None)


def test_the_command_of_the_package_is_ours():
    command = load_command_class(get_commands()["db_worker"], "db_worker")

    assert isinstance(command, db_worker.Command)


def test_a_worker_sweeps_again_and_again(connection, monkeypatch):
    rounds = []
    monkeypatch.setattr(db_worker, "sweep", lambda: rounds.append(1))

    db_worker.sweep_until(Stopping(3))

    assert len(rounds) == 3


def test_a_database_that_is_away_does_not_end_the_sweeping(connection, monkeypatch, caplog):
    def fail():
        raise DatabaseError("gone")

    monkeypatch.setattr(db_worker, "sweep", fail)

    db_worker.sweep_until(Stopping(2))

    assert caplog.text.count("could not look for jobs") == 2


def test_the_worker_stops_sweeping_when_it_ends(monkeypatch):
    stopped = []
    monkeypatch.setattr(db_worker, "sweep_until", stopped.append)
    monkeypatch.setattr(db_worker.db_worker.Command, "handle", lambda self, **options: None)

    db_worker.Command().handle()

    assert [event.is_set() for event in stopped] == [True]
