"""What a piece of work costs: CPU of the client and of its server process, time, memory.

The CPU of PostgreSQL is that of the process that serves our connection, as the kernel counts it.
What its other processes do meanwhile (checkpoints, autovacuum, parallel workers, which are counted
when they end) is told beside it and stands in no ratio: on a busy server it may be others' work.
"""

import os
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from django.db import connection

_PROC: Final = Path("/proc")
_MEGABYTE: Final = 1024  # of kilobytes, as the kernel counts


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU and of the clock; megabytes at most, and before the work began.

    `server` is None where the server's processes cannot be seen (it runs on another machine).
    """

    client: float
    server: float | None
    others: float | None
    wall: float
    peak_mb: float
    base_mb: float

    @property
    def cpu(self) -> float:
        """Of client and server together."""
        return self.client + (self.server or 0.0)

    def as_json(self) -> dict[str, Any]:
        rounded = {k: None if v is None else round(v, 3) for k, v in asdict(self).items()}
        return {"cpu": round(self.cpu, 3), **rounded}


def measure(work: Callable[[], object]) -> Cost:
    """Do it once."""
    backend = _backend()
    base = _memory("VmRSS")
    forget_peak()
    before, started = _read(backend), time.monotonic()
    work()
    wall, after = time.monotonic() - started, _read(backend)
    if _backend() != backend:
        raise RuntimeError("The connection changed while it was measured: the figures say nothing.")
    spent = [None if a is None or b is None else b - a for a, b in zip(before, after, strict=True)]
    client, server, others = spent
    return Cost(client or 0.0, server, others, wall, _memory("VmHWM"), base)


def forget_peak() -> None:
    """Let the kernel count the most memory from now on, where it can."""
    try:
        (_PROC / "self/clear_refs").write_text("5")
    except OSError:
        return


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _read(backend: int) -> tuple[float, float | None, float | None]:
    """Client, its server process, and all the others of the same server, until now."""
    own, ended = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    client = own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime
    found = _stat(backend)
    if found is None or found.name != "postgres":
        return client, None, None
    return client, found.cpu, sum(_others(backend, found.parent))


@dataclass(frozen=True)
class _Process:
    name: str
    parent: int
    cpu: float
    of_ended_children: float


def _stat(pid: int) -> _Process | None:
    try:
        text = (_PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return None
    before, _, rest = text.rpartition(")")
    fields, tick = rest.split(), os.sysconf("SC_CLK_TCK")
    own, ended = (sum(map(int, fields[n : n + 2])) / tick for n in (11, 13))
    return _Process(before.partition("(")[2], int(fields[1]), own, ended)


def _others(backend: int, postmaster: int) -> Iterator[float]:
    if head := _stat(postmaster):
        yield head.cpu + head.of_ended_children
    for folder in _PROC.glob("[0-9]*"):
        process = _stat(int(folder.name))
        if process and process.parent == postmaster and int(folder.name) != backend:
            yield process.cpu


def _memory(name: str) -> float:
    """`VmRSS` now, `VmHWM` at most; of this program, whoever started it."""
    try:
        lines = (_PROC / "self/status").read_text().splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
    found = next(line for line in lines if line.startswith(f"{name}:"))
    return int(found.split()[1]) / _MEGABYTE
