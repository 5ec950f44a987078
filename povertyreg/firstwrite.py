"""A file that is written once, by whichever process comes first, and then read by all."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def first_write(path: Path, make: Callable[[], str]) -> str:
    """The text of the file; where there is none yet, what `make` gives, readable by its owner."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _publish(path, make())
    return path.read_text(encoding="utf-8")


def rewrite(path: Path, text: str) -> None:
    """Replace the file at once: whoever reads it has the old text or the new one, never half."""
    draft = _draft(path, text)
    draft.replace(path)


def _publish(path: Path, text: str) -> None:
    """Linking a finished file is all or nothing, and refuses to replace an earlier one."""
    draft = _draft(path, text)
    try:
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()


def _draft(path: Path, text: str) -> Path:
    """Finished and on the disk, beside the file that it is to become."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink()
        raise
    return Path(name)
