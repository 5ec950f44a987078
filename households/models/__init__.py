"""The household file and its way through registration."""

from households.models.change import Attachment, Change
from households.models.draft import EntryDraft
from households.models.finding import Finding
from households.models.household import Household
from households.models.member import IdentityClaim, Member
from households.models.objection import Objection
from households.models.publicity import (
    Ballot,
    MeetingOfRepresentatives,
    Notice,
    NoticeEntry,
)
from households.models.registration import Case, Event, Round
from households.models.settings import PovertyLine, RuleSetting, YearLock
from households.models.yearly import HouseholdYear, MemberYear

__all__ = [
    "Attachment",
    "Ballot",
    "Case",
    "Change",
    "EntryDraft",
    "Event",
    "Finding",
    "Household",
    "HouseholdYear",
    "IdentityClaim",
    "MeetingOfRepresentatives",
    "Member",
    "MemberYear",
    "Notice",
    "NoticeEntry",
    "Objection",
    "PovertyLine",
    "Round",
    "RuleSetting",
    "YearLock",
]
