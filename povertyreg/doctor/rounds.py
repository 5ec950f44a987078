"""The round of the doctor: every check by its name, in the order in which they are told."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from django.db import DatabaseError, transaction

from povertyreg.doctor import database, machine, register

GREEN, RED, GREY = "green", "red", "grey"


class Finding(NamedTuple):
    """A check with its colour; `says`: what is wrong, one sentence for each thing."""

    name: str
    colour: str
    says: list[str]


CHECKS: Final[dict[str, Callable[[], Iterator[str]]]] = {
    "migrations": database.migrations,
    "triggers": database.triggers,
    "audit trail": database.audit_trail,
    "clock": database.the_clock,
    "notices": register.notice_chains,
    "stages": register.stages,
    "open and closed cases": register.open_and_closed,
    "householders": register.householders,
    "persons": register.claims,
    "sizes": register.sizes,
    "jobs": machine.job_leases,
    "files": machine.storage,
    "keys": machine.keys,
}
NOT_YET: Final = {"backups": "not built yet"}


def findings() -> Iterator[Finding]:
    """A check that cannot be made is red: nobody knows whether it holds."""
    for name, check in CHECKS.items():
        try:
            with transaction.atomic():
                says = list(check())
        except DatabaseError as error:
            says = [f"could not be looked at: {error}".strip()]
        yield Finding(name, RED if says else GREEN, says)
    for name, why in NOT_YET.items():
        yield Finding(name, GREY, [why])
