"""Many rows at once: COPY into a table, or into a temporary one from which a table is updated."""

import json
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault

from povertyreg.privacy import EncryptedField

_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NULL = "\\N"


def new_keys(model: type[models.Model], count: int) -> list[int]:
    """Primary keys from the table's own sequence."""
    if not count:
        return []
    meta = model._meta
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [f'"{meta.db_table}"', "id", count],
        )
        return [int(key) for (key,) in cursor.fetchall()]


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model, their keys given. Constraints and triggers hold as ever."""
    if not rows:
        return
    fields = _stored(type(rows[0]))
    _copy(type(rows[0])._meta.db_table, fields, rows)


def update(rows: Sequence[models.Model], names: Iterable[str]) -> None:
    """Write the named fields of rows that are on file: one statement, whatever their number."""
    if not rows:
        return
    model = type(rows[0])
    wanted = set(names)
    changed = [field for field in _stored(model) if field.name in wanted]
    keys = [field for field in _stored(model) if field.name in ("id", "county_code")]
    table, staged = model._meta.db_table, f"staged_{model._meta.model_name}"
    columns = ", ".join(f'"{field.column}"' for field in (*keys, *changed))
    values = ", ".join(f'"{field.column}" = s."{field.column}"' for field in changed)
    same = " AND ".join(f't."{field.column}" = s."{field.column}"' for field in keys)
    with connection.cursor() as cursor:
        cursor.execute(
            f'CREATE TEMP TABLE "{staged}" ON COMMIT DROP AS '  # noqa: S608  # nosec B608
            f'SELECT {columns} FROM "{table}" WITH NO DATA'
        )
        _copy(staged, [*keys, *changed], rows)
        cursor.execute(f'UPDATE "{table}" t SET {values} FROM "{staged}" s WHERE {same}')  # noqa: S608  # nosec B608
        cursor.execute(f'DROP TABLE "{staged}"')


def _stored(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def _copy(table: str, fields: Sequence[Any], rows: Sequence[models.Model]) -> None:
    """What the database refuses is told as ever: the cursor's own COPY knows nothing of Django."""
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f'COPY "{table}" ({columns}) FROM STDIN', _text(fields, rows))


def _text(fields: Sequence[Any], rows: Sequence[models.Model]) -> StringIO:
    """Column by column, which takes a third of the time that row by row does."""
    held = [row.__dict__ for row in rows]
    columns = [_column(field, [one.get(field.attname) for one in held]) for field in fields]
    return StringIO("".join("\t".join(texts) + "\n" for texts in zip(*columns, strict=True)))


def _column(field: Any, values: list[Any]) -> list[str]:
    """The values of a field as they stand in the text that COPY reads."""
    if field.has_db_default():
        default = field.db_default
        values = [default if value.__class__ is DatabaseDefault else value for value in values]
    if isinstance(field, EncryptedField):
        return _texts([field.get_prep_value(value) for value in values])
    match field.get_internal_type():
        case "BinaryField":
            return [_NULL if value is None else f"\\\\x{bytes(value).hex()}" for value in values]
        case "JSONField":
            return [_json(field, value) for value in values]
        case "DateTimeField":
            zoned = {value: field.get_db_prep_save(value, connection) for value in {*values}}
            return _texts([zoned[value] for value in values])
    return _texts(values)


def _texts(values: Iterable[Any]) -> list[str]:
    return [
        _NULL
        if value is None
        else value
        if value.__class__ is str and value.isalnum()
        else str(value).translate(_ESCAPED)
        for value in values
    ]


def _json(field: Any, value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, cls=field.encoder).translate(_ESCAPED)
