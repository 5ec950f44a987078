"""What an officer sets for himself: the language and the year to work in."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from villages.http import FIRST_YEAR, LAST_YEAR


class PreferencesForm(forms.Form):
    """Either of the two may be left out: then it stays as it is."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    year = forms.IntegerField(
        label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False
    )
