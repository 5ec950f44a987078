"""What the database itself must have: migrations, triggers, the clock of the deadlines."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import pgtrigger
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from povertyreg import clock

CLOCK: Final = {
    "registry_now": "SELECT clock_timestamp()",
    "registry_today": "SELECT (registry_now() AT TIME ZONE 'Asia/Shanghai')::date",
}
MAY_DIFFER: Final = timedelta(minutes=5)
_ENABLED: Final = ("O", "A")
_TRIGGERS: Final = """
SELECT c.relname, t.tgname, t.tgenabled::text, p.prosrc
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal
"""


def rows(sql: str, params: Any = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found: list[Any] = cursor.fetchall()
        return found


def migrations() -> Iterator[str]:
    """Each one of the program has been applied."""
    executor = MigrationExecutor(connection)
    for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield f"{migration} is not applied: run manage.py migrate"


def triggers() -> Iterator[str]:
    """Each one of the models is there, switched on, and says what the program says."""
    yield from _faults_of("")


def audit_trail() -> Iterator[str]:
    """Entries can only be added."""
    yield from _faults_of("audit_entry")


def _faults_of(only: str) -> Iterator[str]:
    installed = {(table, name): rest for table, name, *rest in rows(_TRIGGERS)}
    for model, trigger in pgtrigger.registered():
        table = model._meta.db_table
        if only in ("", table):
            fault = _fault(trigger, model, installed.get((table, trigger.get_pgid(model))))
            if fault:
                yield f"{table}: the trigger {trigger.name} {fault}"


def _fault(trigger: Any, model: Any, found: list[str] | None) -> str:
    if found is None:
        return "is missing"
    enabled, source = found
    if enabled not in _ENABLED:
        return "is switched off"
    return "" if source in trigger.compile(model).install_sql else "was rewritten"


def the_clock() -> Iterator[str]:
    """The functions that deadlines ask are ours, and tell the time of this machine."""
    found = dict(rows("SELECT proname, prosrc FROM pg_proc WHERE proname = ANY(%s)", [[*CLOCK]]))
    for name, source in CLOCK.items():
        if found.get(name) != source:
            yield f"{name}() was rewritten" if name in found else f"{name}() is missing"
    if CLOCK.keys() <= found.keys():
        apart = abs(clock.now() - timezone.now())
        if apart > MAY_DIFFER:
            yield f"the database and this machine are {apart} apart"
