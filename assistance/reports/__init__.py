"""Reports on reduction and on pairing."""

from assistance.reports.pairing import PAIRING_COVERAGE
from assistance.reports.reduction import REDUCTION

__all__ = ["PAIRING_COVERAGE", "REDUCTION"]
