"""Projects with their money, and what households get from one."""

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assistance.models import Benefit, Project
from assistance.tables import cells
from assistance.tables.pairings import OfHouseholds
from povertyreg.templatetags import look
from povertyreg.wording import enumerated

TONES = {
    Project.Status.PLANNED: "n",
    Project.Status.ONGOING: "w",
    Project.Status.COMPLETED: "o",
    Project.Status.ACCEPTED: "o",
}


def status(project: Project) -> str:
    """The status as a badge."""
    return cells.badge(TONES[Project.Status(project.status)], project.get_status_display())


class ProjectTable(tables.Table):
    """Under the money the sum over the whole list, not only over the page."""

    name = tables.Column(
        _("Project"), accessor="name_zh", attrs=cells.TITLE_AND_TOTAL, footer=_("Total")
    )
    type = tables.Column(_("Type"), attrs=cells.BARE)
    villages = tables.Column(_("Villages"), accessor="pk", orderable=False)
    households = cells.Count(_("Households"))
    progress = tables.Column(
        _("Progress"), accessor="percent_done", orderable=False, attrs=cells.RIGHT
    )
    planned = cells.Money(_("Planned (yuan)"), footer=lambda table: _total(table, "planned"))
    arrived = cells.Money(_("Arrived (yuan)"), footer=lambda table: _total(table, "arrived"))
    paid = cells.Money(_("Paid (yuan)"), footer=lambda table: _total(table, "paid"))
    status = tables.Column(_("Status"), attrs=cells.END)

    class Meta:
        order_by = "type"
        empty_text = _("No project fits these filters.")

    def render_name(self, record: Project) -> str:
        return cells.link(reverse("assistance:project-detail", args=[record.pk]), record.name)

    def render_type(self, record: Any) -> str:
        return str(record.get_type_display())

    def render_villages(self, record: Project) -> str:
        names = [village.name for village in record.villages.all()]
        return enumerated(names) if len(names) < 3 else str(_("%d villages") % len(names))

    def render_progress(self, record: Project) -> str:
        return look.percent(record.percent_done)

    def render_status(self, record: Project) -> str:
        return status(record)


def _total(table: tables.Table, name: str) -> str:
    rows: Any = table.data.data  # one query for the three of them
    if not hasattr(table, "_totals"):
        table._totals = rows.totals()
    return look.money(table._totals[f"all_{name}"])


class BenefitTable(OfHouseholds):
    """`may_sign`: the reader may note signatures."""

    what = tables.Column(_("What"), accessor="what_zh", orderable=False, attrs=cells.BARE)
    quantity = tables.Column(_("Quantity"), attrs=cells.RIGHT, default="")
    yuan = cells.Money(_("Worth (yuan)"))
    state = tables.Column(_("Received"), accessor="received_on", empty_values=(), attrs=cells.END)
    act = cells.Act()

    class Meta:
        order_by = "number"
        empty_text = _("No household has a benefit of this project yet.")

    def __init__(self, *args: Any, may_sign: bool = False, **kwargs: Any) -> None:
        hidden = () if may_sign else ("act",)
        super().__init__(*args, exclude=hidden, **kwargs)

    def render_what(self, record: Benefit) -> str:
        return str(record)

    def render_quantity(self, record: Benefit) -> str:
        return f"{look.quantity(record.quantity)} {record.unit}"

    def render_state(self, record: Benefit) -> str:
        return render_to_string("assistance/_signature.html", {"benefit": record})

    def render_act(self, record: Benefit) -> str:
        if record.received_on:
            return ""
        return cells.button(reverse("assistance:benefit-sign", args=[record.pk]), _("Sign"))
