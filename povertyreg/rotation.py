"""Everything that is encrypted, found by introspection, and moved to the first key of the ring."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pgtrigger
from django.apps import apps
from django.db import connection, models, transaction

from povertyreg import sealed
from povertyreg.privacy import (
    LONGEST_FILE_HEAD,
    EncryptedField,
    decrypt,
    encrypt,
    file_key_id,
    first_key_id,
)

AT_A_TIME: Final = 500


@dataclass(frozen=True)
class Column:
    """An encrypted column of one table, the tables of the history included."""

    model: type[models.Model]
    field: EncryptedField

    def __str__(self) -> str:
        return f"{self.model._meta.db_table}.{self.field.column}"

    def counts(self) -> Counter[str]:
        """Key id → values that stand under it."""
        with connection.cursor() as cursor:
            cursor.execute(self._sql(_COUNT))
            return Counter(dict(cursor.fetchall()))

    def rotate(self) -> Iterator[int]:
        """Values moved by each chunk; cut off, a new call goes on where it stood."""
        while rows := self._remaining():
            yield self._move(rows)

    def _remaining(self) -> list[tuple[int, str]]:
        with connection.cursor() as cursor:
            cursor.execute(self._sql(_REMAINING), [first_key_id(), AT_A_TIME])
            return list(cursor.fetchall())

    def _move(self, rows: list[tuple[int, str]]) -> int:
        """A value that somebody changed meanwhile is left to the next chunk."""
        context = self.field.context
        moved = [(pk, old, encrypt(decrypt(old, context), context)) for pk, old in rows]
        # A mere re-encryption is no change of the row, and the history takes it without protest.
        with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
            cursor.execute(self._sql(_MOVE), [list(column) for column in zip(*moved, strict=True)])
            return int(cursor.rowcount)

    def _sql(self, statement: str) -> str:
        quote = connection.ops.quote_name
        return statement.format(
            table=quote(self.model._meta.db_table),
            column=quote(str(self.field.column)),
            pk=quote(str(self.model._meta.pk.column)),
        )


_COUNT: Final = """
SELECT split_part({column}, ':', 2), count(*) FROM {table} WHERE {column} <> '' GROUP BY 1
"""
_REMAINING: Final = """
SELECT {pk}, {column} FROM {table}
WHERE {column} <> '' AND split_part({column}, ':', 2) <> %s ORDER BY {pk} LIMIT %s
"""
_MOVE: Final = """
UPDATE {table} SET {column} = moved.fresh
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS moved (pk, old, fresh)
WHERE {table}.{pk} = moved.pk AND {table}.{column} = moved.old
"""


@dataclass(frozen=True)
class Files:
    """The files of one field; those that were stored without encryption are left alone."""

    model: type[models.Model]
    field: models.FileField

    def __str__(self) -> str:
        return f"{self.model._meta.db_table}.{self.field.column} (files)"

    def counts(self) -> Counter[str]:
        return Counter(key for row in self._rows() if (key := _key_of(self._file(row))))

    def rotate(self) -> Iterator[int]:
        first = first_key_id()
        for row in self._rows():
            if _key_of(self._file(row)) not in {first, None}:
                yield self._move(row)

    def _move(self, row: models.Model) -> int:
        """Written anew beside the old one, which goes when the row names the new one."""
        file = self._file(row)
        old, storage = file.name, file.storage
        content = sealed.unseal(file)
        rows = self.model._default_manager.filter(pk=row.pk, **{self.field.name: old})
        with sealed.kept_if_all_goes_well(), transaction.atomic():
            sealed.seal(file, content)
            named = rows.update(**{self.field.name: file.name})
        storage.delete(old if named else file.name)
        return named

    def _rows(self) -> Iterator[models.Model]:
        named = self.model._default_manager.exclude(**{self.field.name: ""})
        rows: Iterator[models.Model] = named.order_by("pk").iterator(AT_A_TIME)
        return rows

    def _file(self, row: models.Model) -> Any:
        return getattr(row, self.field.name)


def _key_of(file: Any) -> str | None:
    """None for what is not encrypted, and for what the storage has lost."""
    try:
        with file.storage.open(file.name) as stored:
            return file_key_id(stored.read(LONGEST_FILE_HEAD))
    except FileNotFoundError:
        return None


def places() -> list[Column | Files]:
    """Every column and every field of files of all models, in the order of their tables."""
    found: list[Column | Files] = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedField):
                found.append(Column(model, field))
            elif isinstance(field, models.FileField):
                found.append(Files(model, field))
    return sorted(found, key=str)
