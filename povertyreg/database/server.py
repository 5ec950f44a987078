"""One PostgreSQL in one folder: made, started, found running, stopped."""

import fcntl
import hashlib
import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from povertyreg.database.place import home_of
from povertyreg.database.processes import exists, is_alive, is_server_of
from povertyreg.database.programs import Account, DatabaseUnavailable, Programs, installed

NAME = "povertyreg"  # of the database, and of the role that owns it
PORT = "5432"  # only part of the socket's name: nothing listens on the network
SOCKET_LIMIT = 103  # bytes of path that every system's sockets allow
RETRY_SECONDS = 15  # for what a killed server leaves behind
RECOVERY_SECONDS = 600
LOG_LIMIT = 10_000_000
NOT_IN_PATHS = frozenset('"$`\\\n\r')  # its own tools hand paths to a shell in double quotes
OTHER_FOLDER = "Name another folder in POVERTYREG_DATA, or a server in DATABASE_URL."
BUILTIN_LOCALES = 17  # the first version that brings its own C.UTF-8

FIRST_COMMANDS = f"""
CREATE ROLE {NAME} LOGIN CREATEDB;
CREATE DATABASE {NAME} OWNER {NAME};
"""
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    # A refused statement names people: its text and its key do not belong in a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


@dataclass(frozen=True)
class Server:
    """Reached through a socket that only its owner (and root) can open."""

    folder: Path

    @cached_property
    def home(self) -> Path:
        with in_words():
            return home_of(self.folder)

    @cached_property
    def account(self) -> Account:
        return Account.owning(self.home)

    @cached_property
    def programs(self) -> Programs:
        return installed(self.account, self.home)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @cached_property
    def socket(self) -> Path:
        """Its folder: beside the data, unless that is too long or reads like a list of hosts."""
        beside = self.home / "run"
        if "," not in str(beside) and len(bytes(beside / f".s.PGSQL.{PORT}")) <= SOCKET_LIMIT:
            return beside
        return Path("/tmp", f"povertyreg-{hashlib.sha256(bytes(self.home)).hexdigest()[:16]}")  # noqa: S108

    @property
    def url(self) -> str:
        return f"postgresql://{NAME}@/{NAME}?host={quote(str(self.socket), safe='')}&port={PORT}"

    @property
    def version(self) -> int | None:
        """The major version that wrote the data."""
        with suppress(FileNotFoundError):
            return int((self.data / "PG_VERSION").read_text(encoding="ascii"))
        return None

    def status(self) -> dict[str, str]:
        ready = self.is_ready()
        return {
            "state": "running" if ready else "stopped" if self.data.exists() else "not yet made",
            "version": str(self.version or "-"),
            "process": str(self.postmaster() or "-"),
            "folder": str(self.home),
            "address": self.url,
        }

    def is_ready(self) -> bool:
        """Whether it answers; process numbers are not asked, because they are used again."""
        if not (self.socket.exists() and self.programs.are_there()):
            return False
        ask = ("pg_isready", "-q", "-h", str(self.socket), "-p", PORT)
        return self.programs.run(*ask, check=False).returncode == 0

    def ensure_running(self) -> str:
        """Start it unless it runs already, and return its address."""
        if not self.is_ready():
            with self.locked():
                if not self.is_ready():
                    self.create()
                    self.start(self.programs)
        return self.url

    def stop(self) -> bool:
        """Stop it; False when it was not running."""
        if not self.data.exists():
            return False
        with self.locked():
            return self.stop_now()

    def stop_now(self) -> bool:
        """Stop it; the caller holds the lock."""
        if self.postmaster() is None:
            return False
        self.programs.run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-t", "120")
        return True

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One starter at a time; the lock dies with the process that holds it."""
        if not NOT_IN_PATHS.isdisjoint(str(self.home)):
            raise DatabaseUnavailable(f"PostgreSQL does not work in {self.home}. {OTHER_FOLDER}")
        with in_words():
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / "postgres.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                self.account.private(self.home)
                self.programs.copy_here()
                yield

    def create(self) -> None:
        """Make an empty database, under another name until it is complete."""
        if not self.data.exists():
            for former in sorted(self.home.glob("data.[0-9]*"))[-1:]:
                former.rename(self.data)  # an upgrade was cut off between its two renames
        if self.data.exists():
            self.require_version()
            return
        draft = self.initialised(self.programs)
        command = ("--single", "-D", str(draft), "-c", "exit_on_error=on", "postgres")
        self.programs.run("postgres", *command, text=FIRST_COMMANDS)
        draft.rename(self.data)
        keep_names(self.home)

    def initialised(self, programs: Programs) -> Path:
        """An empty cluster in a new folder: the initdb of a killed starter may still be at work."""
        for abandoned in self.home.glob("data.new-*"):
            shutil.rmtree(abandoned, ignore_errors=True)
        draft = self.home / f"data.new-{secrets.token_hex(4)}"
        programs.run(
            *("initdb", "-D", str(draft), "-U", "postgres", "-E", "UTF8", "--data-checksums"),
            *("--auth-local=trust", "--auth-host=reject", *_locale(programs.major)),
        )
        return draft

    def require_version(self) -> None:
        if self.version != self.programs.major:
            raise DatabaseUnavailable(
                f"The data in {self.data} were written by PostgreSQL {self.version}, and this "
                f"program brings PostgreSQL {self.programs.major}. Move them to it with: "
                "python manage.py localdb upgrade"
            )

    def start(self, programs: Programs) -> None:
        """Start it and wait until it answers, however long it recovers from a crash."""
        self.account.private(self.socket)
        give_up, deadline = time.monotonic() + RETRY_SECONDS, time.monotonic() + RECOVERY_SECONDS
        while time.monotonic() < give_up:
            pid = self.postmaster() or self.launch(programs)
            while is_alive(pid) and time.monotonic() < deadline:
                if self.is_ready():
                    return
                time.sleep(0.05)
            time.sleep(0.2)  # after kill -9 its children need a moment to leave
        last_words = self.log().read_text(errors="replace").splitlines()[-10:]
        raise DatabaseUnavailable("\n".join(["PostgreSQL does not start:", *last_words]))

    def launch(self, programs: Programs) -> int:
        """Start it as nobody's child, so that it outlives the process that needed it first."""
        options = {**OPTIONS, "port": PORT, "unix_socket_directories": f'"{self.socket}"'}
        flags = [f"--{name}={value}" for name, value in options.items()]
        shell = ["/bin/sh", "-c", '"$@" </dev/null >&2 & echo $!', "sh"]
        with self.log().open("ab") as log:
            started = subprocess.run(
                [*shell, str(programs.folder / "postgres"), "-D", str(self.data), *flags],
                stdout=subprocess.PIPE,
                stderr=log,
                check=True,
                start_new_session=True,
                **programs.surroundings(),
            )
        return int(started.stdout)

    def postmaster(self) -> int | None:
        """The process that serves this data; a note of one that is another's is dropped."""
        note = self.data / "postmaster.pid"
        try:
            pid = int(note.read_text(encoding="utf-8", errors="replace").split()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None
        if is_server_of(pid, self.data):
            return pid
        if exists(pid):  # PostgreSQL itself would take it for a running server, and give up
            note.unlink(missing_ok=True)
        return None

    def log(self) -> Path:
        """The server's own log, begun anew when it has grown long."""
        log = self.home / "log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(self.home / "log.1")
        return log


@contextmanager
def in_words() -> Iterator[None]:
    """What the system or a program says when it refuses, and the way round it."""
    try:
        yield
    except subprocess.CalledProcessError as error:
        raise DatabaseUnavailable(f"{Path(error.cmd[0]).name}: {error.stderr}") from error
    except OSError as error:
        raise DatabaseUnavailable(
            f"The embedded PostgreSQL cannot be started: {error}. {OTHER_FOLDER}"
        ) from error


def _locale(major: int) -> list[str]:
    """Characters are told apart as in C.UTF-8; with plain C, trigrams find no Chinese."""
    if major >= BUILTIN_LOCALES:
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return [*builtin, "--lc-collate=C", "--lc-ctype=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def keep_names(folder: Path) -> None:
    """Make a rename outlast a power failure."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
