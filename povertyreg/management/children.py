"""The processes that `serve` runs: started, started again when they die, stopped together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
SETTLED_SECONDS = 60  # a child that lived this long is started again without delay
GRACE_SECONDS = 30
SET_PARENT_DEATH_SIGNAL = 1  # of prctl, on Linux


@dataclass
class Child:
    """One long-running program of ours, in a session of its own."""

    name: str
    command: list[str]
    say: Callable[[str], object]
    descriptors: tuple[int, ...] = ()
    pause: float = FIRST_PAUSE
    started: float = 0.0
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        # Its own session: Ctrl+C reaches us alone, and we tell it to stop.
        self.process = subprocess.Popen(
            self.command,
            pass_fds=self.descriptors,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509  (no threads here)
        )
        self.started = time.monotonic()

    def tend(self) -> None:
        """Start it again when it has died, after a pause that doubles each time."""
        if self.process is None or self.process.poll() is None:
            return
        alive_for = time.monotonic() - self.started
        if alive_for > SETTLED_SECONDS:
            self.pause = FIRST_PAUSE
        if alive_for < self.pause:
            return
        self.say(f"The {self.name} ended with code {self.process.returncode}; starting it again.")
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        self.signal(signal.SIGTERM)  # its own children, if it left any
        self.start()

    def signal(self, number: signal.Signals) -> None:
        """To the program and to everything that it started."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def wait(self, until: float) -> None:
        """Let it finish what it does, but not for ever."""
        if self.process is not None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(max(0.1, until - time.monotonic()))
            self.signal(signal.SIGKILL)
            self.process.wait()


def stop(children: list[Child]) -> None:
    """Ask all of them to stop, and see that they are gone."""
    until = time.monotonic() + GRACE_SECONDS
    for child in children:
        child.signal(signal.SIGTERM)
    for child in children:
        child.wait(until)


_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def _die_with_parent() -> None:
    """Be told to stop even if the parent is killed without a chance to say so (Linux)."""
    if _LIBC is not None:
        _LIBC.prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
