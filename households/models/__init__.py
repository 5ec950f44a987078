"""The household file and its way through registration."""

from households.models.household import Household, IdentityClaim, Member
from households.models.objection import Objection
from households.models.publicity import (
    Ballot,
    MeetingOfRepresentatives,
    Notice,
    NoticeEntry,
)
from households.models.registration import Case, Event, Round
from households.models.yearly import HouseholdYear, MemberYear

__all__ = [
    "Ballot",
    "Case",
    "Event",
    "Household",
    "HouseholdYear",
    "IdentityClaim",
    "MeetingOfRepresentatives",
    "Member",
    "MemberYear",
    "Notice",
    "NoticeEntry",
    "Objection",
    "Round",
]
