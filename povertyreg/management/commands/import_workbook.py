"""A workbook brought in from the command line, in an officer's name: the import of the pages."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from households.importing import committing, handing_back, rehearsal, services
from povertyreg.exchange.models import Fate, Import
from povertyreg.management.bars import Bar
from povertyreg.management.officers import speaking_to
from povertyreg.reports import scopes
from villages.models import User
from villages.reports import years_of_villages

BALANCED, REFUSED, HELD = 0, 2, 3


class Command(BaseCommand):
    help = (
        "Import a workbook of households. Ends with 0 when all rows are in, with 3 when rows are "
        "held, with 2 when the file is refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--user", required=True, help="whose area and rights count")
        parser.add_argument("--area", default="", help="a division code; without it his own area")
        parser.add_argument("--year", type=int, help="without it the latest on file")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--all", action="store_true", help="all rows or none")
        parser.add_argument("--json", action="store_true", help="the receipt as JSON")

    def handle(self, *, file: Path, user: str, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"{file} is not there.", returncode=REFUSED)
        with speaking_to(user) as officer:
            brought = self._bring(file, officer, options)
            if not options["dry_run"]:
                self._write(brought, officer, "all" if options["all"] else "good")
            self._tell(brought, as_json=options["json"])
        sys.exit(_status(brought))

    def _bring(self, file: Path, by: User, options: dict[str, Any]) -> Import:
        try:
            area = scopes.area_for(by, options["area"]).pk
            year = options["year"] or scopes.year_for(by, area, years_of_villages)
            brought = services.receive(
                file.read_bytes(), file.name, kind="households", area=area, year=year, by=by
            )
        except PermissionDenied as refusal:
            raise CommandError("This officer may not import.", returncode=REFUSED) from refusal
        except scopes.OutsideTheArea as outside:
            message = "There is no such area among those of this officer."
            raise CommandError(message, returncode=REFUSED) from outside
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages), returncode=REFUSED) from refusal
        with Bar(self.stderr, "read") as bar:
            rehearsal.rehearse(brought, bar)
        if brought.state != Import.State.READY:
            raise CommandError(brought.message, returncode=REFUSED)
        return brought

    def _write(self, brought: Import, by: User, choice: str) -> None:
        if not (brought.created or brought.updated):
            return
        try:
            services.mark_confirmed(brought, choice, by=by)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages), returncode=HELD) from refusal
        if brought.state != Import.State.WRITING:
            return
        with Bar(self.stderr, "written") as bar:
            committing.write(brought, bar)

    def _tell(self, brought: Import, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(
                json.dumps(handing_back.receipt(brought), ensure_ascii=False, indent=1)
            )
            return
        counts = " + ".join(f"{count} {name}" for name, count in brought.counts.items())
        self.stdout.write(f"{brought.file_name}: {brought.rows_read} rows = {counts}")
        if brought.state == Import.State.WAITING:
            self.stdout.write("It waits for a second person to confirm it.")
        for error in handing_back.receipt(brought)["errors"]:
            where = f"{error['sheet']} {error['row']} {error['column']}".strip()
            self.stdout.write(f"  {where}: {error['message']}")


def _status(brought: Import) -> int:
    return HELD if getattr(brought, Fate.HELD.value) else BALANCED
