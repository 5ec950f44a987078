"""A household of a workbook on its way into the register: its file, and what changes in it."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from households.dossier import File, Person
from households.importing.row import Group, Row
from households.models import Household, HouseholdYear, Member, MemberYear
from povertyreg.exchange.blank import blank
from povertyreg.exchange.columns import Problem
from villages.models import Village


class Change(NamedTuple):
    """One cell that differs. `whose`: position of the person in the file, None for the household.

    Values as they are stored; `row` says where the new one stands.
    """

    whose: int | None
    key: str
    before: Any
    after: Any
    row: Row


@dataclass
class Draft:
    """A household of the workbook on its way: its file as it would be, and what speaks for it."""

    group: Group
    file: File
    is_new: bool
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    row_of: dict[int, Row] = field(default_factory=dict)
    """Position in `file.people` → the row that speaks of the person."""
    new_people: set[int] = field(default_factory=set)

    @property
    def head_row(self) -> Row:
        """The row that the household's own facts are read from first."""
        return self.group.own[0] if self.group.own else self.group.people[0]


def begun(village: Village, year: int, national: str) -> File:
    """The empty file of a household that is not on file yet."""
    household, record = blank(Household), blank(HouseholdYear)
    household.village, household.county_code = village, village.pk[:6]
    household.national_number = national
    record.household, record.village, record.year = household, village, year
    return File(household, record)


def somebody_new() -> Person:
    """A person of whom nothing is known yet."""
    return Person(blank(Member), blank(MemberYear))
