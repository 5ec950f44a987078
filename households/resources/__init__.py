"""The lists of households and of people as they are taken out."""

from households.resources.lists import (
    HOUSEHOLD_LIST,
    MEMBER_LIST,
    HouseholdResource,
    MemberResource,
)
from households.resources.national import PERSON_LIST, PersonListResource

__all__ = [
    "HOUSEHOLD_LIST",
    "MEMBER_LIST",
    "PERSON_LIST",
    "HouseholdResource",
    "MemberResource",
    "PersonListResource",
]
