"""What the migrations load is there again after a test that empties the tables.

A test with real transactions ends in a flush, which takes the poverty lines and exit standards
of the nation too; another test of the same worker would then find a register without them.

A browser that is closed may still have a request on its way. Where that and the flush wait for
each other, the database ends the flush, and it is done once more: the request is over by then.
"""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import testcases

_FLUSHES = 3
_LOADING = ("0005_poverty_lines", "0013_exit_standards")


@pytest.fixture(scope="session", autouse=True)
def _reference_rows(django_db_setup: None) -> None:
    """Django says that it has migrated after a flush too."""
    post_migrate.connect(_load, apps.get_app_config("households"), dispatch_uid="reference rows")
    testcases.call_command = _patiently


def _patiently(*command: Any, **options: Any) -> Any:
    """As `call_command`; a flush that another session was in the way of is repeated."""
    for _attempt in range(_FLUSHES - 1):
        try:
            return call_command(*command, **options)
        except CommandError:
            continue
    return call_command(*command, **options)


def _load(**_signal: Any) -> None:
    if apps.get_model("households", "PovertyLine").objects.exists():
        return
    editor = SimpleNamespace(connection=connection)
    for name in _LOADING:
        import_module(f"households.migrations.{name}").load(apps, editor)
