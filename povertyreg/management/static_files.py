"""Collecting the static files, when they are not those that were collected last."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> None:
    """Write hashed and compressed copies for the web server to serve."""
    seen = Path(settings.STATIC_ROOT) / ".collected"
    now = _fingerprint()
    if seen.exists() and seen.read_text(encoding="ascii") == now:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    seen.write_text(now, encoding="ascii")


def _fingerprint() -> str:
    """Which files there are, and when and how long each was written."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{file.st_size}\0{file.st_mtime_ns}\n".encode())
    return digest.hexdigest()
