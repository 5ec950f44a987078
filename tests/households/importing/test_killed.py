"""A worker that is killed in the middle of the writing: another one ends it, nothing differs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from subprocess import Popen

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import F

from bench import people
from households.importing import services
from households.models import Household
from povertyreg.exchange.models import Import, ImportEntry
from povertyreg.jobs.models import Job
from tests.factories import VillageFactory, VillageGroupFactory
from tests.households.importing.books import TOWNSHIP, YEAR, events
from tests.households.importing.whole import difference, everything
from tests.processes import kill, python, wait_until

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

ROWS = 10_000
LONG = 300
WORKER = """
import sys
import django
from django.conf import settings
folder, database = sys.argv[1:]
settings.STORAGES["default"]["OPTIONS"]["location"] = folder
settings.DATABASES["default"]["NAME"] = database
django.setup()
from django.core.management import call_command
from povertyreg.jobs.management.commands import db_worker
db_worker.SWEEPS_IN_A_LEASE = 120
call_command("db_worker", "-v0", "--no-startup-delay", "--interval=0.1")
"""
"""The worker of the product, at the database and the files of the test; it looks for jobs that were
left behind every half second."""


@contextmanager
def worker() -> Iterator[Popen[str]]:
    """Running as long as the block; killed at its end, whatever it does."""
    found = python(
        *("-c", WORKER, str(default_storage.location), connection.settings_dict["NAME"]),
        DJANGO_SETTINGS_MODULE="povertyreg.settings",
    )
    try:
        yield found
    finally:
        kill(found.pid)
        found.communicate()


def state_of(import_):
    return Import.objects.values_list("state", flat=True).get(pk=import_.pk)


def rehearsed(content, by):
    """Brought in, and read by the worker."""
    import_ = services.receive(
        content, "people.xlsx", kind="households", area=TOWNSHIP, year=YEAR, by=by
    )
    services.start(import_)
    wait_until(lambda: state_of(import_) == Import.State.READY, LONG)
    import_.refresh_from_db()
    return import_


def entries_of(import_, **facts):
    return ImportEntry.objects.filter(of_import=import_, **facts)


@pytest.fixture
def content(tmp_path):
    people.write(tmp_path / "people.xlsx", ROWS)
    return (tmp_path / "people.xlsx").read_bytes()


@pytest.fixture
def villages(yunfeng, township):
    for place in people.places():
        village = VillageFactory(
            code=place.code, name_zh=place.name, name_en=place.name, township=township
        )
        for number in range(1, people.GROUPS + 1):
            VillageGroupFactory(village=village, number=number)


def test_a_killed_writing_is_ended_by_another_worker_as_if_nothing_had_been(
    content, villages, clerk
):
    undisturbed, history = _undisturbed(content, clerk)
    before = events()

    import_ = _killed_halfway(content, clerk)
    job = import_.job
    Job.objects.filter(pk=job.pk).update(lease_until=F("started_at") - timedelta(seconds=1))
    with worker():
        wait_until(lambda: state_of(import_) == Import.State.WRITTEN, LONG)

    import_.refresh_from_db()
    job.refresh_from_db()
    assert job.attempts == 2
    assert import_.rows_read == ROWS == import_.created == sum(import_.counts.values())
    assert Household.objects.count() == entries_of(import_, is_written=True).count()
    assert import_.households["created"] == Household.objects.count()
    assert difference(undisturbed, everything(import_)) == {}
    assert _since(before) == history


def _undisturbed(content, clerk):
    """What the same file becomes where nobody is killed, and the rows of history that it leaves."""
    before = events()
    with worker():
        import_ = rehearsed(content, clerk)
        services.confirm(import_, "good", by=clerk)
        wait_until(lambda: state_of(import_) == Import.State.WRITTEN, LONG)
    found, history = everything(import_), _since(before)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE households_household CASCADE")
    return found, history


def _since(before):
    return {table: count - before[table] for table, count in events().items()}


def _killed_halfway(content, clerk):
    """Some parts of it are written, each of them whole; the rest is not."""
    with worker():
        import_ = rehearsed(content, clerk)
        services.confirm(import_, "good", by=clerk)
        written = entries_of(import_, is_written=True)
        wait_until(written.exists, LONG)
    halfway = written.count()
    assert 0 < halfway < import_.households["created"]
    assert Household.objects.count() == halfway
    import_.refresh_from_db()
    assert import_.state == Import.State.WRITING
    return import_
