"""Divisions, their yearly files, and the officers who answer for them."""

from villages.models.divisions import (
    County,
    Division,
    Township,
    Village,
    VillageGroup,
    parts_of,
    path_to,
)
from villages.models.people import Jurisdiction, User
from villages.models.yearly import ReportedFigure, TownshipYear, VillageYear

__all__ = [
    "County",
    "Division",
    "Jurisdiction",
    "ReportedFigure",
    "Township",
    "TownshipYear",
    "User",
    "Village",
    "VillageGroup",
    "VillageYear",
    "parts_of",
    "path_to",
]
