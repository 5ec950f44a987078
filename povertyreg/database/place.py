"""Where the server keeps its files: a folder that the account it runs under can reach."""

import os
import secrets
from pathlib import Path

from povertyreg.database.programs import Account
from povertyreg.firstwrite import first_write

ELSEWHERE = Path("/var/lib/povertyreg")


def home_of(folder: Path) -> Path:
    """In the data folder, unless the server's account cannot get there (decision 0007)."""
    inside, note = folder / "postgres", folder / "location"
    if inside.exists() or os.geteuid() != 0:
        return inside
    folder.mkdir(parents=True, exist_ok=True)
    if not note.exists() and Account.owning(inside).reaches(folder):
        return inside
    owner, home = first_write(note, lambda: _new_place(folder)).splitlines()
    if Path(owner) != folder and Path(owner, "location").exists():
        note.unlink()  # the folder was copied, and its original still uses that place
        return home_of(folder)
    return Path(home)


def _new_place(folder: Path) -> str:
    ELSEWHERE.mkdir(parents=True, exist_ok=True)
    ELSEWHERE.chmod(0o711)
    return f"{folder}\n{ELSEWHERE / secrets.token_hex(6)}\n"
