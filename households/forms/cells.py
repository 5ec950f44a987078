"""A household form read as cells: of the household and its year, and of each member by his key.

A stored number is compared by its value and shown masked.
"""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from households.forms.fields import MASK
from households.forms.file import FileForm
from households.forms.members import count_of_rows

NEW = "new"
_OWN = ""
SECRETS = ("phone", "bank_account", "filled_by_phone", "id_number")


class Key(NamedTuple):
    """Whose field: "" for the household and its year, the member's key, or "new" and a number."""

    whose: str
    name: str


class Cell(NamedTuple):
    """A field as a browser sends it, and the value by which it is compared."""

    raw: str
    value: Any


Cells = dict[Key, Cell]


def values(cells: Cells) -> dict[Key, Any]:
    return {key: cell.value for key, cell in cells.items()}


def names_of(form: FileForm) -> dict[int, str]:
    return {row.instance.pk: row.instance.shown_name for row in members_of(form)}


def members_of(form: FileForm) -> list[Any]:
    return [row for row in form.rows.forms if row.instance.pk]


def stored(form: FileForm) -> Cells:
    """The cells of a file as it is stored."""
    cells = _cells(form.household, _OWN) | _cells(form.year, _OWN)
    for row in members_of(form):
        cells |= _cells(row, str(row.instance.pk))
    return cells


def _cells(form: forms.BaseForm, whose: str) -> Cells:
    secrets = _secrets(form)
    cells = {}
    for bound in form:
        if not bound.is_hidden:
            raw = _assent_cells(bound)
            value = secrets.get(bound.name) or _plain(bound.field, raw)
            cells[Key(whose, bound.name)] = Cell(raw, value)
    return cells


def _secrets(form: Any) -> dict[str, str]:
    """Numbers that the form shows masked."""
    rows = (form.instance, getattr(form, "record", None))
    held = {name: str(getattr(row, name, "") or "") for row in rows for name in SECRETS if row}
    return {name: number for name, number in held.items() if number and name in form.fields}


def _assent_cells(bound: forms.BoundField) -> str:
    value = bound.value()
    if isinstance(bound.field, forms.BooleanField):
        return "on" if value else ""
    if value in (None, ""):
        return ""
    written: Any = bound.field.widget.format_value(bound.field.prepare_value(value))
    return str(written[0] if isinstance(written, list) else written)


def _plain(form_field: forms.Field, raw: str) -> Any:
    """The value that is meant, so that 7,200 and 7200.00 are the same."""
    try:
        return form_field.to_python(raw)
    except ValidationError:
        return raw


def sent_cells(sent: QueryDict, before: Cells, there: Cells, form: FileForm) -> Cells:
    """What was typed of the household, of the members who are still there, and of new ones."""
    cells = {
        key: _typed(key, sent.get(key.name, ""), before, form) for key in there if not key.whose
    }
    still = {key.whose for key in there}
    for index in range(count_of_rows(sent)):
        whose = sent.get(f"members-{index}-member", "") or f"{NEW}{index}"
        if (whose in still or whose.startswith(NEW)) and f"members-{index}-name" in sent:
            for name in form.rows.empty_form.fields:
                if name != "member":
                    raw = sent.get(f"members-{index}-{name}", "")
                    cells[Key(whose, name)] = _typed(Key(whose, name), raw, before, form)
    return cells


def _typed(key: Key, raw: str, before: Cells, form: FileForm) -> Cell:
    """A mask that comes back stands for the number that it masks."""
    if MASK in raw and key in before and raw == before[key].raw:
        return before[key]
    return Cell(raw, _plain(field_of(form, key).field, raw))


def field_of(form: FileForm, key: Key) -> forms.BoundField:
    whole: Any = form.year if key.name in form.year.fields else form.household
    rows = {str(row.instance.pk): row for row in members_of(form)}
    part = rows.get(key.whose, form.rows.empty_form) if key.whose else whole
    bound: forms.BoundField = part[key.name]
    return bound


def in_words(form_field: forms.Field, raw: str) -> str:
    if isinstance(form_field, forms.ChoiceField):
        return _label(form_field, raw)
    if isinstance(form_field, forms.BooleanField):
        return _("yes") if raw else _("no")
    return raw


def _label(form_field: forms.ChoiceField, raw: str) -> str:
    choices: Any = form_field.choices
    for key, label in choices:
        options = label if isinstance(label, list | tuple) else [(key, label)]
        for code, name in options:
            if str(code) == raw:
                return str(name)
    return raw
