"""What is said when a notice is posted anew."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CorrectionForm(forms.Form):
    """Why the notice was wrong, and the phone for complaints of the new one."""

    because = forms.CharField(
        label=_("What was wrong"),
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("The new notice says it to everybody, with the number of the old one."),
    )
    complaint_phone = forms.CharField(label=_("Complaint phone"), max_length=20)
    request_id = forms.UUIDField(widget=forms.HiddenInput)
