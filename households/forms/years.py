"""A year as it is begun, and as it is opened again."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReopenForm(forms.Form):
    """Why a closed year is opened again."""

    reason = forms.CharField(
        label=_("Why the year is opened again"),
        max_length=200,
        help_text=_("It stays beside the year, and in the audit trail."),
    )
