"""The databases as the program that starts the runs sees them: one a run, and none afterwards."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from povertyreg import database

_MARK: Final = "povertyreg_bench"


def address() -> str:
    """The server of the tests, or the embedded one; never the one that DATABASE_URL names."""
    return os.environ.get("TEST_DATABASE_URL") or database.ensure_running()


def named(name: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(address())._replace(path=f"/{name}"))


@contextmanager
def new_database(purpose: str, template: str | None = None) -> Iterator[str]:
    """Its name; it is dropped in the end."""
    name = f"{_MARK}_{os.getpid()}_{purpose}"
    like = f" TEMPLATE {template}" if template else ""
    _ask(f"DROP DATABASE IF EXISTS {name}")
    _ask(f"CREATE DATABASE {name}{like}")
    try:
        yield name
    finally:
        _ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _ask(command: str) -> None:
    with closing(psycopg2.connect(address())) as connection:
        connection.autocommit = True
        connection.cursor().execute(command)
