"""A worker that is killed in the middle of the writing: another one ends it, nothing differs."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import F

from bench import people
from households.importing import queueing, services
from households.models import Household, IdentityClaim
from povertyreg.audit.models import Entry
from povertyreg.exchange.models import Import, ImportEntry
from povertyreg.jobs import sweeper
from povertyreg.jobs.models import Job
from tests.factories import VillageFactory
from tests.households.importing.books import brought
from tests.processes import kill, python, wait_until

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

ROWS = 2_000
WORKER = """
import sys
import django
from django.conf import settings
folder, database, at_once, pk = sys.argv[1:]
settings.STORAGES["default"]["OPTIONS"]["location"] = folder
settings.DATABASES["default"]["NAME"] = database
django.setup()
from households.importing import committing
from povertyreg.jobs import work
committing._AT_ONCE = int(at_once)
work.run_job.call(int(pk))
"""
FACTS = """
SELECT {columns} FROM {table} ORDER BY {columns}
"""
TABLES = {
    "households_household": "village_code, national_number, version, closed_on",
    "households_member": (
        "village_code, name, pinyin, encode(id_digest, 'hex'), sex, birth_date, position"
    ),
    "households_householdyear": "village_code, year, size, proposed_category, main_cause",
    "households_memberyear": "relation, education, school, health, labour, work_region",
    "households_identityclaim": "encode(digest, 'hex'), county_code",
    "households_finding": "rule, severity, year",
}


def worker(job, at_once=40):
    """A worker of its own, at the database and the files of this test."""
    return python(
        *("-c", WORKER, str(default_storage.location), connection.settings_dict["NAME"]),
        *(str(at_once), str(job.pk)),
        DJANGO_SETTINGS_MODULE="povertyreg.settings",
    )


def facts():
    """The rows of every table, without keys and times."""
    found = {}
    with connection.cursor() as cursor:
        for table, columns in TABLES.items():
            cursor.execute(FACTS.format(table=table, columns=columns))
            found[table] = [tuple(map(str, row)) for row in cursor.fetchall()]
    return found


def confirmed(content, by):
    import_ = brought(content, by)
    if import_.state != Import.State.READY:
        queueing.rehearse(import_)
    services.mark_confirmed(import_, "good", by=by)
    return import_, queueing.ask("write_import", import_, by=by)


@pytest.fixture
def content(tmp_path):
    people.write(tmp_path / "people.xlsx", ROWS)
    return (tmp_path / "people.xlsx").read_bytes()


@pytest.fixture
def villages(yunfeng, township):
    for place in people.places():
        VillageFactory(code=place.code, name_zh=place.name, name_en=place.name, township=township)


def test_a_killed_writing_is_ended_by_another_worker_as_if_nothing_had_been(
    content, villages, clerk
):
    import_, job = confirmed(content, clerk)
    written = ImportEntry.objects.filter(of_import=import_, is_written=True)

    with worker(job) as first:
        wait_until(written.exists)
        kill(first.pid)
    halfway = written.count()
    assert 0 < halfway < import_.households["created"]
    assert Household.objects.count() == halfway
    import_.refresh_from_db()
    assert import_.state == Import.State.WRITING

    Job.objects.filter(pk=job.pk).update(lease_until=F("started_at") - timedelta(seconds=1))
    assert sweeper.sweep() == 1
    with worker(job) as second:
        assert second.wait(timeout=300) == 0

    import_.refresh_from_db()
    job.refresh_from_db()
    assert (import_.state, job.state, job.attempts) == ("written", Job.State.DONE, 2)
    assert import_.rows_read == ROWS == sum(import_.counts.values())
    assert Household.objects.count() == written.count() == import_.households["created"]
    assert IdentityClaim.objects.count() == import_.created
    noted = Entry.objects.filter(action="import_file", details__import=import_.pk)
    assert noted.count() == import_.households["created"]
    interrupted = facts()

    _wipe(import_)
    again, undisturbed = confirmed(content, clerk)
    with worker(undisturbed, at_once=500) as third:
        assert third.wait(timeout=300) == 0
    again.refresh_from_db()
    assert again.counts == import_.counts
    assert facts() == interrupted


def _wipe(import_):
    """The register is empty again."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE households_household CASCADE")
