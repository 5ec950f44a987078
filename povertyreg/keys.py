"""The secret keys of a machine that was given none, kept in a file beside its data."""

import base64
import json
import secrets
from pathlib import Path

from povertyreg.database import DATA_DIR
from povertyreg.firstwrite import first_write, rewrite


def load_or_create(path: Path = DATA_DIR / "secret.json") -> dict[str, str]:
    """SECRET_KEY, FIELD_KEYS (a ring, "number:key") and INDEX_KEY, made at the first call."""
    keys: dict[str, str] = json.loads(first_write(path, _new_keys))
    return keys


def add_field_key(path: Path = DATA_DIR / "secret.json") -> str:
    """Put a fresh key before the others of FIELD_KEYS, and say its number.

    What is encrypted from the next start on stands under it. Raises FileNotFoundError.
    """
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    number, entry = fresh_field_key(kept["FIELD_KEYS"])
    kept["FIELD_KEYS"] = f"{entry},{kept['FIELD_KEYS']}"
    rewrite(path, json.dumps(kept, indent=2) + "\n")
    return number


def fresh_field_key(ring: str) -> tuple[str, str]:
    """The next free number, and with it a random key as FIELD_KEYS has it."""
    numbers = [entry.split(":", 1)[0] for entry in ring.split(",")]
    number = str(1 + max((int(n) for n in numbers if n.isdecimal()), default=len(numbers)))
    return number, f"{number}:{_random_key()}"


def _new_keys() -> str:
    keys = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": f"1:{_random_key()}",
        "INDEX_KEY": _random_key(),
    }
    return json.dumps(keys, indent=2) + "\n"


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")
