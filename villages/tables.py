"""How villages and townships are listed."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from povertyreg.templatetags.look import NOTHING, number
from villages.overview import TownshipRow, VillageRow

RIGHT = {"th": {"class": "num"}, "td": {"class": "num"}, "tf": {"class": "num"}}
TITLE = {"td": {"class": "p-title"}}
END = {"td": {"class": "p-end"}}
SMALL = {"td": {"class": "mut sm p-hide"}}


class Sum(tables.Column):
    """A number with its total below all rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"attrs": RIGHT, "default": NOTHING, **kwargs})

    def render(self, value: int) -> str:
        return number(value)

    def render_footer(self, bound_column: Any, table: tables.Table) -> str:
        values = [bound_column.accessor.resolve(row, quiet=True) for row in table.data]
        return number(sum(value or 0 for value in values))


class VillageTable(tables.Table):
    """The villages of a township."""

    name = tables.Column(_("Village"), "village__pk", attrs=TITLE, footer=_("Together"))
    code = tables.Column(_("Code"), "village__pk", attrs=SMALL)
    poverty_class = tables.Column(
        _("Class"),
        "file__get_poverty_class_display",
        order_by="file__poverty_class",
        attrs=END,
        default=NOTHING,
    )
    households = Sum(_("Households"), "file__households")
    population = Sum(_("Permanent population"), "file__population")
    agricultural = Sum(_("Agricultural population"), "file__agricultural_population")

    class Meta:
        empty_text = _("No village lies in your area.")

    def render_name(self, record: VillageRow) -> str:
        url = reverse("villages:village-detail", args=[record.village.pk])
        return format_html('<a class="b" href="{}">{}</a>', url, record.village.name)


class TownshipTable(tables.Table):
    """The townships of a county; each leads to its villages."""

    name = tables.Column(_("Township"), "township__pk", attrs=TITLE, footer=_("Together"))
    code = tables.Column(_("Code"), "township__pk", attrs=SMALL)
    villages = Sum(_("Villages with a file"))
    poor_villages = Sum(_("Poor villages"))
    households = Sum(_("Households"))
    population = Sum(_("Permanent population"))
    agricultural_population = Sum(_("Agricultural population"))

    class Meta:
        empty_text = _("No township lies in your area.")

    def render_name(self, record: TownshipRow) -> str:
        url = reverse("villages:village-list", query={"area": record.township.pk})
        return format_html('<a class="b" href="{}">{}</a>', url, record.township.name)
