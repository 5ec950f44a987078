"""What differs between two states of a row: where, which field, what it was and became."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from households.codes import CodeField
from povertyreg.privacy import EncryptedField, mask_account, mask_id_number, mask_phone

_MASKS = {"member.id_number": mask_id_number, "household.bank_account": mask_account}


@dataclass(frozen=True)
class Line:
    """One field: where it stands, and what it was and became (or that a row came or went)."""

    where: str
    label: str
    old: str
    new: str
    member: int | None = None
    year: int | None = None


def place_of(members: dict[int, str], member: int | None, year: int | None) -> Line:
    """A line that only says where: the member's name, the year, or both."""
    parts = [members.get(member or 0, ""), str(year or "")]
    return Line(" · ".join(filter(None, parts)), "", "", "", member, year)


def compared(
    place: Line, fields: Iterable[Any], rows: tuple[Any, Any], groups: dict[int, str]
) -> Iterator[Line]:
    """A line for each of the fields that differs between the two rows; private numbers masked."""
    before, after = rows
    for one in fields:
        if getattr(before, one.attname) == getattr(after, one.attname):
            continue
        old, new = _shown(one, before, groups), _shown(one, after, groups)
        if old == new and isinstance(one, EncryptedField):  # the mask hides what differs
            new = _("%(number)s (another number)") % {"number": new}
        yield replace(place, label=capfirst(str(one.verbose_name)), old=old, new=new)


def _shown(told: Any, row: Any, groups: dict[int, str]) -> str:
    value = getattr(row, told.attname)
    if value is None or value == "":
        return ""
    if isinstance(told, EncryptedField):
        return _MASKS.get(told.context, mask_phone)(value)
    if isinstance(told, CodeField):
        return told.code_list.label(value)
    return groups.get(value, "") if told.name == "group" else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return number_format(value, use_l10n=True, force_grouping=True)
    return date_format(value, "Y-m-d") if isinstance(value, date) else str(value)
