"""The Xingxiu baseline: everything in the order in which it depends on each other."""

from random import Random

from povertyreg.demo import (
    accounts,
    benefits,
    candidates,
    divisions,
    helping,
    projects,
    register,
    rounds,
)
from povertyreg.demo.families import FamilyMaker
from povertyreg.demo.people import IdNumbers


def write(seed: int) -> None:
    """Divisions, accounts, register, helpers and rounds."""
    rng = Random(seed)  # noqa: S311  (people are invented, nothing is kept secret)
    maker = FamilyMaker(rng, IdNumbers())
    divisions.write_divisions()
    divisions.write_xingxiu()
    accounts.write_accounts()
    register.write_register(rng, maker)
    helping.write_helpers(rng)
    projects.write_plans()
    benefits.write_benefits(rng, projects.write_projects())
    officers = accounts.Officers()
    rounds.write_finished_rounds(rng, officers)
    candidates.write_open_round(rng, maker, officers)
