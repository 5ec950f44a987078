"""What the operating system says of a process: does it live, and is it the server of this data."""

import os
import subprocess
from pathlib import Path

PROC = Path("/proc/self/stat").exists()


def exists(pid: int) -> bool:
    """Whether the number is taken, be it by a process that has ended and was not collected."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_alive(pid: int) -> bool:
    """Whether the process still works."""
    return exists(pid) and _state_and_name(pid)[0] not in {"", "Z", "X"}


def is_server_of(pid: int, data: Path) -> bool:
    """Whether this is the postmaster of that data folder, and not a later owner of its number."""
    if not is_alive(pid):
        return False
    try:
        return Path(f"/proc/{pid}/cwd").samefile(data)
    except OSError:  # not for us to see, or no such folder on this system: go by its name
        return _state_and_name(pid)[1] == "postgres"


def _state_and_name(pid: int) -> tuple[str, str]:
    if not PROC:
        asked = ["ps", "-o", "state=,comm=", "-p", str(pid)]
        said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split()
        return (said[0][0], Path(said[-1]).name) if said else ("", "")
    try:
        name, _, rest = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")
    except OSError:
        return "", ""
    return rest.split()[0], name.partition("(")[2]
