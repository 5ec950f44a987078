"""Reports on registered households and people."""

from households.reports.categories import HOUSEHOLDS_BY_CATEGORY
from households.reports.incidence import INCIDENCE
from households.reports.records import POOR, registered

__all__ = ["HOUSEHOLDS_BY_CATEGORY", "INCIDENCE", "POOR", "registered"]
