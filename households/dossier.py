"""The household file as one whole: what a form holds, the checks read, and one save writes."""

from dataclasses import dataclass, field

from households.models import Household, HouseholdYear, Member, MemberYear


@dataclass
class Person:
    """One row of the form: the member and the record of the year."""

    member: Member
    year: MemberYear


@dataclass
class File:
    """What the form holds, and what is written together or not at all."""

    household: Household
    year: HouseholdYear
    people: list[Person] = field(default_factory=list)
    left: list[Member] = field(default_factory=list)
    """Members that the form takes out, with `left_on` and `left_because` set."""
