"""Who is paired with whom, and which households wait for a cadre."""

from collections.abc import Callable
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assistance.models import Pairing
from assistance.tables import cells
from households.models import Household
from povertyreg.templatetags import look


def _sum(name: str, written: Callable[[Any], str]) -> Callable[[tables.Table], str]:
    """For a footer: the column summed up over all rows."""
    return lambda table: written(sum(getattr(row, name) or 0 for row in table.data))


def _place(**options: Any) -> tables.Column:
    return tables.Column(
        _("Village and group"),
        accessor="household",
        orderable=False,
        attrs={**cells.BARE, "tf": {"class": "p-title"}},
        **options,
    )


class OfHouseholds(tables.Table):
    """Rows that belong to a household: its number, householder and place."""

    number = tables.Column(_("Household number"), accessor="household__number", attrs=cells.SMALL)
    householder = tables.Column(
        _("Householder"), accessor="household__householder__name", attrs=cells.TITLE
    )
    place = _place()

    def render_number(self, record: Any) -> str:
        return cells.household_number(record.household.number, record.household.get_absolute_url())

    def render_householder(self, record: Any) -> str:
        return cells.link(
            record.household.get_absolute_url(), record.household.householder_name or look.NOTHING
        )

    def render_place(self, record: Any) -> str:
        return cells.place(record.household)


class PairingTable(OfHouseholds):
    category = tables.Column(_("Category"), empty_values=(), attrs=cells.BARE)
    people = cells.Count(_("People"))
    cadre = tables.Column(_("Cadre"), order_by="cadre__pinyin")
    unit = tables.Column(
        _("Helping unit"), accessor="cadre__unit", attrs=cells.SMALL, orderable=False
    )
    starts_on = cells.Day(_("From"))
    ends_on = cells.Day(_("Until"))
    ended_because = tables.Column(_("Why ended"), orderable=False)
    act = cells.Act()

    class Meta:
        order_by = "number"
        empty_text = _("No pairing here. Pair a household from its page.")

    def render_category(self, value: str | None) -> str:
        return cells.category(value)

    def render_cadre(self, record: Pairing) -> str:
        return cells.link(
            reverse("assistance:cadre-detail", args=[record.cadre_id]), str(record.cadre)
        )

    def render_act(self, record: Pairing) -> str:
        return cells.button(reverse("assistance:pairing-change", args=[record.pk]), _("Change"))


class HelpedTable(PairingTable):
    """The households of one cadre, with the people summed up."""

    people = cells.Count(_("People"), footer=_sum("people", look.number))
    place = _place(footer=_("Total"))

    class Meta:
        exclude = ("cadre", "unit", "ends_on", "ended_because")
        orderable = False


class EarlierTable(PairingTable):
    """What a cadre answered for once."""

    class Meta:
        exclude = ("cadre", "unit", "category", "people", "act")
        orderable = False


class MineTable(OfHouseholds):
    """A cadre's own households, and what they have got of what was planned this year."""

    category = tables.Column(_("Category"), empty_values=(), attrs=cells.BARE)
    place = _place(footer=_("Total"))
    people = cells.Count(_("People"), footer=_sum("people", look.number))
    received = cells.Money(_("Received (yuan)"), footer=_sum("received", look.money))
    planned = cells.Money(_("Planned (yuan)"), footer=_sum("planned", look.money))
    act = cells.Act()

    class Meta:
        orderable = False

    def render_category(self, value: str | None) -> str:
        return cells.category(value)

    def render_act(self, record: Pairing) -> str:
        return cells.button(
            reverse("assistance:benefit-create", args=[record.household.number]), _("Record help")
        )


class WaitingTable(tables.Table):
    """Households that should have a cadre and have none."""

    number = tables.Column(_("Household number"), attrs=cells.SMALL)
    householder = tables.Column(_("Householder"), accessor="householder__name", attrs=cells.TITLE)
    place = tables.Column(_("Village and group"), accessor="village", attrs=cells.BARE)
    category = tables.Column(_("Category"), empty_values=(), orderable=False, attrs=cells.BARE)
    people = cells.Count(_("People"), empty_values=(), orderable=False)
    act = cells.Act()

    class Meta:
        order_by = "number"
        empty_text = _("Every household that should have a cadre has one.")

    def render_number(self, record: Household) -> str:
        return cells.household_number(record.number, record.get_absolute_url())

    def render_householder(self, record: Household) -> str:
        return cells.link(record.get_absolute_url(), record.householder_name or look.NOTHING)

    def render_place(self, record: Household) -> str:
        return cells.place(record)

    def render_category(self, record: Any) -> str:
        return cells.category(record.shown_years[0].category)

    def render_people(self, record: Any) -> str:
        return look.number(record.shown_years[0].size)

    def render_act(self, record: Household) -> str:
        return cells.button(
            reverse("assistance:pairing-create", args=[record.number]), _("Pair with a cadre")
        )
