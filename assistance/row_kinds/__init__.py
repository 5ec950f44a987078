"""Cadres, pairings and projects from workbooks: each row goes the way of the screen."""

from assistance.row_kinds.cadres import CadreKind
from assistance.row_kinds.pairings import PairingKind
from assistance.row_kinds.projects import ProjectKind
from povertyreg.exchange.rowkinds import register

__all__ = ["CadreKind", "PairingKind", "ProjectKind", "offer"]


def offer() -> None:
    register(CadreKind, PairingKind, ProjectKind)
