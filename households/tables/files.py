"""The list of households, each with its record of the year shown."""

from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from households.models import Household, HouseholdYear
from households.tables import cells


class HouseholdTable(tables.Table):
    """Rows come with `record`, `open_cases`, village, group and householder."""

    number = tables.Column(_("Household number"), attrs=cells.BARE)
    householder = tables.Column(
        _("Householder"), accessor="householder_name", order_by="householder__pinyin",
        empty_values=(), attrs=cells.TITLE,
    )  # fmt: skip
    id_number = tables.Column(
        _("ID number"), accessor="householder__masked_id_number", orderable=False,
        attrs={"th": {"class": "m-hide l-hide"}, "td": {"class": "p-hide m-hide l-hide"}},
    )  # fmt: skip
    place = tables.Column(_("Village and group"), accessor="village", attrs=cells.PLACE)
    category = tables.Column(
        _("Category"), accessor="record", order_by="record__category", attrs=cells.BARE
    )
    state = tables.Column(_("State"), accessor="record__state", attrs=cells.BARE)
    people = cells.Count(_("People"), accessor="record__size")
    income = cells.Yuan(
        _("Per head (yuan)"), accessor="record__net_income_per_head",
        attrs={"th": {"class": "num"}, "td": {"class": "num p-hide"}},
    )  # fmt: skip
    cause = tables.Column(_("Main cause"), accessor="record__main_cause", attrs=cells.HIDDEN)
    stage = tables.Column(
        _("Stage"), accessor="open_cases", orderable=False, empty_values=(), default="",
        attrs=cells.END,
    )  # fmt: skip
    updated = tables.Column(
        _("Updated"), accessor="changed_at",
        attrs={"th": {"class": "num w-hide"}, "td": {"class": "w-hide p-hide num mut sm nw"}},
    )  # fmt: skip

    class Meta:
        attrs = {"class": "t tight"}
        order_by = "number"
        empty_text = _("No household matches these filters")

    def render_number(self, record: Household) -> str:
        return cells.household_number(record)

    def render_householder(self, record: Household) -> str:
        return cells.link(record.get_absolute_url(), record.householder_name or "—", "ink")

    def render_id_number(self, value: str) -> str:
        return cells.masked(value)

    def render_place(self, record: Household) -> str:
        return cells.place(record.village, record.group)

    def render_updated(self, value: datetime) -> str:
        """This year's dates without the year."""
        day, today = localtime(value), localtime()
        return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"

    def render_category(self, value: HouseholdYear) -> str:
        """Before the classification, greyed, the category that is applied for."""
        if value.category or not value.proposed_category:
            return cells.category(value.category)
        applied_for, mark = _("applied for"), cells.category(value.proposed_category)
        return format_html('<span class="mut" title="{}">{}</span>', applied_for, mark)

    def render_state(self, value: str) -> str:
        return cells.state(value)

    def render_cause(self, record: Any) -> str:
        return str(record.record.get_main_cause_display())

    def render_stage(self, value: Any) -> str:
        return cells.stage(value[0]) if value else ""
