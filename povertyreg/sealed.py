"""Files that only the application can read: encrypted, under names that say nothing."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from povertyreg.privacy import decrypt_bytes, encrypt_bytes

_written: ContextVar[list[FieldFile] | None] = ContextVar("written", default=None)


def context_of(file: FieldFile) -> str:
    """What a file is bound to: moved to another model's field, it is not read."""
    return f"{file.instance._meta.model_name}.{file.field.name}"


def seal(file: FieldFile, content: bytes) -> None:
    """Write the content under a random name; the row itself is saved by who calls."""
    sealed = ContentFile(encrypt_bytes(content, context_of(file)))
    file.save(secrets.token_hex(16), sealed, save=False)
    written = _written.get()
    if written is not None:
        written.append(file)


def unseal(file: FieldFile) -> bytes:
    """The content as it was given. Raises FileNotFoundError, ValueError, InvalidTag, KeyError."""
    with file.storage.open(str(file.name)) as stored:
        return decrypt_bytes(stored.read(), context_of(file))


@contextmanager
def kept_if_all_goes_well() -> Iterator[None]:
    """Files sealed inside are deleted again when the block fails: put it around the transaction.

    The storage knows no rollback. The outermost block decides, as the outermost transaction does.
    """
    if _written.get() is not None:
        yield
        return
    mark = _written.set([])
    try:
        yield
    except BaseException:
        for file in _written.get() or []:
            file.storage.delete(str(file.name))
        raise
    finally:
        _written.reset(mark)
