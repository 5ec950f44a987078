"""What an acting module would refuse, said on the form before a database constraint says it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.forms.models import construct_instance

from households.http import show_refusal


def require_before_saving(form: "ModelForm[Any]", rule: Callable[[Any], None]) -> None:
    """Ask the rule about the object as the form would make it; refusals stand at their fields."""
    construct_instance(form, form.instance, form._meta.fields)
    try:
        rule(form.instance)
    except ValidationError as refusal:
        show_refusal(form, refusal)
