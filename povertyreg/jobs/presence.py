"""Whether a worker is there: its sessions bear its name, so the database knows, and nobody else."""

import os
from typing import Final

from django.db import connection

NAME: Final = "povertyreg worker"


def announce() -> None:
    """Give this process's sessions the name; before the first of them is opened."""
    os.environ["PGAPPNAME"] = NAME


def is_a_worker_there() -> bool:
    """A worker that is killed loses its session at once, on whatever machine it ran."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity "
            "WHERE application_name = %s AND datname = current_database())",
            [NAME],
        )
        return bool(cursor.fetchone()[0])
