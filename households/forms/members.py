"""The members of a household as rows: who they are, and how they are in the year."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import construct_instance, fields_for_model, model_to_dict
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from households.choices import Document
from households.codes import code_lists
from households.dossier import Person
from households.forms.fields import WithoutConstraints, kept, mark, offer_codes, settled, typed
from households.forms.layout import CARRIED, FURTHER, LEAVING, MEMBER_STOPS, NO_NUMBER
from households.forms.said import Said
from households.idnumbers import IdNumberError, read_id_number
from households.models import Member, MemberYear
from households.paper_form import OF_THE_YEAR

MOST_MEMBERS, MOST_ROWS = 40, 100
ALREADY_READABLE = (Document.ID_CARD, Document.DISABILITY_CERTIFICATE, Document.NONE)


class MemberRow(WithoutConstraints):
    """One person. A stored ID number is shown masked; typing over it replaces it."""

    member = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Member
        fields = (
            "name",
            "id_number",
            "document_kind",
            "ethnic_group",
            "sex",
            "birth_date",
            "no_id_reason",
            "national_number",
            "joined_because",
            *LEAVING,
        )
        formfield_callback = typed
        labels = {
            "left_on": _("Left on"),
            "left_because": _("Why left"),
            "no_id_reason": _("Why no number"),
            "work_region": _("Work region"),
        }

    def __init__(
        self, *args: Any, year: int, record: MemberYear, today: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.today = settled(record), today
        self._stored = {"id_number": self.instance.id_number, "phone": record.phone}
        self.fields.update(deepcopy(_fields_of_the_year()))
        self._show_what_is_stored()
        for name in ("sex", "birth_date", "document_kind"):
            self.fields[name].required = False  # the ID number says them
        offer_codes(self.fields, year, self.initial)
        self._tell_the_page()

    def _tell_the_page(self) -> None:
        for name in MEMBER_STOPS:
            mark(self.fields[name], stop=name)
        self.fields["phone"].widget.attrs["inputmode"] = "tel"
        self.fields["id_number"].widget.attrs |= {
            "class": "idn",
            "placeholder": " ",  # the style asks whether something is typed
            "maxlength": "30",
            "hx-post": reverse("households:id-check"),
            "hx-trigger": "number-typed",
            "hx-target": "next .un",
            "hx-sync": "this:queue last",
            "autocomplete": "off",
            "spellcheck": "false",
        }

    @property
    def said(self) -> Said | None:
        """What the ID number says, as long as nothing is wrong with it."""
        number = self.instance.id_number
        if not (self.today and number) or "id_number" in (self._errors or {}):
            return None
        try:
            return Said.of(read_id_number(number), self.today)
        except IdNumberError:  # an officer's card says nothing
            return None

    @property
    def wrong(self) -> list[forms.BoundField]:
        """The fields of the first line with something to correct; others carry it themselves."""
        elsewhere = {*FURTHER, *LEAVING, "member"}
        return [self[name] for name in self.errors if name in self.fields and name not in elsewhere]

    @property
    def without_number(self) -> list[forms.BoundField]:
        return [self[name] for name in NO_NUMBER]

    @property
    def further(self) -> list[forms.BoundField]:
        return [self[name] for name in FURTHER]

    @property
    def has_hidden_errors(self) -> bool:
        return any(name in self.errors for name in FURTHER)

    @property
    def says_why_no_number(self) -> bool:
        """Whether the lines for somebody without a number are to be seen."""
        return any(self[name].value() or name in self.errors for name in NO_NUMBER)

    def _show_what_is_stored(self) -> None:
        self.initial = {**self.initial, **model_to_dict(self.record, OF_THE_YEAR)}
        self.initial["member"] = self.instance.pk or ""
        self.initial["id_number"] = self.instance.masked_id_number
        self.initial["phone"] = self.record.masked_phone
        if self.instance._state.adding:
            self.initial["ethnic_group"] = ""  # nobody is taken for a Han unasked
        if self.instance.document_kind in ALREADY_READABLE:
            self.initial["document_kind"] = ""
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
        return kept(self.cleaned_data["id_number"], self._stored["id_number"])

    def clean_phone(self) -> str:
        return kept(self.cleaned_data["phone"], self._stored["phone"])

    def clean_member(self) -> str:
        """Who left meanwhile comes back only as a new row."""
        named = str(self.cleaned_data["member"])
        if named and named != str(self.instance.pk):
            raise ValidationError(_("This person is no longer in the household. Remove the row."))
        return named

    def clean(self) -> dict[str, Any]:
        if self.is_leaving:  # only when and why matter of somebody who goes
            self._errors = ErrorDict({k: v for k, v in self.errors.items() if k in LEAVING})
            self._say_why()
        elif self.cleaned_data.get("id_number"):
            self.cleaned_data["no_id_reason"] = ""
        return self.cleaned_data

    def _say_why(self) -> None:
        """A reason that was chosen needs no words."""
        code = self.cleaned_data.get("left_reason")
        if code and not self.cleaned_data.get("left_because"):
            self.cleaned_data["left_because"] = code_lists()["leaving"].label(code)

    def _post_clean(self) -> None:
        if self.is_leaving:
            for name in LEAVING:
                setattr(self.instance, name, self.cleaned_data.get(name))
            return
        self.instance.document_kind = ""  # follows the number, unless one is chosen
        super()._post_clean()
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


@cache
def _fields_of_the_year() -> dict[str, forms.Field]:
    """Made once, and copied for each row."""
    return fields_for_model(MemberYear, OF_THE_YEAR, formfield_callback=typed)


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
        return Person(settled(Member()), MemberYear())

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
