"""Cadres, helping units and work teams."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from assistance.models import Cadre, HelpingUnit, WorkTeam
from assistance.tables import cells
from povertyreg.templatetags import look
from povertyreg.wording import enumerated


class CadreTable(tables.Table):
    """`quotas`: how many households a cadre of a rank should help, by rank."""

    name = tables.Column(_("Name"), order_by="pinyin", attrs=cells.TITLE)
    unit = tables.Column(_("Helping unit"), order_by="unit__name_zh", attrs=cells.BARE)
    affiliation = tables.Column(_("Level"), attrs={"td": {"class": "p-hide"}})
    rank = tables.Column(_("Rank"))
    post = tables.Column(_("Post"), orderable=False, default="")
    phone = tables.Column(_("Phone"), accessor="masked_phone", orderable=False, default="")
    households = cells.Count(_("Households"))
    quota = cells.Count(_("Quota"), empty_values=(), orderable=False)
    state = tables.Column(
        _("Service"), accessor="left_on", empty_values=(), orderable=False, attrs=cells.END
    )

    class Meta:
        order_by = "name"
        empty_text = _("No cadre fits these filters.")

    def __init__(self, *args: Any, quotas: dict[str, int] | None = None, **kwargs: Any) -> None:
        self.quotas = quotas or {}
        super().__init__(*args, **kwargs)

    def render_name(self, record: Cadre) -> str:
        return cells.link(reverse("assistance:cadre-detail", args=[record.pk]), record.shown_name)

    def render_affiliation(self, record: Any) -> str:
        return str(record.get_affiliation_display())

    def render_rank(self, record: Any) -> str:
        return str(record.get_rank_display())

    def render_quota(self, record: Cadre) -> str:
        return look.number(self.quotas.get(record.rank))

    def render_state(self, record: Any) -> str:
        if record.left_on:
            return cells.badge("x", _("Left on %(day)s") % {"day": record.left_on.isoformat()})
        if record.is_first_secretary:
            return cells.badge("w", _("First secretary"))
        if record.households > self.quotas.get(record.rank, record.households):
            return cells.badge("a", _("Above the quota"))
        return "" if record.households else cells.badge("n", _("No household yet"))


class UnitTable(tables.Table):
    name = tables.Column(_("Helping unit"), accessor="name_zh", attrs=cells.TITLE)
    affiliation = tables.Column(_("Level"), attrs=cells.END)
    leader = tables.Column(_("Leader"), orderable=False, default="")
    phone = tables.Column(_("Office phone"), orderable=False, default="")
    serving = cells.Count(_("Cadres"))
    households = cells.Count(_("Households"))
    act = cells.Act()

    class Meta:
        order_by = "name"
        empty_text = _("No helping unit fits these filters.")

    def render_name(self, record: HelpingUnit) -> str:
        return cells.link(f"{reverse('assistance:cadre-list')}?unit={record.pk}", record.name)

    def render_affiliation(self, record: Any) -> str:
        return str(record.get_affiliation_display())

    def render_act(self, record: HelpingUnit) -> str:
        """Units of a larger area are seen, and corrected by those who answer for it."""
        if not self.request.user.has_perm("assistance.manage_pairing", record):
            return ""
        return cells.button(reverse("assistance:unit-update", args=[record.pk]), _("Edit"))


class TeamTable(tables.Table):
    name = tables.Column(_("Work team"), accessor="name_zh", order_by="name_zh", attrs=cells.TITLE)
    villages = tables.Column(_("Villages"), orderable=False, attrs=cells.BARE, accessor="pk")
    members = tables.Column(_("Members"), orderable=False, attrs=cells.BARE, accessor="pk")
    size = cells.Count(_("People"), accessor="pk", orderable=False)
    starts_on = cells.Day(_("From"))
    state = tables.Column(
        _("Service"), accessor="ends_on", empty_values=(), orderable=False, attrs=cells.END
    )

    class Meta:
        order_by = "name"
        empty_text = _("No work team in this area yet.")

    def render_name(self, record: WorkTeam) -> str:
        return str(record)

    def render_villages(self, record: WorkTeam) -> str:
        return enumerated(village.name for village in record.villages.all())

    def render_members(self, record: WorkTeam) -> str:
        return format_html_join(
            enumerated(["", ""]),  # the comma of the language
            '<a href="{}">{}</a>',
            (
                (reverse("assistance:cadre-detail", args=[cadre.pk]), cadre.shown_name)
                for cadre in record.members.all()
            ),
        )

    def render_size(self, record: WorkTeam) -> str:
        return look.number(len(record.members.all()))

    def render_state(self, record: WorkTeam) -> str:
        if record.ends_on:
            return cells.badge("x", _("Until %(day)s") % {"day": record.ends_on.isoformat()})
        return cells.badge("o", _("In the village"))
