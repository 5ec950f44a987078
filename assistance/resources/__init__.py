"""The lists of pairings, cadres and projects as they are taken out."""

from assistance.resources.cadres import CADRE_LIST, CadreResource
from assistance.resources.pairings import PAIRING_LIST, PairingResource
from assistance.resources.projects import PROJECT_LIST, ProjectResource

__all__ = [
    "CADRE_LIST",
    "PAIRING_LIST",
    "PROJECT_LIST",
    "CadreResource",
    "PairingResource",
    "ProjectResource",
]
