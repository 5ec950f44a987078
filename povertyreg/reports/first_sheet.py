"""What a list says of itself: what it is, of where and when, who took it out, and its serial."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from povertyreg.exchange.writing import Cell, Column, Sheet
from povertyreg.reports import scopes
from povertyreg.reports.orders import Order
from povertyreg.wording import about
from villages.models import User

Lines = list[list[Cell]]


def first_sheet(one: Order, total: int, *, by: User, serial: str) -> Sheet:
    """The sheet that explains the list."""
    narrowed = one.narrowed
    choices: Lines = [[_("Narrowed by"), about(name, word)] for name, word in one.words]
    layout = one.wanted.layouts.get(one.layout)
    year: Lines = [[_("Year"), str(one.year)]] if one.year else []
    laid_out: Lines = [[_("Layout"), str(layout)]] if layout else []
    lines: Lines = [
        [str(one.wanted.title)],
        [_("Area"), f"{scopes.place(narrowed.area)} {narrowed.area}"],
        *year,
        *laid_out,
        [_("Rows"), total],
        *choices,
        [_("Definition"), str(one.wanted.question)],
        *_masking(one),
        *_coming_back(one),
        [_("Made"), timezone.localtime()],
        [_("By"), by.name],
        [_("Serial"), serial],
    ]
    return Sheet(_("说明 About"), [Column(18), Column(70)], [], [], above=lines)


def titles(one: Order, *, by: User, serial: str) -> Sequence[Sequence[Cell]]:
    """Above the headings of a list that stands first: the same in two lines."""
    if one.wanted.titles is None:
        return ()
    facts = [
        f"{scopes.place(one.narrowed.area)} {one.narrowed.area}",
        date_format(timezone.localtime(), "DATETIME_FORMAT"),
        about(_("By"), by.name),
        about(_("Serial"), serial),
        *(str(line[1]) for line in _masking(one)),
    ]
    return [[line] for line in one.wanted.titles(one.resource, facts)]


def _masking(one: Order) -> Lines:
    if not one.wanted.holds_private:
        return []
    if not one.taken.unmasked:
        return [[_("Masking"), _("ID numbers and phones are masked.")]]
    return [
        [_("Masking"), _("ID numbers, phones and accounts are whole. Keep this file safe.")],
        [_("For what"), one.because],
    ]


def _coming_back(one: Order) -> Lines:
    if not one.taken.offline:
        return []
    return [
        [
            _("Offline"),
            _(
                "Edit the cells of the second sheet in Excel, save it as .xlsx and bring it back "
                "under Import. Only the cells that you changed are taken. Leave the hidden column "
                "as it is; leave masked numbers as they are, or write the new number whole."
            ),
        ]
    ]
