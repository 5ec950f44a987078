"""Starting real programs, waiting for what they do, and killing them."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from povertyreg.database.server import Server

PROJECT = Path(__file__).resolve().parent.parent
START = (
    "import sys; from pathlib import Path; from povertyreg.database.server import Server; "
    "print(Server(Path(sys.argv[1])).ensure_running())"
)


def wait_until(fact: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something that another process does."""
    until = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < until, f"waited {seconds} s in vain"
        time.sleep(0.05)


def python(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """A Python of the project, its words to be read from its stdout."""
    env = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
    command = [sys.executable, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT, env=env)


def starter(folder: Path) -> subprocess.Popen[str]:
    """A process that wants the server of that folder."""
    return python("-c", START, str(folder))


def kill(pid: int | None) -> None:
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


@contextmanager
def data_folder(name: str) -> Iterator[Path]:
    """A short-named folder that every account can get to, gone afterwards, its server too."""
    base = Path(tempfile.mkdtemp(prefix="pr-"))
    base.chmod(0o755)
    try:
        yield base / name
    finally:
        Server(base / name).stop()
        shutil.rmtree(base)
