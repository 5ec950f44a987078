"""Signing in, and what an officer sets for himself: the language and the year to work in."""

from allauth.account.forms import LoginForm
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_failure_limit
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from villages.http import FIRST_YEAR, LAST_YEAR


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
