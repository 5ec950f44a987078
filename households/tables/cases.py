"""The lists of rounds, cases, notices, meetings and objections."""

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models import Case, MeetingOfRepresentatives, Notice, Objection, Round
from households.tables import cells
from povertyreg import clock
from povertyreg.templatetags import look

DAY = "Y-m-d"
SMALL = {"td": {"class": "p-hide mut sm nw"}}


class RoundTable(tables.Table):
    """`places`: names by code; `counts`: households and those on their way, by round."""

    name = tables.Column(gettext_lazy("Round"), "pk", order_by="year", attrs=cells.TITLE)
    area = tables.Column(gettext_lazy("Area"), "area_code", orderable=False, attrs=cells.BARE)
    period = tables.Column(gettext_lazy("Period"), "starts_on", attrs=cells.BARE)
    poverty_line = cells.Money(gettext_lazy("Poverty line (yuan)"))
    publicity_days = cells.Count(gettext_lazy("Publicity (days)"))
    on_the_way = cells.Count(gettext_lazy("On their way"), "pk", orderable=False)
    households = cells.Count(gettext_lazy("Households"), "pk", orderable=False)
    closed_on = tables.Column(gettext_lazy("State"), empty_values=(), attrs=cells.END)

    class Meta:
        empty_text = gettext_lazy("No round has been opened yet")

    def __init__(
        self,
        *args: Any,
        places: dict[str, Any],
        counts: dict[int, tuple[int, int]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places, self.counts = places, counts

    def render_name(self, record: Round) -> str:
        return cells.link(reverse("rounds:round-board", args=[record.pk]), str(record), "b")

    def render_area(self, value: str) -> str:
        return str(self.places.get(value, value))

    def render_households(self, value: int) -> str:
        return look.number(self.counts.get(value, (0, 0))[0])

    def render_on_the_way(self, value: int) -> str:
        return look.number(self.counts.get(value, (0, 0))[1])

    def render_period(self, record: Round) -> str:
        return f"{record.starts_on:%Y-%m-%d} – {record.ends_on:%Y-%m-%d}"

    def render_closed_on(self, record: Round) -> str:
        return str(_("running") if record.is_open else _("closed"))


class CaseTable(tables.Table):
    """Rows come with household, its group and householder, village and `is_held`."""

    householder = tables.Column(
        gettext_lazy("Householder"),
        "household__householder_name",
        order_by="household__householder__pinyin",
        attrs=cells.TITLE,
    )
    number = tables.Column(
        gettext_lazy("Household number"), "household__number", attrs=cells.HIDDEN
    )
    place = tables.Column(gettext_lazy("Village and group"), "village", attrs=cells.BARE)
    stage = tables.Column(gettext_lazy("Stage"), attrs=cells.END)
    note = tables.Column(
        gettext_lazy("What holds it"), "is_held", empty_values=(), orderable=False, attrs=cells.BARE
    )
    applied_on = tables.DateColumn(DAY, verbose_name=gettext_lazy("Applied on"), attrs=SMALL)
    round = tables.Column(gettext_lazy("Round"), attrs=SMALL)

    class Meta:
        empty_text = gettext_lazy("No case matches these filters")

    def render_householder(self, record: Case, value: str) -> str:
        return cells.link(record.household.get_absolute_url(), value, "ink")

    def render_number(self, record: Case) -> str:
        return cells.household_number(record.household)

    def render_place(self, record: Case) -> str:
        return cells.place(record.village, record.household.group)

    def render_stage(self, record: Case) -> str:
        return cells.stage(record)

    def render_note(self, record: Any) -> str:
        if record.is_held:
            return format_html('<span class="bad">{}</span>', _("under objection"))
        if record.is_returned:
            return str(record.why_returned)
        return str(record.get_rejected_because_display()) if record.rejected_because else ""


class NoticeTable(tables.Table):
    """Rows come with `households`, `objections_open`, `is_hanging` and `is_replaced`."""

    village = tables.Column(gettext_lazy("Village"), attrs=cells.TITLE)
    level = tables.Column(gettext_lazy("Notice"), attrs=cells.BARE)
    period = tables.Column(gettext_lazy("Days"), "starts_on", attrs=cells.BARE)
    households = cells.Count(gettext_lazy("Households"))
    objections = cells.Count(gettext_lazy("Open objections"), "objections_open")
    fingerprint = tables.Column(gettext_lazy("Fingerprint"), orderable=False, attrs=SMALL)
    state = tables.Column(gettext_lazy("State"), "ends_on", attrs=cells.END)

    class Meta:
        empty_text = gettext_lazy("No notice matches these filters")

    def render_village(self, record: Notice) -> str:
        return cells.link(
            reverse("rounds:notice-detail", args=[record.pk]), record.village.name, "b"
        )

    def render_level(self, record: Notice) -> str:
        return str(
            _("%(level)s no. %(serial)d")
            % {"level": record.get_level_display(), "serial": record.serial}
        )

    def render_period(self, record: Notice) -> str:
        return f"{record.starts_on:%Y-%m-%d} – {record.ends_on:%m-%d}"

    def render_objections(self, value: int) -> str:
        return format_html('<b class="bad">{}</b>', value) if value else look.NOTHING

    def render_state(self, record: Any) -> str:
        if record.is_replaced:
            return str(_("replaced by a corrected notice"))
        if not record.is_hanging:
            return str(_("closed") if record.level != "county" else _("announced"))
        days = (record.ends_on - clock.today()).days
        text = "" if days > 0 else _("ready to close")
        return render_to_string("components/deadline.html", {"days": max(days, 0), "text": text})


class ObjectionTable(tables.Table):
    """Rows come with the case's household, householder, village and notice."""

    village = tables.Column(gettext_lazy("Village"), attrs=cells.BARE)
    household = tables.Column(
        gettext_lazy("Household"), "case__household", empty_values=(), attrs=cells.TITLE
    )
    kind = tables.Column(gettext_lazy("It says that the household"), attrs=cells.BARE)
    content = tables.Column(gettext_lazy("What is objected"), attrs=cells.HIDDEN)
    received_on = tables.DateColumn(DAY, verbose_name=gettext_lazy("Received on"), attrs=cells.BARE)
    decision = tables.Column(gettext_lazy("Decision"), empty_values=(), attrs=cells.END)

    class Meta:
        empty_text = gettext_lazy("No objection matches these filters")

    def render_household(self, record: Objection) -> str:
        return cells.link(reverse("rounds:objection-detail", args=[record.pk]), record.about, "b")

    def render_content(self, value: str) -> str:
        return f"{value[:60]}…" if len(value) > 60 else value

    def render_decision(self, record: Objection) -> str:
        if record.is_open:
            late = record.reply_by is not None and record.reply_by < clock.today()
            css, word = ("e", _("overdue")) if late else ("a", _("open"))
            return format_html('<span class="bdg {}">{}</span>', css, word)
        return str(record.get_decision_display())


class MeetingTable(tables.Table):
    """Rows come with `carried` and `voted`."""

    held_on = tables.Column(gettext_lazy("Held on"), attrs=cells.TITLE)
    village = tables.Column(gettext_lazy("Village"), attrs=cells.BARE)
    round = tables.Column(gettext_lazy("Round"), attrs=cells.HIDDEN)
    present = tables.Column(gettext_lazy("Present / entitled"), attrs=cells.RIGHT)
    voted = cells.Count(gettext_lazy("Households voted on"))

    class Meta:
        empty_text = gettext_lazy("No meeting matches these filters")

    def render_held_on(self, record: MeetingOfRepresentatives) -> str:
        url = reverse("rounds:meeting-detail", args=[record.pk])
        return cells.link(url, date_format(record.held_on, DAY), "b")

    def render_present(self, record: MeetingOfRepresentatives) -> str:
        return f"{record.present} / {record.entitled}"
