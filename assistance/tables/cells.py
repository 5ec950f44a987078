"""How one cell of a list is written: a number, a link, a badge, a mark with its word."""

from typing import TYPE_CHECKING, Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from households.codes import code_lists
from povertyreg.templatetags import look

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

RIGHT = {"th": {"class": "num"}, "td": {"class": "num"}, "tf": {"class": "num"}}
TITLE = {"td": {"class": "p-title"}}
TITLE_AND_TOTAL = {**TITLE, "tf": {"class": "p-title"}}
END = {"td": {"class": "p-end"}}
BARE = {"td": {"class": "p-bare"}}
SMALL = {"td": {"class": "p-hide mut sm"}}
ACT = {"td": {"class": "p-act num"}}


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


class Day(tables.Column):
    """A date as tables write it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"attrs": {"td": {"class": "nw mut"}}, **kwargs})

    def render(self, value: Any) -> str:
        return str(value.isoformat())


class Act(tables.Column):
    """A verb at the end of the row."""

    def __init__(self, **kwargs: Any) -> None:
        options = {"verbose_name": "", "empty_values": (), "orderable": False, "attrs": ACT}
        super().__init__(**{**options, **kwargs})


def link(url: str, text: "StrOrPromise", css: str = "") -> SafeString:
    return format_html('<a href="{}" class="{}">{}</a>', url, css, text)


def button(url: str, text: "StrOrPromise") -> SafeString:
    return link(url, text, "btn s")


def badge(tone: str, text: "StrOrPromise") -> SafeString:
    return format_html('<span class="bdg {}">{}</span>', tone, text)


def household_number(number: str, url: str) -> SafeString:
    context = {"number": number, "link": url}
    return render_to_string("components/household_number.html", context)


def category(code: str | None) -> SafeString:
    label = code_lists()["category"].label(code or "")
    return render_to_string("components/category.html", {"code": code, "label": label})


def place(row: Any) -> SafeString:
    """Village and group of a household (`row` has `village` and `group`)."""
    if not row.group:
        return format_html("{}", row.village)
    return format_html('{} <span class="mut">{}</span>', row.village, row.group)
