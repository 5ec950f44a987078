"""The household file and its way through registration."""

from households.models.change import Attachment, Change
from households.models.draft import EntryDraft
from households.models.exit import ExitAnswer, ExitAssessment, ExitItem, ExitStandard
from households.models.finding import Finding
from households.models.household import Household
from households.models.meeting import (
    Attendance,
    Ballot,
    MeetingCall,
    MeetingOfRepresentatives,
    Representative,
)
from households.models.member import IdentityClaim, Member
from households.models.objection import Objection
from households.models.photo import Photo, PhotoKind
from households.models.publicity import Notice, NoticeEntry, NoticeRemark
from households.models.registration import Case, Event
from households.models.round import Quota, Round
from households.models.settings import PovertyLine, RuleSetting, YearLock
from households.models.yearly import HouseholdYear, MemberYear

__all__ = [
    "Attachment",
    "Attendance",
    "Ballot",
    "Case",
    "Change",
    "EntryDraft",
    "Event",
    "ExitAnswer",
    "ExitAssessment",
    "ExitItem",
    "ExitStandard",
    "Finding",
    "Household",
    "HouseholdYear",
    "IdentityClaim",
    "MeetingCall",
    "MeetingOfRepresentatives",
    "Member",
    "MemberYear",
    "Notice",
    "NoticeEntry",
    "NoticeRemark",
    "Objection",
    "Photo",
    "PhotoKind",
    "PovertyLine",
    "Quota",
    "Representative",
    "Round",
    "RuleSetting",
    "YearLock",
]
