"""What can be imported, and by which word its rows are counted."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

HOUSEHOLDS: Final = "households"

KINDS: Final[dict[str, Any]] = {
    HOUSEHOLDS: _("Households, their people and incomes"),
    "villages": pgettext_lazy("what is imported", "Villages"),
    "cadres": _("Cadres and helping units"),
    "pairings": _("Pairings of cadres and households"),
    "projects": _("Projects and who has them"),
    "comparison": _("Comparison with the national system"),
}

OFFERED: Final[tuple[str, ...]] = tuple(KINDS)
"""Those that the page of imports takes."""


def label(kind: str) -> str:
    """What an import is of."""
    return str(KINDS.get(kind, kind))


def counted(kind: str, number: int) -> str:
    """“95 households”, or “95 rows” of what is no household."""
    if kind == HOUSEHOLDS:
        words = ngettext("%(n)s household", "%(n)s households", number)
    else:
        words = ngettext("%(n)s row", "%(n)s rows", number)
    return words % {"n": f"{number:,}"}
