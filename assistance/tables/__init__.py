"""The lists of this floor, row by row."""

from assistance.tables.pairings import (
    EarlierTable,
    HelpedTable,
    MineTable,
    PairingTable,
    WaitingTable,
)
from assistance.tables.people import CadreTable, TeamTable, UnitTable
from assistance.tables.projects import BenefitTable, ProjectTable

__all__ = [
    "BenefitTable",
    "CadreTable",
    "EarlierTable",
    "HelpedTable",
    "MineTable",
    "PairingTable",
    "ProjectTable",
    "TeamTable",
    "UnitTable",
    "WaitingTable",
]
