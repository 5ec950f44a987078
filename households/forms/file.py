"""The whole form of a file: facts, the year's record and the rows, read and refused together."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.formsets import formset_factory

from households.choices import Relation
from households.dossier import File, Person
from households.forms.household import LIVING, HouseholdForm, YearForm
from households.forms.members import MOST_MEMBERS, MOST_ROWS, MemberRow, MemberRows
from households.models.income import INCOME
from households.refusals import RowErrors
from villages.models import User

Rows: Any = formset_factory(
    MemberRow,
    formset=MemberRows,
    extra=0,
    max_num=MOST_MEMBERS,
    absolute_max=MOST_ROWS,
    validate_max=True,
)

FACTS = (
    "village",
    "group",
    "proposed_category",
    "standard",
    "main_cause",
    "second_cause",
    "phone",
    *LIVING,
)
FURTHER_FACTS = ("third_cause", "address", "bank", "bank_account", "confirmed_on")
KINDS = ("wages", "business", "property", "transfer", "expenditure")


class FileForm:
    """Made from the file as it is stored; `data` is what came from the browser."""

    def __init__(self, file: File, *, user: User, today: date, data: Any = None) -> None:
        year = file.year.year
        self.stored = file
        self.household = HouseholdForm(data, instance=file.household, user=user, year=year)
        self.year = YearForm(data, instance=file.year)
        self.rows: MemberRows = Rows(data, people=file.people, year=year, today=today)

    def __iter__(self) -> Iterator[forms.BaseForm]:
        yield self.household
        yield self.year
        yield from self.rows.forms

    def is_valid(self) -> bool:
        """Every part is asked, so that all errors are seen at once."""
        return all([self.household.is_valid(), self.year.is_valid(), self.rows.is_valid()])

    def file(self) -> File:
        """The file as typed; the form is valid."""
        return File(
            self.household.instance,
            self.year.instance,
            [Person(row.instance, row.record) for row in self._staying()],
            [row.instance for row in self.rows.forms if row.is_leaving],
        )

    def _staying(self) -> list[MemberRow]:
        return [row for row in self.rows.forms if row.has_changed() and not row.is_leaving]

    def refuse(self, refusal: ValidationError) -> None:
        """Put what the acting module said to the row and field it is about."""
        if isinstance(refusal, RowErrors):
            staying = self._staying()
            for place, messages in refusal.by_row.items():
                _add(staying[place], messages)
        else:
            _add(
                self.household,
                getattr(refusal, "message_dict", {NON_FIELD_ERRORS: refusal.messages}),
            )

    @property
    def facts(self) -> list[forms.BoundField]:
        """The fields of quick entry, in the order of the paper form."""
        return [self._field(name) for name in FACTS if self._has(name)]

    @property
    def further_facts(self) -> list[forms.BoundField]:
        """Shown with all fields, or when something stands in them."""
        return [self._field(name) for name in FURTHER_FACTS]

    @property
    def income(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The lines under the kind of income that they add up to; the last kind is taken off."""
        kinds = zip(KINDS, [*INCOME.values(), ("business_expenditure",)], strict=True)
        return [(kind, [self.year[name] for name in names]) for kind, names in kinds]

    def _has(self, name: str) -> bool:
        return name in self.household.fields or name in self.year.fields

    def _field(self, name: str) -> forms.BoundField:
        return self.household[name] if name in self.household.fields else self.year[name]

    @property
    def householder_name(self) -> str:
        """For the sentence that says what was saved."""
        rows = self._staying()
        heads = [row for row in rows if row.record.relation == Relation.HOUSEHOLDER]
        return heads[0].instance.shown_name if heads else ""

    @property
    def errors(self) -> int:
        """How many things are to be corrected."""
        return sum(len(messages) for form in self for messages in form.errors.values())


def _add(form: forms.BaseForm, messages: dict[str, list[str]]) -> None:
    for name, sentences in messages.items():
        form.add_error(name if name in form.fields else None, ValidationError(sentences))
