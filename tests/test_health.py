"""The address that whoever watches over the machines asks."""

import os

import psycopg2
import pytest
from django.db import DatabaseError, connection

from povertyreg.jobs import presence


@pytest.fixture
def worker(db):
    """A session as a worker has it, opened beside those of this process."""
    parameters = connection.get_connection_params()
    known = {
        k: v for k, v in parameters.items() if k in {"dbname", "user", "password", "host", "port"}
    }
    session = psycopg2.connect(**known, application_name=presence.NAME)
    yield session
    session.close()


def test_all_is_well_when_a_worker_is_there(client, worker):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {"up": True, "database": True, "worker": True}


def test_a_missing_worker_is_said_and_is_no_failure(client, db):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["worker"] is False


def test_without_a_database_it_says_so(client, db, monkeypatch):
    def away() -> bool:
        raise DatabaseError("gone")

    monkeypatch.setattr("povertyreg.health.is_a_worker_there", away)
    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json() == {"up": True, "database": False, "worker": False}


def test_the_worker_gives_its_sessions_its_name(monkeypatch):
    monkeypatch.setenv("PGAPPNAME", "")

    presence.announce()

    assert os.environ["PGAPPNAME"] == presence.NAME


def test_it_needs_no_session_and_is_never_kept(client, db):
    answer = client.get("/healthz")

    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
