"""After a stale save: what stands in the register now, beside what was typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from povertyreg.wording import enumerated


@dataclass(frozen=True)
class Difference:
    """One field of a form, in words."""

    label: str
    saved: str
    typed: str


def differences(saved: forms.BaseForm, typed: forms.BaseForm) -> list[Difference]:
    """The visible fields in which the two forms differ."""
    pairs = [(field, said(saved[field.name]), said(field)) for field in typed.visible_fields()]
    return [
        Difference(str(field.label), ours, theirs)
        for field, ours, theirs in pairs
        if ours != theirs
    ]


def said(field: forms.BoundField) -> str:
    """The value of a field as a reader sees it."""
    value = field.value()
    if isinstance(field.field, forms.BooleanField):
        return _("yes") if value else _("no")
    chosen = value if isinstance(value, list | tuple) else [value]
    lines = dict(_lines(getattr(field.field, "choices", ())))
    keys = [str(getattr(one, "pk", one)) for one in chosen if one not in (None, "")]
    named = [label for key, label in lines.items() if key in keys]  # in the order of the choice
    return enumerated(named or keys)


def _lines(choices: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _lines(label)
        else:
            yield str(key), str(label)
