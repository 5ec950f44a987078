"""Many rows at once: COPY into a table, or into a temporary one from which a table is updated."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from django.db import connection, models

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
    writers = [(field.attname, _writer(field)) for field in fields]
    text = StringIO()
    text.writelines(_lines(writers, rows))
    text.seek(0)
    return text


def _lines(writers: list[tuple[str, Callable[[Any], str]]], rows: Any) -> Iterator[str]:
    for row in rows:
        values = row.__dict__
        yield "\t".join([write(values.get(name)) for name, write in writers]) + "\n"


Writer = Callable[[Any], str]


def _writer(field: Any) -> Writer:
    """How a value of the field stands in the text that COPY reads."""
    kinds: dict[str, Callable[[Any], Writer]] = {
        "BinaryField": _bytes_writer,
        "JSONField": _json_writer,
        "TextField": _prepared_writer,
        "DateTimeField": _prepared_writer,
    }
    return kinds.get(field.get_internal_type(), _text_writer)(field)


def _plain(field: Any) -> Callable[[Any], Any]:
    """A row that is not stored yet has what the database would give it."""
    if not field.has_db_default():
        return lambda value: value
    default = field.db_default
    return lambda value: default if value.__class__.__name__ == "DatabaseDefault" else value


def _text_writer(field: Any) -> Writer:
    plain = _plain(field)

    def write(value: Any) -> str:
        if value is None:
            return _NULL
        text = str(plain(value))
        return text if text.isalnum() else text.translate(_ESCAPED)

    return write


def _bytes_writer(field: Any) -> Writer:
    return lambda value: _NULL if value is None else f"\\\\x{bytes(value).hex()}"


def _json_writer(field: Any) -> Writer:
    def write(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, cls=field.encoder).translate(_ESCAPED)

    return write


def _prepared_writer(field: Any) -> Writer:
    """As the field would hand it to the database: encrypted, with its zone."""
    plain = _plain(field)

    def write(value: Any) -> str:
        prepared = field.get_db_prep_save(plain(value), connection)
        return _NULL if prepared is None else str(prepared).translate(_ESCAPED)

    return write
