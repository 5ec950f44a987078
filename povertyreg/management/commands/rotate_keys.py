"""The keys of the encrypted columns and files: which are in use, a new one, all moved to it."""

import os
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from povertyreg import keys
from povertyreg.privacy import first_key_id, known_key_ids
from povertyreg.rotation import Column, Files, places


class Command(BaseCommand):
    help = (
        "Encrypt everything anew with the first key of FIELD_KEYS, history and files included. "
        "It may be stopped and started again. docs/handbook/keys.md says when and how."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--status", "--dry-run", action="store_true", help="only count what stands under which"
        )
        what.add_argument("--new-key", action="store_true", help="only add a fresh first key")

    def handle(self, *, status: bool, new_key: bool, **options: Any) -> None:
        if new_key:
            self._add_key()
        elif status:
            self._say(_counted())
        else:
            self._rotate()

    def _add_key(self) -> None:
        """Where keys are given by the environment, only who gives them can add one."""
        if ring := os.environ.get("FIELD_KEYS", ""):
            number, entry = keys.fresh_field_key(ring)
            self.stdout.write(f"Set this, keep it secret, and restart:\nFIELD_KEYS={entry},{ring}")
        else:
            number = keys.add_field_key()
            self.stdout.write(f"Key {number} now stands first in data/secret.json.")
        self.stdout.write("Copy the keys to their safe place and restart every server and worker.")
        self.stdout.write("Then run this command again without --new-key.")

    def _rotate(self) -> None:
        before = _counted()
        _require_known(before)
        for place, counted in before.items():
            self._move(place, counted)
        self._say(_counted())

    def _move(self, place: Column | Files, counted: Counter[str]) -> None:
        total = counted.total() - counted[first_key_id()]
        done = 0
        for moved in place.rotate():
            done += moved
            self.stdout.write(f"{place}: {done} of {total}")

    def _say(self, counts: dict[Column | Files, Counter[str]]) -> None:
        first, rest = first_key_id(), Counter[str]()
        for place, counted in counts.items():
            for key, number in sorted(counted.items()):
                self.stdout.write(f"{place!s:56}key {key:>4}{number:>10}")
            rest += Counter({key: n for key, n in counted.items() if key != first})
        self.stdout.write(f"The first key is {first}.")
        for key, number in sorted(rest.items()):
            self.stdout.write(f"{number} values still stand under key {key}: it must stay.")
        if not rest:
            self.stdout.write("Nothing stands under another key: the others may be taken away.")


def _counted() -> dict[Column | Files, Counter[str]]:
    return {place: place.counts() for place in places()}


def _require_known(counts: dict[Column | Files, Counter[str]]) -> None:
    """Before anything is written: a value under a key that is not in the ring cannot be moved."""
    unknown = {key for counted in counts.values() for key in counted} - known_key_ids()
    if unknown:
        raise CommandError(
            f"FIELD_KEYS lacks key {', '.join(sorted(unknown))}, under which values stand. "
            "Put it back, then run this again. Nothing was changed."
        )
