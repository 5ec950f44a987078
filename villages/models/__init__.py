"""Divisions, their yearly files, and the officers who answer for them."""

from villages.models.divisions import County, Township, Village, VillageGroup
from villages.models.people import Jurisdiction, User
from villages.models.yearly import ReportedFigure, TownshipYear, VillageYear

__all__ = [
    "County",
    "Jurisdiction",
    "ReportedFigure",
    "Township",
    "TownshipYear",
    "User",
    "Village",
    "VillageGroup",
    "VillageYear",
]
