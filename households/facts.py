"""Facts of the file as columns of a list: each written as what it is, private ones masked."""

from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _

from households.codes import CodeField, code_lists
from povertyreg.exchange.resources import FactField, Masked
from povertyreg.exchange.writing import DAY, TWO_PLACES, WHOLE
from povertyreg.privacy import EncryptedField, mask_account, mask_phone

_MASKS: Final = {"bank_account": mask_account}
_NARROW, _WIDE = 12, 18


def columns(model: type[models.Model], names: tuple[str, ...], way: str = "") -> dict[str, Any]:
    """A column for each field; `way` leads from the row of the list to the model."""
    return {name: column(model, name, f"{way}{name}") for name in names}


def column(model: type[models.Model], name: str, path: str) -> FactField:
    """One column, written by the kind of the field."""
    field: Any = model._meta.get_field(name)
    match field:
        case CodeField():
            return FactField(path, field.verbose_name, words=_words(field), width=_WIDE)
        case EncryptedField():
            written: dict[str, Any] = {"write": Masked(_MASKS.get(name, mask_phone))}
        case models.BooleanField():
            written = {"words": yes_or_no}
        case models.DecimalField():
            written = {"format": TWO_PLACES}
        case models.IntegerField():
            written = {"format": "0" if _is_a_year(field) else WHOLE}
        case models.DateField():
            written = {"format": DAY}
        case _:
            return FactField(path, field.verbose_name, width=_WIDE)
    return FactField(path, field.verbose_name, width=_NARROW, **written)


def _words(field: Any) -> Any:
    def words() -> dict[str, str]:
        return {code: entry.name for code, entry in code_lists()[field.codes].codes.items()}

    return words


def _is_a_year(field: Any) -> bool:
    return str(field.name).endswith("_in")


def yes_or_no() -> dict[bool | None, str]:
    """Words for what is so or not. Not stated stays empty: it is neither."""
    return {True: _("yes"), False: _("no"), None: ""}
