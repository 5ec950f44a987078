"""Personal data at rest: the encrypted field, the blind index, and masking."""

import hashlib
import hmac
from base64 import b64decode, b64encode
from functools import cache
from os import urandom
from typing import Any, Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

_VERSION = "v1"
_NONCE_BYTES = 12
_FILE_MARK = b"PRF1"
LONGEST_FILE_HEAD = len(_FILE_MARK) + 1 + 255
"""Bytes at the beginning of an encrypted file within which its key id stands."""
_COMPARABLE = {"isnull", "df", "ndf"}
"""What may be asked of a ciphertext; `df`, `ndf`: whether a trigger sees it changed."""


class Decrypted(str):
    """A plain text that remembers its ciphertext, so that saving it again changes no row."""

    __slots__ = ("ciphertext",)
    ciphertext: str

    def __new__(cls, plain: str, ciphertext: str) -> Self:
        self = super().__new__(cls, plain)
        self.ciphertext = ciphertext
        return self


@cache
def _key_ring() -> dict[str, AESGCM]:
    """Key id → cipher; the first key of the ring encrypts, all of them decrypt."""
    pairs = (entry.split(":", 1) for entry in settings.FIELD_KEYS.split(","))
    return {key_id: AESGCM(b64decode(key)) for key_id, key in pairs}


def encrypt(plain: str, context: str) -> str:
    """AES-256-GCM with a random nonce; `context` (table.column) is authenticated with it."""
    key_id, cipher = next(iter(_key_ring().items()))
    nonce = urandom(_NONCE_BYTES)
    sealed = nonce + cipher.encrypt(nonce, plain.encode(), context.encode())
    return f"{_VERSION}:{key_id}:{b64encode(sealed).decode()}"


def decrypt(ciphertext: str, context: str) -> str:
    """Raises KeyError for an unknown key id and InvalidTag for a changed or moved ciphertext."""
    _version, key_id, body = ciphertext.split(":", 2)
    sealed = b64decode(body)
    nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    return _key_ring()[key_id].decrypt(nonce, rest, context.encode()).decode()


def known_key_ids() -> set[str]:
    """The keys that decrypt."""
    return set(_key_ring())


def first_key_id() -> str:
    """The key that encrypts."""
    return next(iter(_key_ring()))


def encrypt_bytes(plain: bytes, context: str) -> bytes:
    """As `encrypt`, for the content of a file; `context` is model.field."""
    key_id, cipher = next(iter(_key_ring().items()))
    nonce, name = urandom(_NONCE_BYTES), key_id.encode()
    head = _FILE_MARK + bytes([len(name)]) + name
    return head + nonce + cipher.encrypt(nonce, plain, context.encode())


def decrypt_bytes(sealed: bytes, context: str) -> bytes:
    """Raises ValueError for a file that is not one of ours, else as `decrypt`."""
    key_id = file_key_id(sealed)
    if key_id is None:
        raise ValueError("This file was not encrypted here.")
    start = len(_FILE_MARK) + 1 + len(key_id.encode())
    nonce, rest = sealed[start : start + _NONCE_BYTES], sealed[start + _NONCE_BYTES :]
    return _key_ring()[key_id].decrypt(nonce, rest, context.encode())


def file_key_id(sealed: bytes) -> str | None:
    """Under which key a file stands, by its first bytes; None if it is not encrypted."""
    if not sealed.startswith(_FILE_MARK):
        return None
    start = len(_FILE_MARK) + 1
    return sealed[start : start + sealed[start - 1]].decode()


class EncryptedField(models.TextField[str, str]):
    """Text that only the application can read; look it up by a blind index, never by value."""

    def __init__(self, *args: Any, context: str, **kwargs: Any) -> None:
        self.context = context
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "context": self.context}

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return Decrypted(decrypt(value, self.context), value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Decrypted):
            return value.ciphertext
        return encrypt(str(value), self.context) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in _COMPARABLE:
            raise FieldError(f"{self.name} is encrypted: look it up by its blind index.")
        return super().get_lookup(lookup_name)


class DigestField(models.BinaryField[Any, Any]):
    """A 32-byte keyed digest, read back as bytes."""

    def from_db_value(self, value: memoryview | None, *_: Any) -> bytes | None:
        return None if value is None else bytes(value)


def blind_index(value: str, purpose: str) -> bytes:
    """The same 32 bytes for the same value and purpose; useless without the index key."""
    key = b64decode(settings.INDEX_KEY)
    return hmac.new(key, f"{purpose}\0{value}".encode(), hashlib.sha256).digest()


_SHORTEST_NUMBER = 15


def mask_id_number(number: str) -> str:
    """First six and last four characters, as on every screen and list; of a stump only the first.

    A number that was cut off would be told whole by its two ends.
    """
    if len(number) < _SHORTEST_NUMBER:
        return f"{number[:2]}{'*' * max(len(number) - 2, 0)}"
    return f"{number[:6]}{'*' * max(len(number) - 10, 0)}{number[-4:]}" if number else ""


def mask_phone(number: str) -> str:
    """First three and last four digits."""
    return f"{number[:3]}****{number[-4:]}" if len(number) > 7 else "*" * len(number)


def mask_account(number: str) -> str:
    """The last four digits of a bank account."""
    return f"**** {number[-4:]}" if number else ""
