"""Words put together as the reader's language does it."""

from collections.abc import Iterable

from django.utils.translation import gettext, pgettext


def enumerated(words: Iterable[object]) -> str:
    """A, B, C in English; A、B、C in Chinese."""
    return pgettext("between the items of a list", ", ").join(map(str, words))


def about(subject: object, says: object) -> str:
    """“Subject: what is said of it”, with the colon of the language."""
    return gettext("%(subject)s: %(says)s") % {"subject": subject, "says": says}


def with_unit(figure: object, unit: object) -> str:
    """“Figure (unit)”, with the brackets of the language."""
    return gettext("%(figure)s (%(unit)s)") % {"figure": figure, "unit": unit}
