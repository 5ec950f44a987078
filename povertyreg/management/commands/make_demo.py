"""Load the demonstration county into an empty database."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from povertyreg.demo import loading


class Command(BaseCommand):
    help = "Load the Xingxiu baseline, or with --households a synthetic county of that size."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--households", type=int, help="how many households, over all villages")
        parser.add_argument("--seed", type=int, default=loading.SEED, help="another seed, others")
        parser.add_argument("--year", type=int, default=loading.YEAR, help="of the yearly records")

    def handle(self, *, households: int | None, seed: int, year: int, **options: object) -> None:
        try:
            loading.load(households=households, seed=seed, year=year, say=self.stdout.write)
        except loading.Refused as refusal:
            raise CommandError(str(refusal)) from refusal
