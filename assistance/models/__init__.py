"""Who helps, and with what."""

from assistance.models.people import Cadre, HelpingUnit, Pairing, RankQuota, WorkTeam
from assistance.models.projects import Benefit, Fund, Project, ReductionPlan

__all__ = [
    "Benefit",
    "Cadre",
    "Fund",
    "HelpingUnit",
    "Pairing",
    "Project",
    "RankQuota",
    "ReductionPlan",
    "WorkTeam",
]
