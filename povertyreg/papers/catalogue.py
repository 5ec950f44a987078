"""Every paper about a household, in the order of the menu."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models import Household
from povertyreg.documents.papers import Paper, Section
from povertyreg.papers import seals
from povertyreg.papers.blank import blank_form
from povertyreg.papers.booklet import booklet
from povertyreg.papers.card import card
from povertyreg.papers.records import Records
from povertyreg.papers.why import why
from povertyreg.papers.wording import joined

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Kind:
    """A paper by its name in addresses; `act` is its word in the trail."""

    slug: str
    title: "StrOrPromise"
    about: "StrOrPromise"
    sections: Callable[[Records], list[Section]]

    @property
    def act(self) -> str:
        return f"print_{self.slug}"


CARD: Final = Kind(
    "card",
    gettext_lazy("Household card"),
    gettext_lazy("Two pages: the whole file in the order of the form, with places to sign."),
    card,
)
BOOKLET: Final = Kind(
    "booklet",
    gettext_lazy("Household booklet"),
    gettext_lazy("For the family to keep: its eight sections, with room for the quarters."),
    booklet,
)
WHY: Final = Kind(
    "why",
    gettext_lazy("How it was decided"),
    gettext_lazy("One page for the villager: what was asked, who decided, when and why."),
    why,
)

KINDS: Final = {kind.slug: kind for kind in (CARD, BOOKLET, WHY)}
FOR_A_VILLAGE: Final = {kind.slug: kind for kind in (CARD, BOOKLET)}
"""What is printed for all households of a village at once."""


def drawn(kind: Kind, records: Records, origin: str) -> Paper:
    """`origin`: scheme and host of the server, for the address in the QR code."""
    household = records.household
    return Paper(
        title=str(kind.title),
        about=joined(place_of(household), _("year %(year)d") % {"year": records.year}),
        sections=kind.sections(records),
        footer=_footer(records),
        mark=origin + check_address(household),
    )


def place_of(household: Household) -> str:
    """From the county down to the group, as on the head of every form."""
    village = household.village
    township = village.township
    names = [township.county.name, township.name, village.name]
    if household.group:
        names.append(str(household.group))
    return " ".join(names)


def check_address(household: Household) -> str:
    seal = seals.seal(household.number, household.version)
    return reverse("papers:paper-check", args=[household.number, household.version, seal])


def _footer(records: Records) -> str:
    household = records.household
    return joined(
        _("Household number %(number)s") % {"number": in_two(household.number)},
        _("version %(version)d") % {"version": household.version},
        _("printed %(time)s") % {"time": f"{records.now:%Y-%m-%d %H:%M}"},
        records.reader.name,
    )


def in_two(number: str) -> str:
    """The village's part and the serial, as people say it."""
    return f"{number[:12]} {number[12:]}"


def drawn_form(year: int) -> Paper:
    """The empty form; it is about nobody."""
    return Paper(
        title=_("Registration form of a household"),
        about=_("For the pen. Codes as on the screen; leave empty what nobody knows."),
        sections=blank_form(year),
        footer=_("Empty form of %(year)d") % {"year": year},
    )
