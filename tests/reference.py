"""What the migrations load is there again after a test that empties the tables.

A test with real transactions ends in a flush, which takes the poverty lines and exit standards
of the nation too; another test of the same worker would then find a register without them.
"""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate

_LOADING = ("0005_poverty_lines", "0013_exit_standards")


@pytest.fixture(scope="session", autouse=True)
def _reference_rows(django_db_setup: None) -> None:
    """Django says that it has migrated after a flush too."""
    post_migrate.connect(_load, apps.get_app_config("households"), dispatch_uid="reference rows")


def _load(**_signal: Any) -> None:
    if apps.get_model("households", "PovertyLine").objects.exists():
        return
    editor = SimpleNamespace(connection=connection)
    for name in _LOADING:
        import_module(f"households.migrations.{name}").load(apps, editor)
