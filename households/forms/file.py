"""The whole form of a file: facts, the year's record and the rows, read and refused together."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.formsets import formset_factory

from households.choices import Relation
from households.dossier import File, Person
from households.forms.fields import mark
from households.forms.household import HouseholdForm, YearForm, villages_of
from households.forms.layout import HELP, ONLY_FOR, QUICK, STOPS, USUAL, WIDE
from households.forms.members import MOST_MEMBERS, MOST_ROWS, MemberRow, MemberRows
from households.paper_form import AFTER_MEMBERS, IDENTIFICATION, KIND_OF, Part
from households.refusals import RowErrors
from villages.models import User, Village

Rows: Any = formset_factory(
    MemberRow,
    formset=MemberRows,
    extra=0,
    max_num=MOST_MEMBERS,
    absolute_max=MOST_ROWS,
    validate_max=True,
)

CARRIED_FACTS = ("village", "group")
REPEATED = (
    "proposed_category",
    "main_cause",
    "second_cause",
    "standard",
    "water_is_safe",
    "access_road",
    "house_grade",
    "fuel",
)
"""Facts of the last file that Ctrl+' repeats; none of them tells who the family is."""


Reasons = dict[tuple[str, int | None], str]
"""Why a warning is as it is: by its rule and the person (from 0; None for the household)."""


class Place(NamedTuple):
    """A field on its place in a part."""

    field: forms.BoundField
    kind: str
    """Of an amount: the sum that it belongs to."""
    css: str

    @classmethod
    def of(cls, field: forms.BoundField) -> "Place":
        shown = field.name in QUICK or _says_something(field)
        css = [*(["two"] if field.name in WIDE else []), *([] if shown else ["later"])]
        return cls(field, KIND_OF.get(field.name, ""), " ".join(css))


def _says_something(field: forms.BoundField) -> bool:
    """Whether the field must be seen in quick entry too."""
    value = field.value()
    return bool(field.errors) or (value not in (None, "", False) and value != USUAL.get(field.name))


class FileForm:
    """Made from the file as it is stored; `data` is what came from the browser."""

    def __init__(
        self,
        file: File,
        *,
        user: User,
        today: date,
        data: Any = None,
        villages: list[Village] | None = None,
    ) -> None:
        year = file.year.year
        self.stored, self.today = file, today
        self.reasons: Reasons = {}
        if villages is None:
            villages = [] if file.household.pk else villages_of(user)
        self.household = HouseholdForm(data, instance=file.household, villages=villages, year=year)
        self.year = YearForm(data, instance=file.year)
        self.rows: MemberRows = Rows(data, people=file.people, year=year, today=today)
        self._tell_the_page()

    def __iter__(self) -> Iterator[forms.BaseForm]:
        yield self.household
        yield self.year
        yield from self.rows.forms

    def _tell_the_page(self) -> None:
        for form in (self.household, self.year):
            for name, field in form.fields.items():
                field.help_text = HELP.get(name, "")
                if name in STOPS:
                    mark(field, stop=name)
                if name in ONLY_FOR:
                    mark(field, **{"for": ONLY_FOR[name]})

    def carry(self, last: Mapping[str, str]) -> None:
        """Bring along what the last file said: its place at once, other facts when asked for."""
        for form in (self.household, self.year):
            for name in form.fields:
                if name in CARRIED_FACTS and (value := last.get(name)):
                    form.initial[name] = value
                    if not form.is_bound:
                        mark(form.fields[name], kept=name)
                elif name in REPEATED and (value := last.get(name)):
                    mark(form.fields[name], above=value)

    def facts(self) -> dict[str, str]:
        """What the next file may bring along; the form is valid."""
        group = self.household.instance.group_id
        found = {name: self._field(name).value() for name in REPEATED}
        found |= {"village": self.household.instance.village_id, "group": group}
        return {name: str(value) for name, value in found.items() if value not in (None, "")}

    def is_valid(self) -> bool:
        """Every part is asked, so that all errors are seen at once."""
        return all([self.household.is_valid(), self.year.is_valid(), self.rows.is_valid()])

    def forget_errors(self) -> None:
        """For a form that is continued: nobody asked yet whether it is right."""
        for form in self:
            form.errors.clear()
        self.rows.non_form_errors().clear()

    def file(self) -> File:
        """The file as typed; the form is valid."""
        return File(
            self.household.instance,
            self.year.instance,
            [Person(row.instance, row.record) for row in self.staying],
            [row.instance for row in self.rows.forms if row.is_leaving],
        )

    @property
    def staying(self) -> list[MemberRow]:
        """The rows of those who belong to the household, in the order of the form."""
        return [row for row in self.rows.forms if row.has_changed() and not row.is_leaving]

    def refuse(self, refusal: ValidationError) -> None:
        """Put what the acting module said to the row and field it is about."""
        if isinstance(refusal, RowErrors):
            staying = self.staying
            for place, messages in refusal.by_row.items():
                _add(staying[place], messages)
        else:
            _add(
                self.household,
                getattr(refusal, "message_dict", {NON_FIELD_ERRORS: refusal.messages}),
            )

    @property
    def identification(self) -> list[Place]:
        return self._places(IDENTIFICATION)

    @property
    def parts(self) -> list[tuple[Part, list[Place]]]:
        """What follows the members, in the order of the paper form."""
        return [(part, self._places(part)) for part in AFTER_MEMBERS]

    def part_of(self, row: int | None, name: str) -> forms.BaseForm | None:
        """The part of the form that has this field: a row, or the household's own."""
        if row is not None:
            return self.rows.forms[row] if name in self.rows.forms[row].fields else None
        for form in (self.household, self.year):
            if name in form.fields:
                return form
        return None

    def by_person(self, by_row: dict[tuple[str, int | None], str]) -> Reasons:
        """The same reasons, counted by the people of the file instead of the rows of the form."""
        staying = [self.rows.forms.index(row) for row in self.staying]
        return {
            (rule, None if row is None else staying.index(row)): words
            for (rule, row), words in by_row.items()
        }

    def _places(self, part: Part) -> list[Place]:
        return [Place.of(self._field(name)) for name in part.names if self.has(name)]

    def has(self, name: str) -> bool:
        return name in self.household.fields or name in self.year.fields

    def _field(self, name: str) -> forms.BoundField:
        return self.household[name] if name in self.household.fields else self.year[name]

    @property
    def householder_name(self) -> str:
        """For the sentence that says what was saved."""
        rows = self.staying
        heads = [row for row in rows if row.record.relation == Relation.HOUSEHOLDER]
        return heads[0].instance.shown_name if heads else ""

    @property
    def errors(self) -> int:
        """How many things are to be corrected."""
        return sum(len(messages) for form in self for messages in form.errors.values())


def _add(form: forms.BaseForm, messages: dict[str, list[str]]) -> None:
    for name, sentences in messages.items():
        form.add_error(name if name in form.fields else None, ValidationError(sentences))
