"""Signing in, what an officer sets for himself, and what the file of a village says of a year."""

from typing import Any

from allauth.account.forms import LoginForm
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_failure_limit
from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from villages.http import FIRST_YEAR, LAST_YEAR
from villages.models import VillageYear


class SignInForm(LoginForm):  # type: ignore[misc]
    """User name and password, and after a failure how often one may still try."""

    def tries_left(self) -> int:
        credentials = {"username": (self.data.get("login") or "").strip()}
        failures = AxesProxyHandler.get_failures(self.request, credentials)
        return max(0, int(get_failure_limit(self.request, credentials)) - int(failures))


class PreferencesForm(forms.Form):
    """Either of the two may be left out: then it stays as it is."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    year = forms.IntegerField(
        label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False
    )


class VillageFileForm(forms.ModelForm[VillageYear]):
    """The file of a village for one year; which village and year, the page says."""

    class Meta:
        model = VillageYear
        fields = [
            "poverty_class",
            "class_evidence",
            "households",
            "population",
            "agricultural_population",
        ]

    def clean(self) -> dict[str, Any]:
        """The years that the register knows."""
        if not FIRST_YEAR <= self.instance.year <= LAST_YEAR:
            raise forms.ValidationError(
                {NON_FIELD_ERRORS: _("This is no year of the register. Check the four digits.")}
            )
        return super().clean() or self.cleaned_data
