"""Every invariant of the register, green or red; exit code 1 when one is red."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from povertyreg.doctor.rounds import RED, Finding, findings

_COLOURS = {"green": "SUCCESS", "red": "ERROR", "grey": "NOTICE"}


class Command(BaseCommand):
    help = "Look at every invariant of the register and say which hold; nothing is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for a program that watches")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            found = list(findings())
        if options["json"]:
            self.stdout.write(json.dumps([one._asdict() for one in found], ensure_ascii=False))
        else:
            for one in found:
                self._say(one)
        if red := [one.name for one in found if one.colour == RED]:
            raise CommandError(f"Red: {', '.join(red)}.")

    def _say(self, one: Finding) -> None:
        paint = getattr(self.style, _COLOURS[one.colour])
        self.stdout.write(f"{paint(one.colour.ljust(6))} {one.name}")
        for sentence in one.says:
            self.stdout.write(f"       {sentence}")
