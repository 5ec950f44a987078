"""How the fields of the file are typed: codes by key, amounts as people write them, masks kept."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import DatabaseDefault
from django.forms.models import construct_instance
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from households.codes import CodeField, CodeList
from povertyreg.privacy import EncryptedField

MASK = "*"
SELECTED = SafeString(" selected")


class QuickSelect(forms.Select):
    """The markup of Django's, without a template for each of the thousand options of a page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attributes = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((code, SELECTED if code == chosen else "", label) for code, label in self.choices),
        )
        return format_html("<select{}>{}</select>", flatatt(attributes), options)


class CodeChoice(forms.ChoiceField):
    """A select whose options begin with the code, so that typing the code chooses."""

    widget = QuickSelect

    def __init__(self, *, code_list: CodeList, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.code_list = code_list

    def offer(self, year: int, now: str = "", only: tuple[str, ...] = ()) -> None:
        """This year's codes (or some of them), and the one that stands in the file now."""
        options = self.code_list.options(year)
        if only:
            options = [option for option in options if option[0] in (*only, now)]
        if now and now not in dict(options):
            options.append((now, f"{now} {self.code_list.label(now)}"))
        self.choices = [("", ""), *options]


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not stated: "1" and "0" on the keyboard, and an empty field is never a no."""

    widget = QuickSelect

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", ""), ("1", _("1 yes")), ("0", _("0 no"))]
        super().__init__(choices=choices, coerce=_is_one, empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "1", False: "0"}.get(value, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def _is_one(value: Any) -> bool:
    return str(value) == "1"


def typed(field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    """The form field of a model field (a `formfield_callback`)."""
    if isinstance(field, CodeField):
        return CodeChoice(
            code_list=field.code_list,
            label=kwargs.get("label") or capfirst(field.verbose_name),
            required=not field.blank,
        )
    if isinstance(field, models.BooleanField) and field.null:
        return YesNo(label=kwargs.get("label") or capfirst(field.verbose_name), required=False)
    if isinstance(field, EncryptedField):
        kwargs["widget"] = forms.TextInput({"autocomplete": "off"})
    if isinstance(field, models.DecimalField):
        kwargs |= {"required": False, "localize": True, "widget": _figure("decimal")}
    if isinstance(field, models.PositiveSmallIntegerField):
        kwargs |= {"required": False, "widget": _figure("numeric")}
    if isinstance(field, models.DateField):
        kwargs["widget"] = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    found: forms.Field | None = field.formfield(**kwargs)
    return found


def _figure(keyboard: str) -> forms.TextInput:
    return forms.TextInput({"inputmode": keyboard, "autocomplete": "off", "class": "num"})


def offer_codes(
    fields: dict[str, forms.Field], year: int, now: Mapping[str, Any], **only: tuple[str, ...]
) -> None:
    """Fill every select of codes; `now` holds the values on file."""
    for name, field in fields.items():
        if isinstance(field, CodeChoice):
            field.offer(year, str(now.get(name) or ""), only.get(name, ()))


class WithoutConstraints(forms.ModelForm[Any]):
    """The constraints of the database are asked by the module that writes, not once more here."""

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data

    def _post_clean(self) -> None:
        self.instance = construct_instance(self, self.instance, self._meta.fields)
        try:
            self.instance.full_clean(
                exclude=self._get_validation_exclusions(),  # type: ignore[attr-defined]
                validate_unique=False,
                validate_constraints=False,
            )
        except ValidationError as wrong:
            self._update_errors(wrong)  # type: ignore[attr-defined]


Row = TypeVar("Row", bound=models.Model)


def settled(row: Row) -> Row:
    """A row that is not stored yet holds already what the database would fill in."""
    for name, value in list(vars(row).items()):
        if isinstance(value, DatabaseDefault):
            setattr(row, name, value.expression.value)  # type: ignore[attr-defined]
    return row


def mark(field: forms.Field, **attributes: str) -> None:
    """Tell the page about a field: `stop="stop"` becomes `data-stop`."""
    field.widget.attrs |= {f"data-{name}": value for name, value in attributes.items()}


def kept(typed_value: str, stored: str) -> str:
    """A form shows stored numbers masked; a mask that comes back means that nobody changed it."""
    return stored if stored and MASK in typed_value else typed_value
