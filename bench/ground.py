"""Databases of the benchmark's own on the register's server: made, filled, copied, dropped."""

from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any, Final

import pghistory.trigger
import pgtrigger
from django.core.management import call_command
from django.db import connection, models, transaction

from bench.people import GROUPS, SEED, YEAR, places
from households.choices import Category, State
from households.idnumbers import check_digit
from households.models import Household, HouseholdYear, IdentityClaim, Member, MemberYear
from povertyreg.demo import accounts, divisions, files
from povertyreg.demo.divisions import XINGXIU
from povertyreg.demo.making import FileMaker
from villages.models import VillageGroup

_BY_FILES: Final = 10_000
"""People that are written as the demonstration writes them; more of them are copies of these."""
_NEIGHBOURS, _NEIGHBOURS_PREFIX = "520521223", "522401"
_TABLES: Final[tuple[type[models.Model], ...]] = (Household, Member, HouseholdYear, MemberYear)


def lay() -> None:
    """Tables, the county's places, and the accounts: where an import begins."""
    call_command("migrate", verbosity=0)
    divisions.write_divisions()
    accounts.write_accounts()
    VillageGroup.objects.bulk_create(
        VillageGroup(village_id=place.code, number=number)
        for place in places()
        for number in range(1, GROUPS + 1)
    )
    with connection.cursor() as cursor:
        # Without it the comparator would look through the whole table for every row.
        cursor.execute(
            "CREATE INDEX bench_household_by_national_number "
            "ON households_household (county_code, national_number)"
        )


def settle() -> None:
    """Neighbours of another township, and fresh statistics: a register that is in use.

    In empty tables PostgreSQL has nothing to plan with, and the comparator, which asks for every
    row, would be slowed down by what no register meets on its second day.
    """
    with transaction.atomic(), pgtrigger.ignore():
        for batch in _batches(_files(_BY_FILES, _NEIGHBOURS)):
            for file in batch:
                for person in file.family:
                    body = f"{_NEIGHBOURS_PREFIX}{person.id_number[6:17]}"
                    person.id_number = body + check_digit(body)  # nobody of the workbooks
            files.write(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def fill(people: int) -> None:
    """So many people of the township with a record of the year, by way of the demonstration's own
    writing; above ten thousand, and then in whole tens of thousands, by copying rows in the server.
    """
    with transaction.atomic(), pgtrigger.ignore():
        for batch in _batches(_files(min(people, _BY_FILES))):
            files.write(batch)
        if people > _BY_FILES:
            _copy(people // _BY_FILES)
    files.count_rows((*_TABLES, IdentityClaim))


def _files(people: int, township: str = XINGXIU) -> Iterator[files.File]:
    maker, villages = FileMaker(SEED), places(township)
    rng = Random(SEED)  # noqa: S311 - people are invented
    written = serial = 0
    while written < people:
        size = min(rng.randint(2, 6), people - written)
        village = villages[serial % len(villages)].code
        file = maker.make(village, serial // len(villages) + 1, Category.GENERAL_POOR, size)
        file.amounts, file.states = {YEAR: file.amounts[YEAR]}, {YEAR: State.POOR}
        yield file
        written, serial = written + size, serial + 1


def _batches(waiting: Iterator[files.File]) -> Iterator[list[files.File]]:
    while batch := list(islice(waiting, 1000)):
        yield batch


def _copy(times: int) -> None:
    """Each row again under other keys and numbers, until there are so many times as many."""
    serials = max(int(number[12:]) for number in Household.objects.values_list("number", flat=True))
    number = (
        f"substr(number, 1, 12) || lpad((substr(number, 13)::int + n * {serials})::text, 4, '0')"
    )
    with connection.cursor() as cursor:
        for model in _TABLES:
            columns = [field for field in model._meta.concrete_fields if not field.generated]
            names = ", ".join(f'"{field.column}"' for field in columns)
            values = ", ".join(number if f.name == "number" else _copied(f) for f in columns)
            table = model._meta.db_table
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT {values} "  # noqa: S608 - names of our own
                f"FROM {table}, generate_series(1, {times - 1}) AS n"
            )


def _copied(field: Any) -> str:
    """A key, and a reference to a row that is copied too, moves on."""
    moves = field.primary_key or field.related_model in _TABLES
    return f'"{field.column}" + n * 1000000' if moves else f'"{field.column}"'


def stop_history() -> None:
    """Without the triggers that keep the history of rows, for the rest of this database's life."""
    with connection.cursor() as cursor:
        for model, trigger in pgtrigger.registered():
            if isinstance(trigger, pghistory.trigger.Event):
                name = connection.ops.quote_name(trigger.get_pgid(model))
                cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER {name}")
