"""Why an earlier version is brought back, and over which one."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RestoreForm(forms.Form):
    """`version`: of the file when the page was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(
        label=_("Why this version is brought back"),
        max_length=200,
        help_text=_("It stays beside the new version, and in the audit trail."),
    )
