"""Every report and every full list, in the order of the menu."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from assistance.reports import PAIRING_COVERAGE, REDUCTION
from assistance.resources import CADRE_LIST, PAIRING_LIST, PROJECT_LIST
from households.reports import HOUSEHOLDS_BY_CATEGORY, INCIDENCE, LOOK_BACK
from households.resources import (
    CASE_LIST,
    HOUSEHOLD_LIST,
    MEETING_LIST,
    MEMBER_LIST,
    NOTICE_LIST,
    OBJECTION_LIST,
    PERSON_LIST,
)
from povertyreg.exchange.resources import FullList
from povertyreg.figures import Report
from villages.reports import TOWNSHIP_INDICATORS
from villages.resources import VILLAGE_LIST

GROUPS: Final = (
    (_("Households and people"), (HOUSEHOLDS_BY_CATEGORY, INCIDENCE, REDUCTION, LOOK_BACK)),
    (_("Assistance"), (PAIRING_COVERAGE,)),
    (_("Township"), (TOWNSHIP_INDICATORS,)),
)
LIST_GROUP: Final = _("Full lists")
FULL_LISTS: Final = (
    HOUSEHOLD_LIST,
    MEMBER_LIST,
    PERSON_LIST,
    CASE_LIST,
    MEETING_LIST,
    NOTICE_LIST,
    OBJECTION_LIST,
    PAIRING_LIST,
    CADRE_LIST,
    PROJECT_LIST,
    VILLAGE_LIST,
)

REPORTS: Final[dict[str, Report]] = {
    report.slug: report for _heading, reports in GROUPS for report in reports
}
LISTS: Final[dict[str, FullList]] = {one.slug: one for one in FULL_LISTS}


def group_of(report: Report) -> str:
    """The heading under which the report stands in the catalogue."""
    return next(str(heading) for heading, reports in GROUPS if report in reports)
