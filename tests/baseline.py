"""The Xingxiu baseline for tests that ask for the fixture `baseline`.

Each worker loads it once, into a copy of the empty test database. A test module that asks for it
works on the copy, each test in its own transaction; all other modules find the empty database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from povertyreg.demo import loading

PLAIN = {"DEMO": True, "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
_SUFFIX = "baseline"


@pytest.fixture(scope="module")
def baseline(_loaded: str, django_db_blocker: Any) -> Iterator[None]:
    """The database holds what `make_demo` loads, as long as this module runs."""
    with django_db_blocker.unblock(), _connected_to(_loaded):
        yield


@pytest.fixture(scope="session")
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of the loaded copy."""
    creation = connection.creation
    with django_db_blocker.unblock():
        _leave_alone()
        creation.clone_test_db(_SUFFIX, verbosity=0, autoclobber=True)
        name = creation.get_test_db_clone_settings(_SUFFIX)["NAME"]
        with _connected_to(name), override_settings(**PLAIN):
            load()
    yield name
    with django_db_blocker.unblock():
        creation.destroy_test_db(suffix=_SUFFIX, verbosity=0)


def _leave_alone() -> None:
    """PostgreSQL copies only a database that nobody else uses, such as an idle live server."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND usename = current_user "
            "AND pid <> pg_backend_pid()"
        )


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    empty = connection.settings_dict["NAME"]
    _connect(name)
    try:
        yield
    finally:
        _connect(empty)


def _connect(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def load(**options: Any) -> list[str]:
    """Load as the command does; gives what it says."""
    said: list[str] = []
    wanted: dict[str, Any] = {"households": None, "seed": loading.SEED, "year": loading.YEAR}
    loading.load(**(wanted | options), say=said.append)
    return said
