"""What was found, as a sentence with its place: whose, which field, what is wrong, what to do."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from households.checks.found import Found
from households.dossier import File
from households.models import Household, HouseholdYear, Member, MemberYear
from povertyreg.wording import about, enumerated

_OF_A_PERSON, _OF_THE_HOUSEHOLD = (Member, MemberYear), (Household, HouseholdYear)


def label(row: int | None, name: str) -> str:
    """The name of a field as the form has it."""
    models: tuple[Any, ...] = _OF_THE_HOUSEHOLD if row is None else _OF_A_PERSON
    for model in models:
        try:
            return str(model._meta.get_field(name).verbose_name)
        except FieldDoesNotExist:
            continue
    return ""


def place(file: File, row: int | None, names: Iterable[str]) -> str:
    """“Yang Guangfu, education”; an empty text for the whole file."""
    labels = enumerated(label(row, name) for name in names if name)
    person = file.people[row].member.shown_name if row is not None else ""
    if person and labels:
        return _("%(name)s, %(fields)s") % {"name": person, "fields": labels}
    return person or capfirst(labels)


def sentences(file: File, found: Iterable[Found]) -> list[str]:
    """One for each rule and person: fields that lack the same are named together."""
    fields: dict[tuple[str, int | None, str], list[str]] = {}
    for one in found:
        fields.setdefault((one.rule, one.row, one.said), []).append(one.field)
    return [
        about(where, text) if (where := place(file, row, names)) else text
        for (_rule, row, text), names in fields.items()
    ]
