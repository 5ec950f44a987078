"""How values stand on paper: what is not known stays empty, for the pen."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from households.rules import pinyin_of_name
from povertyreg.templatetags.look import money, quantity
from povertyreg.wording import enumerated


def label_of(model: type[models.Model], name: str) -> str:
    """The name of a field, with a capital letter where the script has them."""
    words = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return words[:1].upper() + words[1:]


def shown(row: Any, name: str) -> str:
    """The value of a field in the reader's language."""
    value = getattr(row, name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, Decimal):
        return quantity(value)
    if isinstance(value, date):
        return day(value)
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else value)


def yes_no(value: bool | None) -> str:
    if value is None:
        return ""
    return pgettext("answer", "yes") if value else pgettext("answer", "no")


def day(value: date | None) -> str:
    """As 2015-05-18: short enough for a column."""
    return value.isoformat() if value else ""


def month_day(value: date) -> str:
    return date_format(value, "MONTH_DAY_FORMAT")


def yuan(value: Decimal | None) -> str:
    return "" if value is None else money(value)


def in_year(year: int | None) -> str:
    return _("year %(year)d") % {"year": year} if year else ""


def joined(*words: str) -> str:
    """Some facts of one line."""
    return " · ".join(word for word in words if word)


def people(names: str) -> str:
    """Names that were written in Chinese; an English paper gives them in pinyin."""
    if is_chinese():
        return names
    return enumerated(pinyin_of_name(name) for name in names.split("、"))


def is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def holds(value: bool | None) -> str:
    """Whether a question of the procedure is answered well; None is not yet an answer."""
    if value is None:
        return pgettext("answer", "not yet")
    return pgettext("answer", "yes") if value else pgettext("answer", "no")
