"""Two people changed one file: what is stored now beside what was typed, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from households.dossier import File
from households.forms.file import FileForm
from households.forms.members import MemberRow, count_of_rows


@dataclass(frozen=True)
class Difference:
    """One field that reads otherwise in the file than in the form."""

    where: str
    label: str
    stored: str
    typed: str


def differences(form: FileForm) -> list[Difference]:
    """Where the file as it is stored now and the typed form are not the same."""
    found = [*_of(form.household, ""), *_of(form.year, "")]
    for row in form.rows.forms:
        if row.instance.pk:
            found += _of(row, row.instance.shown_name)
        elif row.has_changed():
            found.append(Difference(_text(row, "name"), _("Member"), "", _("added in your form")))
    return found


def _of(form: forms.BaseForm, where: str) -> Iterator[Difference]:
    for name in form.changed_data:
        field = form[name]
        if not field.is_hidden:
            stored = _shown(form.fields[name], field.initial)
            yield Difference(where, str(field.label), stored, _shown(form.fields[name], field.data))


def _text(form: forms.BaseForm, name: str) -> str:
    return str(form[name].data or "")


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ChoiceField):
        return _chosen(field, str(field.prepare_value(value) or ""))
    written: Any = field.widget.format_value(field.prepare_value(value))
    return str(written or "")


def _chosen(field: forms.ChoiceField, value: str) -> str:
    choices: Any = field.choices
    for key, label in choices:
        options = label if isinstance(label, list | tuple) else [(key, label)]
        for code, name in options:
            if str(code) == value:
                return str(name)
    return value


def carried_over(typed: QueryDict, file: File) -> QueryDict:
    """What was typed, ready to be saved on purpose over the version that is stored now.

    Members that somebody added meanwhile get a row, those who were taken out lose theirs.
    """
    data = typed.copy()
    data["version"] = str(file.household.version)
    there = {str(person.member.pk): person for person in file.people}
    total = count_of_rows(typed)
    for index in range(total):
        named = data.get(f"members-{index}-member", "")
        if named and there.pop(named, None) is None:
            _forget(data, index)
    for index, person in enumerate(there.values(), start=total):
        row = MemberRow(
            instance=person.member,
            record=person.year,
            year=file.year.year,
            prefix=f"members-{index}",
        )
        _write(data, row)
    data["members-TOTAL_FORMS"] = str(total + len(there))
    return data


def _forget(data: QueryDict, index: int) -> None:
    for key in [key for key in data if key.startswith(f"members-{index}-")]:
        del data[key]


def _write(data: QueryDict, row: MemberRow) -> None:
    for field in row:
        value = field.value()
        if value not in (None, "", False):
            data[field.html_name] = "on" if value is True else str(value)
