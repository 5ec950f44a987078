"""Fields that several forms share, and how a refusal of an acting module is shown in a form."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.text import capfirst

from households.codes import CodeField
from villages.models import User, parts_of, path_to

STILL_IN_USE = 2100  # a year by which every code that was replaced has gone


class DateField(forms.DateField):
    """A day, with the calendar of the browser."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(**kwargs)


class AmountField(forms.DecimalField):
    """Typed as text, so that a scroll changes nothing; a phone offers digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As people type it: 23320 for 23320.00."""
        if not isinstance(value, Decimal):
            return value
        return f"{value.normalize():f}"


def formfield(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """For Meta.formfield_callback: codes as selects, days with a calendar, amounts as digits."""
    if isinstance(field, CodeField):
        return _select(field)
    if isinstance(field, models.DateField):
        return field.formfield(**kwargs, form_class=DateField)
    if isinstance(field, models.DecimalField):
        return field.formfield(**kwargs, form_class=AmountField)
    return field.formfield(**kwargs)


def _select(field: CodeField) -> forms.ChoiceField:
    """Each line begins with its code, so that typing the code picks the line."""
    empty = [] if field.has_default() else [("", "")]
    return forms.ChoiceField(
        label=capfirst(field.verbose_name),
        choices=[*empty, *field.code_list.options(STILL_IN_USE)],
        required=not field.blank,
        initial=field.get_default(),
    )


def area_choices(user: User, area: str) -> list[tuple[str, str]]:
    """The area worked in and its parts: to whom something may belong."""
    area = area or next(iter(user.area_codes()), "")
    return [(place.pk, place.name) for place in [*path_to(area)[-1:], *parts_of(area)]]


def show_refusal(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Put each message to its field, or above the form where the form has no such field."""
    by_field = getattr(refusal, "error_dict", None) or {NON_FIELD_ERRORS: refusal.error_list}
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)
