"""Which of the known layouts a workbook has, told by its headings."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from households.importing import columns
from households.importing.tables import Table
from povertyreg.exchange.headings import normalise

TITLES: Final = {
    "template": _("template of the register"),
    "persons-2016": _("national list of people, 2016–2017"),
    "persons-2018": _("national list of people, 2018–2019"),
    "persons-2022": _("national list of the exited, 2022"),
    "three-sheets": _("three sheets: household, members, living"),
    "households": _("list of households"),
    "people": _("list of people"),
    "other": _("a layout of its own"),
}

_OF_PERSONS: Final = {
    "persons-2022": ("序号", "户联系电话", "人联系电话"),
    "persons-2016": ("行政县", "务工状况", "脱贫年度"),
    "persons-2018": ("县(市、区、旗)", "致贫原因1"),
}


def layout_of(tables: Sequence[Table]) -> str:
    """The slug of the layout; "other" for one that is only known by its single columns."""
    if not tables:
        return ""
    names = {table.sheet for table in tables}
    if "户 Households" in names and "成员 Members" in names:
        return "template"
    if len(tables) == 1 and tables[0].is_of_people:
        headings = {normalise(one.heading) for one in tables[0].placed}
        for slug, wanted in _OF_PERSONS.items():
            if {normalise(one) for one in wanted} <= headings:
                return slug
        return "people"
    if len(tables) >= 3 and any(table.is_of_people for table in tables):
        return "three-sheets"
    is_households = len(tables) == 1 and columns.NUMBER in tables[0].keys
    return "households" if is_households else "other"
