"""The lists of households, of people and of the procedure as they are taken out."""

from households.resources.cases import CASE_LIST, CaseResource
from households.resources.lists import (
    HOUSEHOLD_LIST,
    MEMBER_LIST,
    HouseholdResource,
    MemberResource,
)
from households.resources.meetings import MEETING_LIST, MeetingResource
from households.resources.national import PERSON_LIST, PersonListResource
from households.resources.notices import NOTICE_LIST, NoticeResource
from households.resources.objections import OBJECTION_LIST, ObjectionResource

__all__ = [
    "CASE_LIST",
    "HOUSEHOLD_LIST",
    "MEETING_LIST",
    "MEMBER_LIST",
    "NOTICE_LIST",
    "OBJECTION_LIST",
    "PERSON_LIST",
    "CaseResource",
    "HouseholdResource",
    "MeetingResource",
    "MemberResource",
    "NoticeResource",
    "ObjectionResource",
    "PersonListResource",
]
