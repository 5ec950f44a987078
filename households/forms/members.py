"""The members of a household as rows: who they are, and how they are in the year."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import construct_instance, fields_for_model, model_to_dict
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from households.codes import code_lists
from households.dossier import Person
from households.forms.fields import kept, offer_codes, typed
from households.models import Member, MemberYear
from households.rules import age_on

FIRST_LINE = (
    "relation",
    "education",
    "school",
    "health",
    "labour",
    "work_months",
)
FLAGS = (
    "has_medical_insurance",
    "has_serious_illness_insurance",
    "has_pension_insurance",
    "receives_dibao",
    "is_serving_soldier",
)
OF_THE_YEAR = (*FIRST_LINE, "work_region", "politics", *FLAGS)
LEAVING = ("left_on", "left_because")
FURTHER = ("sex", "birth_date", "no_id_reason", "work_region", "politics", *FLAGS)
"""What stands in the second line of a row."""

CARRIED = frozenset({"ethnic_group", "relation", "health", "has_medical_insurance"})
"""What a new row may bring along from the row above without counting as typed."""

MOST_MEMBERS, MOST_ROWS = 40, 100


class Said(NamedTuple):
    """What a good ID number says, for the line under it."""

    sex: str
    birth_date: date
    age: int

    @classmethod
    def of(cls, sex: str, birth_date: date, today: date) -> "Said":
        return cls(code_lists()["sex"].label(sex), birth_date, age_on(birth_date, today))


class MemberRow(forms.ModelForm[Member]):
    """One person. A stored ID number is shown masked; typing over it replaces it."""

    member = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Member
        fields = (
            "name",
            "id_number",
            "ethnic_group",
            "sex",
            "birth_date",
            "no_id_reason",
            *LEAVING,
        )
        formfield_callback = typed
        labels = {"left_on": _("Left on"), "left_because": _("Why left")}

    def __init__(
        self, *args: Any, year: int, record: MemberYear, today: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.today = record, today
        self._stored_number = self.instance.id_number
        self.fields.update(fields_for_model(MemberYear, OF_THE_YEAR, formfield_callback=typed))
        self._show_what_is_stored()
        for name in ("sex", "birth_date"):
            self.fields[name].required = False  # the ID number says both
        offer_codes(self.fields, year, self.initial)
        self.fields["id_number"].widget.attrs |= {
            "hx-post": reverse("households:id-check"),
            "hx-trigger": "change",
            "hx-target": "next .un",
            "autocomplete": "off",
        }

    @property
    def said(self) -> Said | None:
        """What the ID number says, as long as nothing is wrong with it."""
        person = self.instance
        born: date | None = person.birth_date
        if not (self.today and person.id_number and born) or "id_number" in (self._errors or {}):
            return None
        return Said.of(person.sex, born, self.today)

    @property
    def wrong(self) -> list[forms.BoundField]:
        """The fields of the first line with something to correct; others carry it themselves."""
        elsewhere = {*FURTHER, *LEAVING, "member"}
        return [self[name] for name in self.errors if name in self.fields and name not in elsewhere]

    @property
    def further(self) -> list[forms.BoundField]:
        return [self[name] for name in FURTHER]

    @property
    def has_hidden_errors(self) -> bool:
        return any(name in self.errors for name in FURTHER)

    def _show_what_is_stored(self) -> None:
        self.initial = {**self.initial, **model_to_dict(self.record, OF_THE_YEAR)}
        self.initial["member"] = self.instance.pk or ""
        self.initial["id_number"] = self.instance.masked_id_number
        if self.instance.id_number:
            self.initial["sex"] = self.initial["birth_date"] = None

    @cached_property
    def is_leaving(self) -> bool:
        """An existing member whose day or reason of leaving is filled in."""
        return bool(self.instance.pk) and any(self._typed(name) for name in LEAVING)

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), "")).strip()

    def has_changed(self) -> bool:
        """A new row in which nobody typed anything, or that was removed, is no person."""
        if self.instance.pk or not self.is_bound:
            return bool(self.instance.pk)
        is_sent = self.add_prefix("name") in self.data
        return is_sent and bool(set(self.changed_data) - CARRIED)

    def clean_id_number(self) -> str:
        return kept(self.cleaned_data["id_number"], self._stored_number)

    def clean_member(self) -> str:
        """Who left meanwhile comes back only as a new row."""
        named = str(self.cleaned_data["member"])
        if named and named != str(self.instance.pk):
            raise ValidationError(_("This person is no longer in the household. Remove the row."))
        return named

    def clean(self) -> dict[str, Any] | None:
        if self.is_leaving:  # only when and why matter of somebody who goes
            self._errors = ErrorDict({k: v for k, v in self.errors.items() if k in LEAVING})
        return super().clean()

    def _post_clean(self) -> None:
        if self.is_leaving:
            for name in LEAVING:
                setattr(self.instance, name, self.cleaned_data.get(name))
            return
        super()._post_clean()  # type: ignore[misc]
        self.record = construct_instance(self, self.record, OF_THE_YEAR)
        others = {f.name for f in MemberYear._meta.fields} - set(OF_THE_YEAR)
        try:
            self.record.full_clean(
                exclude=others | set(self._errors or ()),
                validate_unique=False,
                validate_constraints=False,
            )
        except ValidationError as wrong:
            self._update_errors(wrong)  # type: ignore[attr-defined]


class MemberRows(forms.BaseFormSet[MemberRow]):
    """`people`: the active members with their records of the year, in the order of the form."""

    def __init__(
        self, *args: Any, people: Sequence[Person], year: int, today: date, **kwargs: Any
    ) -> None:
        self.people, self.year, self.today = list(people), year, today
        self.extra = 0 if self.people else 1
        super().__init__(*args, **{"prefix": "members", **kwargs})

    def initial_form_count(self) -> int:
        """Rows are bound to members by their key, not by their place."""
        return 0 if self.is_bound else len(self.people)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        person = self._person(index)
        kwargs = {**super().get_form_kwargs(index), "instance": person.member}
        return {**kwargs, "record": person.year, "year": self.year, "today": self.today}

    def _person(self, index: int | None) -> Person:
        if index is not None:
            for place, person in enumerate(self.people):
                if self._names(index, place, person):
                    return person
        return Person(Member(), MemberYear())

    def _names(self, index: int, place: int, person: Person) -> bool:
        if not self.is_bound:
            return index == place
        return self.data.get(f"{self.prefix}-{index}-member") == str(person.member.pk)


def count_of_rows(typed: QueryDict) -> int:
    """How many rows were sent, as far as anybody may believe it."""
    said = str(typed.get("members-TOTAL_FORMS", ""))
    return min(int(said), MOST_ROWS) if said.isdecimal() else 0


def with_another_row(typed: QueryDict) -> QueryDict:
    """For browsers without scripts: the same form with one empty row more."""
    data = typed.copy()
    data["members-TOTAL_FORMS"] = str(count_of_rows(typed) + 1)
    return data
