"""A full list as a workbook, in an officer's name."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from povertyreg.management.officers import speaking_to
from povertyreg.reports import lists, orders, scopes
from villages.models import User
from villages.reports import years_of_villages

KINDS = ("households", "members", "person-list", "template")
LATER = frozenset({"person-list", "template"})


class Command(BaseCommand):
    help = "Write the list of households or of people; private numbers are masked."

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
        parser.add_argument("--reason", default="", help="why the list is needed unmasked")

    def handle(self, *, kind: str, out: Path, user: str, **options: Any) -> None:
        if kind in LATER:
            raise CommandError(f"“{kind}” is not offered yet. Export households or members.")
        with speaking_to(user) as officer:
            order = _order(kind, officer, options)
            with out.open("wb") as file:
                rows = lists.write(file, order, by=officer)
        self.stdout.write(f"{out}: {rows} rows")


def _order(kind: str, user: User, options: dict[str, Any]) -> orders.Order:
    try:
        scopes.require(user, scopes.EXPORT)
        area = scopes.area_for(user, options["area"]).pk
    except PermissionDenied as refusal:
        raise CommandError("This officer may not take out lists.") from refusal
    except scopes.OutsideTheArea as outside:
        raise CommandError("There is no such area among those of this officer.") from outside
    year = options["year"] or scopes.year_for(user, area, years_of_villages)
    one = orders.order(kind, user, area=area, year=year, choices={})
    return _unmasked(one, options["reason"], user) if options["unmasked"] else one


def _unmasked(one: orders.Order, reason: str, user: User) -> orders.Order:
    try:
        return orders.unmasked(one, reason, by=user)
    except PermissionDenied as refusal:
        raise CommandError("This officer may not take out whole numbers.") from refusal
    except ValidationError as refusal:
        raise CommandError("Say with --reason for what the whole numbers are needed.") from refusal
