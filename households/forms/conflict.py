"""Two people changed one file: what does not clash is put together, what does is asked.

A form is read as cells: of the household and its year, and of each member by his key. The base is
the file at the version with which the form was opened; a stored number is compared by its value
and shown masked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from households.forms.fields import MASK
from households.forms.file import FileForm
from households.forms.members import count_of_rows
from households.merging import Merged, merge
from povertyreg.privacy import mask_id_number

CHOOSE, THEIRS, BASE_VERSION = "choose-", "theirs-", "base_version"
"""Of a clashing field: "mine" or "theirs", and what theirs is; and the version of the base."""

MINE = "mine"
_OWN, _NEW = "", "new"
_SECRETS = ("phone", "bank_account", "filled_by_phone", "id_number")


class Key(NamedTuple):
    """Whose field: "" for the household and its year, the member's key, or "new" and a number."""

    whose: str
    name: str


class Cell(NamedTuple):
    """A field as a browser sends it, and the value by which it is compared."""

    raw: str
    value: Any


Cells = dict[Key, Cell]


@dataclass(frozen=True)
class Clash:
    """One field that somebody else changed too. `name`: of the field in the form."""

    where: str
    label: str
    name: str
    base: str
    theirs: str
    mine: str
    theirs_raw: str


@dataclass
class Conflict:
    """The form put together, and what is to be asked and told."""

    data: QueryDict
    clashes: list[Clash] = field(default_factory=list)
    taken: list[Clash] = field(default_factory=list)
    """What only the other one changed."""
    gone: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


def resolved(sent: QueryDict) -> QueryDict:
    """The form with the choices that were made in its clashes."""
    data = sent.copy()
    for choice in [name for name in sent if name.startswith(CHOOSE)]:
        name = choice.removeprefix(CHOOSE)
        if sent[choice] != MINE:
            _put(data, name, sent.get(THEIRS + name, ""))
    return data


def is_unanswered(sent: QueryDict) -> bool:
    """Whether a clash was shown in which nothing was chosen."""
    asked = (name.removeprefix(THEIRS) for name in sent if name.startswith(THEIRS))
    return any(CHOOSE + name not in sent for name in asked)


def conflict(base: FileForm | None, theirs: FileForm, sent: QueryDict) -> Conflict:
    """`base`: the form of the file as it was opened, or None where that is not known any more."""
    before, there = _stored(base) if base else {}, _stored(theirs)
    here = _sent(sent, before, there, theirs)
    merged = merge(_values(before), _values(there), _values(here))
    found = Conflict(_put_together(sent, theirs, _chosen(merged, there, here)))
    show = _Showing(theirs, found.data, before, there, here)
    found.clashes = [show.clash(key) for key in merged.clashes]
    found.taken = [show.clash(key) for key in merged.theirs]
    was, now = (_names(form) if form else {} for form in (base, theirs))
    found.gone = [name for pk, name in was.items() if pk not in now]
    found.added = [name for pk, name in now.items() if base and pk not in was]
    return found


def _values(cells: Cells) -> dict[Key, Any]:
    return {key: cell.value for key, cell in cells.items()}


def _chosen(merged: Merged[Key, Any], there: Cells, here: Cells) -> Cells:
    """Of each field the cell of the side whose value was taken."""
    theirs = set(merged.theirs)
    return {k: there[k] if k in theirs or k not in here else here[k] for k in merged.values}


def _names(form: FileForm) -> dict[int, str]:
    return {row.instance.pk: row.instance.shown_name for row in _members(form)}


def _members(form: FileForm) -> list[Any]:
    return [row for row in form.rows.forms if row.instance.pk]


def _stored(form: FileForm) -> Cells:
    """The cells of a file as it is stored."""
    cells = _cells(form.household, _OWN) | _cells(form.year, _OWN)
    for row in _members(form):
        cells |= _cells(row, str(row.instance.pk))
    return cells


def _cells(form: forms.BaseForm, whose: str) -> Cells:
    secrets = _secrets(form)
    cells = {}
    for bound in form:
        if not bound.is_hidden:
            raw = _as_sent(bound)
            value = secrets.get(bound.name) or _plain(bound.field, raw)
            cells[Key(whose, bound.name)] = Cell(raw, value)
    return cells


def _secrets(form: Any) -> dict[str, str]:
    """Numbers that the form shows masked."""
    rows = (form.instance, getattr(form, "record", None))
    held = {name: str(getattr(row, name, "") or "") for row in rows for name in _SECRETS if row}
    return {name: number for name, number in held.items() if number and name in form.fields}


def _as_sent(bound: forms.BoundField) -> str:
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


def _sent(sent: QueryDict, before: Cells, there: Cells, form: FileForm) -> Cells:
    """What was typed of the household, of the members who are still there, and of new ones."""
    cells = {
        key: _typed(key, sent.get(key.name, ""), before, form) for key in there if not key.whose
    }
    still = {key.whose for key in there}
    for index in range(count_of_rows(sent)):
        whose = sent.get(f"members-{index}-member", "") or f"{_NEW}{index}"
        if (whose in still or whose.startswith(_NEW)) and f"members-{index}-name" in sent:
            for name in form.rows.empty_form.fields:
                if name != "member":
                    raw = sent.get(f"members-{index}-{name}", "")
                    cells[Key(whose, name)] = _typed(Key(whose, name), raw, before, form)
    return cells


def _typed(key: Key, raw: str, before: Cells, form: FileForm) -> Cell:
    """A mask that comes back stands for the number that it masks."""
    if MASK in raw and key in before and raw == before[key].raw:
        return before[key]
    return Cell(raw, _plain(_field(form, key).field, raw))


def _field(form: FileForm, key: Key) -> forms.BoundField:
    if not key.whose:
        return (
            form.household[key.name] if key.name in form.household.fields else form.year[key.name]
        )
    for row in _members(form):
        if str(row.instance.pk) == key.whose:
            return row[key.name]
    return form.rows.empty_form[key.name]


def _put_together(sent: QueryDict, theirs: FileForm, cells: Cells) -> QueryDict:
    """The form as it would be sent: members of the file first, then those added here."""
    data = sent.copy()
    for name in [n for n in sent if n.startswith(("members-", CHOOSE, THEIRS))]:
        del data[name]
    everybody = _order(cells)
    for key, cell in cells.items():
        prefix = f"members-{everybody.index(key.whose)}-" if key.whose else ""
        _put(data, prefix + key.name, cell.raw)
    for index, whose in enumerate(everybody):
        data[f"members-{index}-member"] = "" if whose.startswith(_NEW) else whose
    data["members-TOTAL_FORMS"] = str(len(everybody))
    data["members-INITIAL_FORMS"] = "0"
    data["version"] = str(theirs.stored.household.version)
    return data


def _order(cells: Iterable[Key]) -> list[str]:
    everybody = dict.fromkeys(key.whose for key in cells if key.whose)
    return sorted(everybody, key=lambda whose: whose.startswith(_NEW))


def _put(data: QueryDict, name: str, raw: str) -> None:
    """An empty tick box is not sent at all."""
    if raw:
        data[name] = raw
    else:
        data.pop(name, None)


@dataclass(frozen=True)
class _Showing:
    """How the cells of the three versions are shown beside each other."""

    form: FileForm
    data: QueryDict
    before: Cells
    there: Cells
    here: Cells

    def clash(self, key: Key) -> Clash:
        bound = _field(self.form, key)
        names = {str(pk): name for pk, name in _names(self.form).items()}
        return Clash(
            where=names.get(key.whose, ""),
            label=str(bound.label),
            name=self._name(key),
            base=self._shown(self.before, key),
            theirs=self._shown(self.there, key),
            mine=self._shown(self.here, key),
            theirs_raw=self.there[key].raw,
        )

    def _name(self, key: Key) -> str:
        if not key.whose:
            return key.name
        return f"members-{_order(self.there).index(key.whose)}-{key.name}"

    def _shown(self, cells: Cells, key: Key) -> str:
        if key not in cells:
            return ""
        raw, form_field = cells[key].raw, _field(self.form, key).field
        if key.name in _SECRETS:
            return raw if MASK in raw else mask_id_number(raw)
        return _in_words(form_field, raw)


def _in_words(form_field: forms.Field, raw: str) -> str:
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
