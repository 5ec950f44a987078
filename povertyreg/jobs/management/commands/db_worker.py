"""The worker of django-tasks-db, which also looks after jobs that a killed worker left behind."""

import logging
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django_tasks_db.management.commands import db_worker

from povertyreg.jobs import presence
from povertyreg.jobs.sweeper import sweep

SWEEPS_IN_A_LEASE = 4

logger = logging.getLogger(__name__)


class Command(db_worker.Command):
    """Takes the place of the package's own command: every worker sweeps, idle or busy."""

    def handle(self, **options: Any) -> None:
        presence.announce()
        stop = Event()
        Thread(target=sweep_until, args=(stop,), daemon=True).start()
        try:
            super().handle(**options)
        finally:
            stop.set()


def sweep_until(stop: Event) -> None:
    """Sweep now and then, also when the database was away in between."""
    while not stop.wait(settings.JOB_LEASE_SECONDS / SWEEPS_IN_A_LEASE):
        try:
            sweep()
        except DatabaseError:
            logger.exception("could not look for jobs that were left behind")
        finally:
            connection.close()
