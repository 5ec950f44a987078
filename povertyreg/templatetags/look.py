"""Template tags of the look: icons, cards, and figures as people write them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from povertyreg import clock
from povertyreg.wording import enumerated, time_left

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()
register.filter("enumerated", enumerated)

NOTHING = "—"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

Figure = int | float | Decimal | None


@cache
def sprite(name: str) -> str:
    """The address of a file of symbols; asked for hundreds of times a page."""
    return static(f"{name}.svg")


@register.simple_tag
def icon(name: str, size: int = 18, label: str = "") -> SafeString:
    """An outline icon. With a label it is read aloud, without one it is decoration."""
    return _symbol(f"{sprite('icons')}#{name}", size, label)


@register.simple_tag
def mark(name: str, size: int = 13) -> SafeString:
    """A mark of a stage, a category or a state; its word stands beside it."""
    return _symbol(f"{sprite('marks')}#{name}", size, "", css="mk")


def _symbol(address: str, size: int, label: str, css: str = "i") -> SafeString:
    spoken = (("role", "img"), ("aria-label", label)) if label else (("aria-hidden", "true"),)
    return format_html(
        '<svg class="{}" width="{}" height="{}" {}><use href="{}"/></svg>',
        css, size, size, format_html_join(" ", '{}="{}"', spoken), address,
    )  # fmt: skip


@register.simple_block_tag
def card(content: str, title: str = "", **options: Any) -> str:
    """A card. Options: note, link with link_text, tone (ok, w, e), level, css, flush."""
    return render_to_string("components/card.html", {"content": content, "title": title, **options})


@register.simple_tag
def left(ends_on: date, now: datetime | None = None) -> str:
    """The time until midnight after a notice's last day, by the clock of the database."""
    zone = timezone.get_default_timezone()
    midnight = datetime.combine(ends_on + timedelta(days=1), time(), zone)
    return time_left(midnight, now or clock.now())


@register.filter
def number(value: Figure) -> str:
    """1604 as 1,604."""
    return NOTHING if value is None else _written(value)


@register.filter
def quantity(value: Decimal | None) -> str:
    """As many decimals as it has: 23320.00 as 23,320 and 4.70 as 4.7."""
    if value is None:
        return NOTHING
    whole = value == value.to_integral_value()
    return _written(int(value) if whole else value.normalize())


@register.filter
def money(value: Figure) -> str:
    """Yuan with two decimals: 9475 as 9,475.00."""
    return NOTHING if value is None else _written(_rounded(value, "0.01"))


@register.filter
def percent(value: Figure) -> str:
    """A percentage (not a fraction) with one decimal: 28 as 28.0 %."""
    return NOTHING if value is None else f"{_written(_rounded(value, '0.1'))}{NO_BREAK_SPACE}%"


@register.filter
def mu(value: Figure) -> str:
    """An area of land with two decimals and its unit."""
    if value is None:
        return NOTHING
    return gettext("%(area)s mu") % {"area": _written(_rounded(value, "0.01"))}


@register.filter
def change(value: Figure) -> str:
    """A difference with its sign: 677 as +677, −1377 as −1,377."""
    if value is None:
        return NOTHING
    return f"+{_written(value)}" if value > 0 else _written(value)


@register.filter
def without_sign(value: int) -> int:
    """How many days late a negative number of days left is."""
    return abs(value)


def _rounded(value: int | float | Decimal, step: str) -> Decimal:
    """Half a step goes up, as on paper; Python alone would round to the even neighbour."""
    return Decimal(str(value)).quantize(Decimal(step), ROUND_HALF_UP)


def _written(value: int | float | Decimal) -> str:
    return f"{value:,}".replace("-", MINUS)
