"""The county compares a village's list with the registers of other offices, by one press."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households import stepping
from households.models import Case
from households.refusals import require
from households.sheets import Sheet, once, parts, split
from povertyreg.audit.models import Entry
from villages.models import User


class Register(TextChoices):
    """Lists of other offices that the county compares with (2.1, step 8)."""

    VEHICLES = "vehicles", gettext_lazy("list of vehicles")
    REAL_ESTATE = "real_estate", gettext_lazy("list of real estate")
    BUSINESSES = "businesses", gettext_lazy("register of businesses")
    PAYROLL = "payroll", gettext_lazy("public payroll")
    CIVIL_AFFAIRS = "civil_affairs", gettext_lazy("list of civil affairs")
    DISABILITY = "disability", gettext_lazy("list of disability certificates")
    OTHER = "other", gettext_lazy("another list")


def compare(sheet: Sheet, *, by: User) -> Entry:
    """Note for each household what was found: `sheet.returned` holds the hits, in words.

    Nobody is turned away for a hit: the second meeting hears it, and votes. The others of the
    list were looked for as well, and nothing was found.
    """

    def act() -> dict[str, Any]:
        clear, hit, _nobody = split("compare", sheet, by)
        stepping.take_all("compare", clear, by=by)
        for found, cases in _by_hit(hit, sheet).items():
            stepping.take_all("compare", cases, by=by, reason=found)
        return parts(clear, hit)

    return once("compare_list", sheet, by, act)


def _by_hit(hit: list[Case], sheet: Sheet) -> dict[str, list[Case]]:
    groups: dict[str, list[Case]] = {}
    for case in hit:
        groups.setdefault(sheet.returned[case.pk].strip(), []).append(case)
    require("" not in groups, _("Say of each hit in which list it is, and what it is."))
    return groups
