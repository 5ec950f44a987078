"""Words put together as the reader's language does it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext


def enumerated(words: Iterable[object]) -> str:
    """A, B, C in English; A、B、C in Chinese."""
    return pgettext("between the items of a list", ", ").join(map(str, words))


def filled(sentence: object, values: Mapping[str, Any]) -> str:
    """The sentence with its values; several in one place are joined as the reader does it."""
    if not values:
        return str(sentence)
    said = {name: enumerated(v) if isinstance(v, list | tuple) else v for name, v in values.items()}
    return str(sentence) % said


def about(subject: object, says: object) -> str:
    """“Subject: what is said of it”, with the colon of the language."""
    return gettext("%(subject)s: %(says)s") % {"subject": subject, "says": says}


def time_left(until: datetime, now: datetime) -> str:
    """“3 days 4 hours left”, in whole hours, and in minutes within the last hour."""
    minutes = int((until - now).total_seconds() // 60)
    if minutes <= 0:
        return gettext("over")
    days, hours = minutes // (24 * 60), minutes // 60 % 24
    if days and hours:
        return gettext("%(days)s left") % {"days": f"{_days(days)} {_hours(hours)}"}
    if days or hours:
        return gettext("%(days)s left") % {"days": _days(days) if days else _hours(hours)}
    said = ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    return gettext("%(days)s left") % {"days": said}


def _days(days: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def _hours(hours: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


def with_unit(figure: object, unit: object) -> str:
    """“Figure (unit)”, with the brackets of the language."""
    return gettext("%(figure)s (%(unit)s)") % {"figure": figure, "unit": unit}
