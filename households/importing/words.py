"""Cells of an import in the reader's words: names of facts, codes by name, private ones masked."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Final, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from households.codes import CodeField
from households.importing.columns import MODELS, everything
from households.importing.examples import masked
from povertyreg.exchange.columns import Column, Kind
from povertyreg.exchange.rowkinds import KINDS
from povertyreg.privacy import EncryptedField, mask_account, mask_id_number, mask_phone

MASKS: Final[dict[Kind, Callable[[str], str]]] = {
    Kind.ID: mask_id_number,
    Kind.PHONE: mask_phone,
    Kind.ACCOUNT: mask_account,
}
_ENCRYPTED: Final = {"id_number": Kind.ID, "bank_account": Kind.ACCOUNT}


class Shown(NamedTuple):
    """A value as people read it; a code stands before its name."""

    text: str
    code: str = ""


def in_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def label(kind: str, key: str) -> str:
    """The name of a fact in the reader's language; "" for one that nobody knows."""
    if column := _column(kind, key):
        return column.zh if in_chinese() else column.en
    field = _field(key)
    return capfirst(str(field.verbose_name)) if field is not None else ""


def is_private(kind: str, key: str) -> bool:
    column = _column(kind, key)
    return bool(column and column.is_private) or isinstance(_field(key), EncryptedField)


def options(kind: str, key: str) -> tuple[str, ...]:
    """What may stand in a cell of the fact, where that is a list."""
    column = _column(kind, key)
    return tuple(column.options()) if column and column.options else ()


def shown(kind: str, key: str, value: Any) -> Shown | None:
    """None for an empty cell."""
    if value is None or value == "":
        return None
    how = _kind(kind, key)
    if how in MASKS or is_private(kind, key):
        return Shown(MASKS.get(how, mask_phone)(str(value)))
    if how is Kind.CODE:
        return _coded(kind, key, str(value))
    if _column(kind, key) is None and _field(key) is None:  # nobody knows whether it is private
        return Shown(masked(str(value)))
    return Shown(_written(how, value))


def differing(kind: str, key: str, before: Any, after: Any) -> tuple[Shown | None, Shown | None]:
    """Both values; where the mask hides what differs, that is said."""
    old, new = shown(kind, key, before), shown(kind, key, after)
    if new is not None and old == new and before != after:
        new = Shown(_("%(number)s (another number)") % {"number": new.text}, new.code)
    return old, new


def _written(how: Kind, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if how is Kind.AMOUNT:
        return _amount(value)
    if how is Kind.WHOLE:
        return f"{value:,}" if isinstance(value, int) else str(value)
    return str(value)


def _amount(value: Any) -> str:
    try:
        return number_format(Decimal(str(value)), 2, use_l10n=True, force_grouping=True)
    except InvalidOperation:
        return str(value)


def _coded(kind: str, key: str, code: str) -> Shown:
    field = _field(key)
    name = field.code_list.label(code) if isinstance(field, CodeField) else _named(kind, key, code)
    return Shown(name, code) if name != code else Shown(code)


def _named(kind: str, key: str, code: str) -> str:
    """The name in the reader's language among those by which a column reads the code."""
    column = _column(kind, key)
    every = column.codes() if column and column.codes else {}
    names = [name for name, of in every.items() if of == code and name != code]
    fitting = [name for name in names if name.isascii() != in_chinese()]
    return (fitting or names or [code])[0]


def known(kind: str) -> Mapping[str, Column]:
    """Every column of a kind of import, by its key."""
    if kind in KINDS:
        return {column.key: column for column in KINDS[kind].columns}
    return everything()


def _column(kind: str, key: str) -> Column | None:
    return known(kind).get(key)


def _kind(kind: str, key: str) -> Kind:
    column = _column(kind, key)
    return column.kind if column else _kind_of_field(_field(key))


def _kind_of_field(field: Any) -> Kind:
    match field:
        case CodeField():
            return Kind.CODE
        case EncryptedField():
            return _ENCRYPTED.get(field.name, Kind.PHONE)
        case models.DecimalField():
            return Kind.AMOUNT
        case models.IntegerField():
            return Kind.YEAR if field.name.endswith("_in") else Kind.WHOLE
    return Kind.TEXT


@cache
def _field(key: str) -> Any:
    """The field behind a fact, by its name; None where the key is no field of the file."""
    prefix, _dot, name = key.rpartition(".")
    try:
        return MODELS[prefix]._meta.get_field(name) if prefix in MODELS else None
    except FieldDoesNotExist:
        return None
