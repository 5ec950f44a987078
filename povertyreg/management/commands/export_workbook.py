"""A full list or an empty template as a workbook, in an officer's name."""

from argparse import ArgumentParser
from collections.abc import Container
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from households.importing import kinds, templates
from povertyreg.exchange.resources import Taken
from povertyreg.management.bars import Bar
from povertyreg.management.officers import speaking_to
from povertyreg.reports import lists, orders, scopes
from povertyreg.reports.catalogue import LISTS
from villages.models import User
from villages.reports import years_of_villages

TEMPLATE = "template"
KINDS = (*LISTS, TEMPLATE)
LAYOUTS = tuple(layout for one in LISTS.values() for layout in one.layouts)


class Command(BaseCommand):
    help = (
        "Write a full list: households, people, people as the national system has them, or any "
        "other list that has a page; private numbers are masked. Or the empty template for an "
        "import of households."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=KINDS)
        parser.add_argument("out", type=Path, help="the workbook to write (.xlsx)")
        parser.add_argument("--user", required=True, help="whose area and rights count")
        parser.add_argument("--area", default="", help="a division code; without it his own area")
        parser.add_argument("--year", type=int, help="without it the latest on file")
        parser.add_argument(
            "--unmasked",
            action="store_true",
            help="with whole ID numbers, phones and accounts; needs --reason",
        )
        parser.add_argument(
            "--layout", choices=LAYOUTS, default="", help="of a person-list; else that of the year"
        )
        parser.add_argument("--reason", default="", help="why the list is needed unmasked")

    def handle(self, *, kind: str, out: Path, user: str, **options: Any) -> None:
        if options["layout"] and options["layout"] not in _layouts_of(kind):
            raise CommandError("Only a person-list has layouts.")
        with speaking_to(user) as officer:
            if kind == TEMPLATE:
                self._write_template(out, officer, options)
            else:
                self._write_list(kind, out, officer, options)

    def _write_template(self, out: Path, by: User, options: dict[str, Any]) -> None:
        area, year = _where(by, options)
        content, _name = templates.template(kinds.HOUSEHOLDS, by, area, year)
        out.write_bytes(content)
        self.stdout.write(f"{out}: an empty template for {area} and {year}")

    def _write_list(self, kind: str, out: Path, by: User, options: dict[str, Any]) -> None:
        order = _order(kind, by, options)
        with out.open("wb") as file, Bar(self.stderr, "rows") as bar:
            rows = lists.write(file, order, by=by, tell=bar)
        self.stdout.write(f"{out}: {rows} rows")


def _layouts_of(kind: str) -> Container[str]:
    return LISTS[kind].layouts if kind in LISTS else ()


def _where(user: User, options: dict[str, Any]) -> tuple[str, int]:
    """Of which area and year, if the officer may take out anything of it."""
    try:
        scopes.require(user, scopes.EXPORT)
        area = scopes.area_for(user, options["area"]).pk
    except PermissionDenied as refusal:
        raise CommandError("This officer may not take out lists.") from refusal
    except scopes.OutsideTheArea as outside:
        raise CommandError("There is no such area among those of this officer.") from outside
    return area, options["year"] or scopes.year_for(user, area, years_of_villages)


def _order(kind: str, user: User, options: dict[str, Any]) -> orders.Order:
    area, year = _where(user, options)
    taken = Taken(layout=options["layout"])
    one = orders.order(kind, user, area=area, year=year, choices={}, taken=taken)
    return _unmasked(one, options["reason"], user) if options["unmasked"] else one


def _unmasked(one: orders.Order, reason: str, user: User) -> orders.Order:
    try:
        return orders.unmasked(one, reason, by=user)
    except PermissionDenied as refusal:
        raise CommandError("This officer may not take out whole numbers.") from refusal
    except ValidationError as refusal:
        raise CommandError("Say with --reason for what the whole numbers are needed.") from refusal
