"""The secret keys of a machine that was given none, kept in a file beside its data."""

import base64
import json
import secrets
from pathlib import Path

from povertyreg.database import DATA_DIR
from povertyreg.firstwrite import first_write


def load_or_create(path: Path = DATA_DIR / "secret.json") -> dict[str, str]:
    """SECRET_KEY, FIELD_KEYS (a ring, "number:key") and INDEX_KEY, made at the first call."""
    keys: dict[str, str] = json.loads(first_write(path, _new_keys))
    return keys


def _new_keys() -> str:
    keys = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": f"1:{_random_key()}",
        "INDEX_KEY": _random_key(),
    }
    return json.dumps(keys, indent=2) + "\n"


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")
