"""The list of cadres and helping units: who is put on it, and how it is corrected."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from assistance.models import Cadre, HelpingUnit
from households.refusals import require
from households.rules import pinyin_of_name
from povertyreg.audit import trail
from villages.models import User

MANAGE = "assistance.manage_pairing"
_LONGEST_PINYIN = 80

Entry = TypeVar("Entry", Cadre, HelpingUnit)


@transaction.atomic
def save_cadre(cadre: Cadre, *, by: User) -> Cadre:
    """Put a cadre on the list or correct the entry; the area is his own and that of his unit."""
    _allow(cadre, by)
    require(
        cadre.area_code.startswith(cadre.unit.area_code),
        _("%(unit)s helps another area. Choose a unit of the cadre's area.") % {"unit": cadre.unit},
    )
    if cadre.pk:
        _require_households_in(cadre)
    cadre.pinyin = pinyin_of_name(cadre.name, longest=_LONGEST_PINYIN)
    return _save(cadre, "cadre", by)


@transaction.atomic
def save_unit(unit: HelpingUnit, *, by: User) -> HelpingUnit:
    """Put a helping unit on the list or correct the entry."""
    _allow(unit, by)
    return _save(unit, "unit", by)


def _allow(entry: Cadre | HelpingUnit, by: User) -> None:
    """The right is needed where the entry belongs, and where it belonged."""
    former = type(entry)._default_manager.filter(pk=entry.pk).first()
    if not by.has_perm(MANAGE, entry) or (former and not by.has_perm(MANAGE, former)):
        raise PermissionDenied


def _require_households_in(cadre: Cadre) -> None:
    outside = cadre.pairings.open().exclude(village__code__startswith=cadre.area_code)
    require(
        not outside.exists(),
        _("This cadre helps households outside the area chosen. Hand them over first."),
    )


def _save(entry: Entry, noun: str, by: User) -> Entry:
    action = f"change_{noun}" if entry.pk else f"enter_{noun}"
    entry.full_clean()
    entry.save()
    trail.record(by, action, entry, area=entry.area_code)
    return entry
