"""The pages of pairing beside each other; area and year go along from one to the next."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from povertyreg.pages import UserRequest

KEPT = ("area", "year")
OF_ONES_OWN = (("overview", _("Overview")), ("pairing-list", _("Pairings")))
OF_AN_AREA = (
    *OF_ONES_OWN,
    ("waiting-list", _("Without a cadre")),
    ("cadre-list", _("Cadres")),
    ("unit-list", _("Helping units")),
    ("team-list", _("Work teams")),
)


class Section(NamedTuple):
    """One of the pages, as its link is drawn."""

    label: Any
    url: str
    is_here: bool


def sections(request: UserRequest) -> dict[str, list[Section]]:
    """For the context; a cadre has the pages of his own households."""
    kept = urlencode({name: request.GET[name] for name in KEPT if name in request.GET})
    here = request.resolver_match.url_name if request.resolver_match else ""
    names = OF_AN_AREA if request.user.area_codes() else OF_ONES_OWN
    return {
        "sections": [Section(label, _address(name, kept), name == here) for name, label in names]
    }


def _address(name: str, kept: str) -> str:
    url = reverse(f"assistance:{name}")
    return f"{url}?{kept}" if kept else url
