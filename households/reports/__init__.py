"""Reports on registered households and people."""

from households.reports.categories import HOUSEHOLDS_BY_CATEGORY
from households.reports.incidence import INCIDENCE
from households.reports.lookback import LOOK_BACK
from households.reports.records import POOR, registered

__all__ = ["HOUSEHOLDS_BY_CATEGORY", "INCIDENCE", "LOOK_BACK", "POOR", "registered"]
