"""The one clock that deadlines are measured by: the database's, in the county's time zone."""

from datetime import date, datetime
from typing import Any

from django.db import connection


def today() -> date:
    """The date by the database, which no browser, request or web server can move."""
    day: date = _asked("SELECT registry_today()")
    return day


def now() -> datetime:
    """The moment by the database, with its zone."""
    moment: datetime = _asked("SELECT registry_now()")
    return moment


def _asked(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
