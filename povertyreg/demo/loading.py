"""Whether the demonstration may be loaded, and the one transaction that loads it."""

import time
from collections.abc import Callable
from typing import Final

from django.apps import apps
from django.conf import settings
from django.db import transaction

from households.models import Household, Member
from povertyreg import locks
from povertyreg.audit.models import Entry
from povertyreg.demo import baseline, files, synthetic
from povertyreg.demo.accounts import ACCOUNTS
from povertyreg.demo.divisions import COUNTY
from villages.models import County, Township, User, Village

SEED: Final = 520521225
YEAR: Final = 2015
LOADED: Final = "make_demo"
_YEARS_OF_THE_FORMS: Final = range(2013, 2021)
_MOST: Final = 3_000_000


class Refused(Exception):
    """The demonstration is not loaded, and why."""


def load(*, households: int | None, seed: int, year: int, say: Callable[[str], object]) -> None:
    """Load the baseline, or so many synthetic households, unless it is done already."""
    if not settings.DEMO:
        raise Refused("The demonstration is switched off. Set DEMO=on to load invented people.")
    if households is not None:
        _require_possible(households, year)
    started = time.monotonic()
    with transaction.atomic():
        locks.hold("the demonstration")
        if is_loaded():
            say("The demonstration county is loaded already; nothing is changed.")
            return
        _require_empty()
        _write(households, seed, year, say)
    _tell(say, time.monotonic() - started)


def _write(households: int | None, seed: int, year: int, say: Callable[[str], object]) -> None:
    if households is None:
        baseline.write(seed)
    else:
        synthetic.write(households, seed, year, say)
    _note(households, seed, year)
    for app in ("households", "assistance"):
        files.count_rows(apps.get_app_config(app).get_models())


def _require_possible(households: int, year: int) -> None:
    if not 1 <= households <= _MOST or year not in _YEARS_OF_THE_FORMS:
        raise Refused(f"Give from one to {_MOST:,} households, and a year from 2013 to 2020.")


def is_loaded() -> bool:
    """The audit trail remembers it."""
    return Entry.objects.filter(action=LOADED).exists()


def _require_empty() -> None:
    for model in (User, County, Township, Village, Household):
        if model._default_manager.exists():
            raise Refused(
                f"This database has data of its own ({model._meta.verbose_name_plural}). "
                "The demonstration is loaded only into an empty one."
            )


def _note(households: int | None, seed: int, year: int) -> None:
    details = {"seed": seed}
    if households is not None:
        details |= {"households": households, "year": year}
    Entry.objects.create(
        county_code=COUNTY,
        area_code=COUNTY,
        by=User.objects.get(username="admin"),
        action=LOADED,
        subject=County._meta.label_lower,
        details=details,
    )


def _tell(say: Callable[[str], object], seconds: float) -> None:
    say(
        f"Loaded {Township.objects.count()} townships, {Village.objects.count()} villages, "
        f"{Household.objects.count():,} households with {Member.objects.count():,} people "
        f"in {seconds:.0f} s."
    )
    say(f"Sign in as {', '.join(account.username for account in ACCOUNTS)}.")
    say(f"The password of all of them is {settings.DEMO_PASSWORD}")
