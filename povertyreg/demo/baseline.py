"""The Xingxiu baseline: everything in the order in which it depends on each other."""

from povertyreg.demo import (
    accounts,
    benefits,
    candidates,
    divisions,
    files,
    helping,
    projects,
    register,
    rounds,
)
from povertyreg.demo.making import FileMaker


def write(seed: int) -> None:
    """Divisions, accounts, register, helpers and rounds."""
    maker = FileMaker(seed)
    divisions.write_divisions()
    divisions.write_xingxiu()
    accounts.write_accounts()
    register.write_register(maker)
    files.count_rows()
    helping.write_helpers(maker.rng)
    projects.write_plans()
    benefits.write_benefits(maker.rng, projects.write_projects())
    officers = accounts.Officers()
    rounds.write_identification(maker, officers)
    rounds.write_look_back(maker, officers)
    candidates.write_open_round(maker, officers)
    rounds.lock_earlier_years(officers.county)
