"""Which PostgreSQL the tests run on: TEST_DATABASE_URL, or else the embedded one."""

import os

import environ
import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from povertyreg import database

# A busy machine is slow, which says nothing about the code.
hypothesis.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("patient")

NOTHING = dict.fromkeys(("NAME", "USER", "PASSWORD", "HOST", "PORT"), "")


def pytest_configure(config: pytest.Config) -> None:
    """Never the database that DATABASE_URL names: it may be in use."""
    url = os.environ.get("TEST_DATABASE_URL")
    found = environ.Env.db_url_config(url) if url else database.settings()
    # What a power failure would lose of a test database is no loss.
    options = {**found.get("OPTIONS", {}), "options": "-c synchronous_commit=off"}
    engine = {"ENGINE": "povertyreg.postgres", "OPTIONS": options, "CONN_MAX_AGE": 0}
    settings.DATABASES["default"].update(NOTHING | found | engine)  # Django has read it already
    if not url:
        database.ensure_running()
