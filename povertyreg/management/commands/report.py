"""Any report of the catalogue, on the terminal or as a file."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from povertyreg.figures import EVERY_STATE, POOR_ONLY, Row
from povertyreg.management.officers import speaking_to
from povertyreg.reports import scopes
from povertyreg.reports.catalogue import REPORTS
from povertyreg.reports.data import as_data
from povertyreg.reports.drawing import Drawn, drawn
from povertyreg.reports.exports import write_report
from povertyreg.reports.shown import written
from villages.models import User


class Command(BaseCommand):
    help = "Draw a report in an officer's name; --list names the reports."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", help="the report, as --list names it")
        parser.add_argument("--list", action="store_true", help="list the reports")
        parser.add_argument("--user", help="the officer whose area and rights count")
        parser.add_argument("--area", default="", help="a division code; without it his own area")
        parser.add_argument("--year", type=int, help="without it the latest on file")
        parser.add_argument("--state", choices=[EVERY_STATE, POOR_ONLY], default=EVERY_STATE)
        parser.add_argument("--format", choices=["table", "json", "xlsx"], default="table")
        parser.add_argument("--out", type=Path, help="the file to write; without it the terminal")

    def handle(self, *, slug: str | None, **options: Any) -> None:
        if options["list"]:
            for report in REPORTS.values():
                self.stdout.write(f"{report.slug:24}{report.title}")
            return
        if slug not in REPORTS:
            raise CommandError("Name a report of the catalogue; --list shows them.")
        if not options["user"]:
            raise CommandError("Say with --user whose area and rights count.")
        with speaking_to(options["user"]) as user:
            self._write(_drawn(slug, user, options), user, options)

    def _write(self, one: Drawn, by: User, options: dict[str, Any]) -> None:
        match options["format"], options["out"]:
            case "xlsx", None:
                raise CommandError("A workbook needs --out FILE.")
            case "xlsx", Path() as out:
                with out.open("wb") as file:
                    write_report(file, one, by=by)
            case "json", out:
                self._say(json.dumps(as_data(one), ensure_ascii=False, indent=2), out)
            case _, out:
                self._say("\n".join(table(one)), out)

    def _say(self, text: str, out: Path | None) -> None:
        if out:
            out.write_text(f"{text}\n", encoding="utf-8")
        else:
            self.stdout.write(text)


def _drawn(slug: str, user: User, options: dict[str, Any]) -> Drawn:
    report = REPORTS[slug]
    try:
        scopes.require(user, scopes.VIEW)
        area = scopes.area_for(user, options["area"])
    except PermissionDenied as refusal:
        raise CommandError("This officer may not see reports.") from refusal
    except scopes.OutsideTheArea as outside:
        raise CommandError("There is no such area among those of this officer.") from outside
    state = options["state"] if report.states else EVERY_STATE
    return drawn(
        report, scopes.scope_for(report, user, area=area, year=options["year"], state=state)
    )


def table(one: Drawn) -> Iterator[str]:
    """Columns as wide as their widest word, Chinese characters counted as two."""
    columns = one.report.columns
    heads = [f"{one.table.group(c)} {one.table.label(c)}".strip() for c in columns]
    lines = [[one.unit_label, *heads], *(_cells(one, row) for row in one.table.rows)]
    lines.append(_cells(one, one.table.total))
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    scope = one.scope
    yield f"{one.title}: {scope.area_name} {scope.area}, {scope.year} ({scope.on})"
    for line in lines:
        first, *rest = zip(line, widths, strict=True)
        yield "  ".join([_filled(*first, "left"), *(_filled(*cell, "right") for cell in rest)])
    for check in one.table.checks:
        verdict = f"differs ({', '.join(check.broken)})" if check.broken else "ok"
        yield f"{verdict}: {check.says}"


def _cells(one: Drawn, row: Row) -> list[str]:
    return [row.unit.name, *(written(c.kind, row.values[c.name]) for c in one.report.columns)]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "FW" else 1 for character in text)


def _filled(text: str, width: int, side: str) -> str:
    space = " " * (width - _width(text))
    return text + space if side == "left" else space + text
