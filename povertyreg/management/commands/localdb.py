"""The embedded PostgreSQL by hand: start, stop, status, dump, upgrade."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from povertyreg import database
from povertyreg.database.server import NAME
from povertyreg.database.upgrade import upgrade


class Command(BaseCommand):
    help = "Start, stop, look at, dump or upgrade the embedded PostgreSQL."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("start", help="start it unless it runs")
        actions.add_parser("stop", help="stop it")
        actions.add_parser("status", help="say whether it runs, and where")
        dump = actions.add_parser("dump", help="write everything in it to a file for pg_restore")
        dump.add_argument("file", type=Path, nargs="?", help="by default a new file in data/dumps")
        actions.add_parser(
            "upgrade", help="move its data to the version that came with the program"
        )

    def handle(self, *, action: str, file: Path | None = None, **options: object) -> None:
        try:
            self.stdout.write(self.act(action, file))
        except (database.DatabaseUnavailable, OSError) as error:
            raise CommandError(str(error)) from error

    def act(self, action: str, file: Path | None) -> str:
        match action:
            case "start":
                return f"Running at {database.ensure_running()}"
            case "stop":
                return "Stopped." if database.stop() else "It was not running."
            case "dump":
                return f"Written to {dump(file)}"
            case "upgrade":
                return f"Upgraded. The data as they were before: {upgrade(database.here())}"
        return "\n".join(f"{name:8} {value}" for name, value in database.status().items())


def dump(file: Path | None) -> Path:
    """Write everything to a new file."""
    target = file or database.DATA_DIR / "dumps" / f"{localtime():%Y-%m-%d-%H%M%S}.dump"
    target.parent.mkdir(parents=True, exist_ok=True)
    database.ensure_running()
    server = database.here()
    server.programs.dump(server.socket, NAME, target)
    return target
