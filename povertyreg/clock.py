"""The one clock that deadlines are measured by: the database's, in the county's time zone."""

from datetime import date

from django.conf import settings
from django.db import connection


def today() -> date:
    """The date by the database, which no browser, request or web server can move."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (clock_timestamp() AT TIME ZONE %s)::date", [settings.TIME_ZONE])
        day: date = cursor.fetchone()[0]
    return day
