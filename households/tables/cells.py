"""How one cell of a list is written: a number, a link, a mark with its word."""

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from households.codes import code_lists
from povertyreg.templatetags import look

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from households.models import Case, Household

TITLE = {"td": {"class": "p-title nw"}}
END = {"td": {"class": "p-end nw"}}
BARE = {"td": {"class": "p-bare"}}
PLACE = {"td": {"class": "p-bare nw"}}
HIDDEN = {"td": {"class": "p-hide nw"}}
RIGHT = {"th": {"class": "num"}, "td": {"class": "num"}}


class Count(tables.Column):
    """A whole number, right-aligned."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"attrs": RIGHT, "default": look.NOTHING, **kwargs})

    def render(self, value: int) -> str:
        return look.number(value)


class Money(Count):
    """Yuan with two decimals; the unit stands in the heading."""

    def render(self, value: Any) -> str:
        return look.money(value)


class Yuan(Count):
    """Whole yuan: a list is read, not added up; the unit stands in the heading."""

    def render(self, value: Any) -> str:
        return look.number(value.quantize(Decimal(1), ROUND_HALF_UP))


def link(url: str, text: "StrOrPromise", css: str = "") -> SafeString:
    return format_html('<a href="{}" class="{}">{}</a>', url, css, text)


def household_number(household: "Household") -> SafeString:
    context = {"number": household.number, "link": household.get_absolute_url()}
    return render_to_string("components/household_number.html", context)


def masked(number: str) -> SafeString:
    return render_to_string("components/masked_id.html", {"masked": number})


def category(code: str) -> SafeString:
    return _marked("category", code)


def state(code: str) -> SafeString:
    return _marked("state", code)


def _marked(slug: str, code: str) -> SafeString:
    context = {"code": code, "label": code_lists()[slug].label(code)}
    return render_to_string(f"components/{slug}.html", context)


def stage(case: "Case") -> SafeString:
    """The badge of a case; one that was sent back says so."""
    returned = case.is_returned
    code = "returned" if returned else case.stage
    label = _("Returned") if returned else case.get_stage_display()
    return render_to_string("components/stage_badge.html", {"stage": code, "label": label})


def place(village: Any, group: Any) -> SafeString:
    if not group:
        return format_html("{}", village)
    return format_html('{} <span class="mut">{}</span>', village, group)
