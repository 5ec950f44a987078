"""Everything that `make run` needs: database, tables, demo, web server and worker."""

import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from types import FrameType
from typing import IO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.utils import translation

from povertyreg import database
from povertyreg.demo import loading as demo
from povertyreg.demo.accounts import ACCOUNTS
from povertyreg.management import children, static_files
from povertyreg.management.children import Child
from villages.models import User

HOST = "127.0.0.1"
PORT_SECONDS = 15  # a web server that was cut off needs a moment to leave the port
LOOK_SECONDS = 0.2
DATABASE_SECONDS = 5
SETTING_UP = 5_205_212_25  # the key of the lock under which one process at a time sets up


class Command(BaseCommand):
    help = "Serve the pages and run the jobs, with everything they need; Ctrl+C stops it all."

    def handle(self, **options: object) -> None:
        listen_for(signal.SIGINT, signal.SIGTERM)  # even where a script's "&" ignores the first
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup means it
            listen_for(signal.SIGHUP)
        try:
            with reserved_port() as listener, own_database():
                self.set_up()
                self.run_until_told(listener)
        except database.DatabaseUnavailable as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.say("Stopped.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def set_up(self) -> None:
        """Tables, demo and static files, before the first page is served."""
        self.say("Setting up …")
        with one_at_a_time():
            call_command("migrate", interactive=False, verbosity=0)
            if settings.DEMO and not User.objects.exists():
                self.say("Loading the demonstration county …")
                call_command("make_demo", stdout=StringIO())  # all or nothing; we tell the rest
        static_files.collect()

    def welcome(self, port: int) -> None:
        self.say(f"\n  http://{HOST}:{port}/\n")
        if settings.DEMO and demo.is_loaded():
            with translation.override("en"):
                for account in ACCOUNTS:
                    self.say(f"  {account.username:11}{account.role.label}, {account.area_code}")
            self.say(f"  The password of all of them: {settings.DEMO_PASSWORD}\n")
        connections.close_all()

    def run_until_told(self, listener: socket.socket) -> None:
        family = [
            Child("web server", web_command(listener), self.say, (listener.fileno(),)),
            Child("worker", [sys.executable, "manage.py", "db_worker", "-v0"], self.say),
        ]
        try:
            for child in family:
                child.start()
            self.welcome(listener.getsockname()[1])
            self.watch(family)
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            children.stop(family)

    def watch(self, family: list[Child]) -> None:
        parent, look_again = os.getppid(), 0.0
        while "MAKELEVEL" not in os.environ or os.getppid() == parent:  # else make was killed
            for child in family:
                child.tend()
            if not is_external() and time.monotonic() > look_again:
                database.ensure_running()
                look_again = time.monotonic() + DATABASE_SECONDS
            time.sleep(LOOK_SECONDS)


def listen_for(*numbers: signal.Signals) -> None:
    for number in numbers:
        signal.signal(number, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def is_external() -> bool:
    """Whether DATABASE_URL names the database, so that it is not ours to start and stop."""
    return settings.DATABASES["default"]["HOST"] != database.settings()["HOST"]


@contextmanager
def own_database() -> Iterator[None]:
    """The embedded database; stopped afterwards if it was started here."""
    if is_external():
        yield
        return
    was_running = database.here().is_ready()
    try:
        database.ensure_running()
        yield
    finally:
        if not was_running:
            connections.close_all()
            database.stop()


@contextmanager
def reserved_port() -> Iterator[socket.socket]:
    """The port, held for the web server, so that one that is restarted finds it free."""
    port = int(os.environ.get("PORT") or 8000)
    note = database.DATA_DIR / f"port-{port}.lock"
    note.parent.mkdir(parents=True, exist_ok=True)
    with note.open("w") as lock, socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        until = time.monotonic() + PORT_SECONDS
        while not (_locked(lock) and _bound(listener, port)):
            if time.monotonic() > until:
                raise CommandError(
                    f"Port {port} is in use already; choose another: PORT={port + 1} make run"
                )
            time.sleep(LOOK_SECONDS)
        yield listener


def _locked(lock: IO[str]) -> bool:
    """Two that only hold a port, and do not listen yet, would not notice each other by it."""
    with suppress(OSError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _bound(listener: socket.socket, port: int) -> bool:
    with suppress(OSError):
        listener.bind((HOST, port))
        return True
    return False


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Several machines that share a database set it up one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [SETTING_UP])
        yield
        cursor.execute("SELECT pg_advisory_unlock(%s)", [SETTING_UP])


def web_command(listener: socket.socket) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "povertyreg.wsgi", "--no-control-socket"),
        *("--bind", f"fd://{listener.fileno()}", "--log-level", "warning"),
        *("--worker-class", "gthread", "--threads", "4"),
        *("--workers", os.environ.get("WEB_CONCURRENCY") or "2"),
        *("--timeout", "120", "--graceful-timeout", "20"),
    ]
