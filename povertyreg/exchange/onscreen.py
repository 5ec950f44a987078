"""What a list has in common with its page on screen: the same rows, narrowed by the same filter."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django_filters import FilterSet, MultipleChoiceFilter

from povertyreg.scoping import Officer
from povertyreg.wording import enumerated

Choices = dict[str, Any]
"""By the name of the filter a text, or several where it takes several."""


@dataclass(frozen=True)
class Narrowed:
    """Of which rows a list is made: the reader's, of an area and a year, by what was chosen."""

    user: Officer
    area: str
    year: int
    choices: Choices = field(default_factory=dict)


@dataclass(frozen=True)
class _Asked:
    """What a filter reads from a request; a job has none."""

    user: Officer
    GET: QueryDict
    session: dict[str, str]


@dataclass(frozen=True)
class Page:
    """A page on screen: its rows before anybody narrows them, its filter, and what is carried.

    `carried`: the filters whose choices go along to the list, in the order in which they are told.
    """

    rows: Callable[[Narrowed], QuerySet[Any]]
    filters: type[FilterSet]
    carried: tuple[str, ...]

    def chosen(self, asked: QueryDict) -> Choices:
        """The choices that an address or a form of the page brings along."""
        return {name: value for name in self.carried if (value := self._value(name, asked))}

    def _value(self, name: str, asked: QueryDict) -> Any:
        if isinstance(self.filters.base_filters[name], MultipleChoiceFilter):
            return [_storable(one) for one in asked.getlist(name)]
        return _storable(asked.get(name, ""))

    def shown(self, narrowed: Narrowed) -> QuerySet[Any]:
        """The rows that the page shows for the same choices, in its order."""
        found: QuerySet[Any] = self._filter(narrowed).qs
        return found

    def words(self, narrowed: Narrowed) -> list[tuple[str, str]]:
        """The choices as a person reads them: of what, and which."""
        form = self._filter(narrowed).form
        form.is_valid()
        return [
            (
                str(form.fields[name].label),
                _word(form.fields[name], form.cleaned_data.get(name), narrowed.choices[name]),
            )
            for name in self.carried
            if name in narrowed.choices
        ]

    def _filter(self, narrowed: Narrowed) -> FilterSet:
        address = QueryDict(urlencode({**narrowed.choices, "area": narrowed.area}, doseq=True))
        asked = _Asked(narrowed.user, address, {})
        return self.filters(address, queryset=self.rows(narrowed), request=asked)


def _storable(text: str) -> str:
    """The trail cannot keep a NUL, and no filter finds one."""
    return text.replace("\0", "\ufffd")


def _word(field_: Any, value: Any, sent: Any) -> str:
    """What does not fit its filter is told as it was sent."""
    match value or sent:
        case bool():
            return _("yes")
        case Model() as row:
            return str(row)
        case list() as several:
            return enumerated(_named(field_, one) for one in several)
        case one:
            return _named(field_, one)


def _named(field_: Any, code: str) -> str:
    return str(dict(getattr(field_, "choices", ())).get(code, code))
