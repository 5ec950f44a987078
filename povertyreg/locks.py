"""Locks by name for the length of a transaction, where there is no row to lock yet."""

from django.db import connection


def hold(name: str) -> None:
    """Wait for the lock of this name; it is released with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
