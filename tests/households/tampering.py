"""What whoever owns the database may do: change sealed rows with their triggers switched off."""

import hashlib
import json
from typing import Any

from django.db import connection

from households import notices
from households.models import Notice


def tamper(table: str, sql: str, params: Any = None) -> None:
    """Run a statement on a sealed table as its owner could."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may be pending on the table
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, params)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def exchange(notice: Notice, name: str) -> str:
    """Another householder on its first line, and a fingerprint that fits; says which."""
    tamper(
        "households_noticeentry",
        "UPDATE households_noticeentry SET householder = %s WHERE notice_id = %s AND position = 1",
        [name, notice.pk],
    )
    forged = Notice.objects.get(pk=notice.pk)
    sha256 = notices.fingerprint(forged, forged.entries.all())
    tamper(
        "households_notice",
        "UPDATE households_notice SET sha256 = %s WHERE id = %s",
        [sha256, notice.pk],
    )
    return sha256


def forget_in_the_trail(notice: Notice) -> None:
    """The trail says the same as the exchanged notice."""
    sha256 = Notice.objects.get(pk=notice.pk).sha256
    tamper(
        "audit_entry",
        "UPDATE audit_entry SET details = details || %s WHERE subject_id = %s AND "
        "subject = 'households.notice'",
        [json.dumps({"sha256": sha256}), notice.pk],
    )


def sha256_of(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
