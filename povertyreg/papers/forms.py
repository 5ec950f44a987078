"""What is to be printed for a village."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from households.choices import Category
from households.codes import code_lists
from povertyreg.papers.catalogue import FOR_A_VILLAGE


class VillageForm(forms.Form):
    """Which papers, of which year and category."""

    papers = forms.MultipleChoiceField(
        label=_("What to print"),
        choices=[(kind.slug, kind.title) for kind in FOR_A_VILLAGE.values()],
        widget=forms.CheckboxSelectMultiple,
        initial=["card"],
        error_messages={"required": _("Choose at least one paper.")},
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    category = forms.ChoiceField(label=_("Category"), required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        label = code_lists()["category"].label
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            ("", _("all categories")),
            *((code, label(code)) for code in Category.REGISTERED),
        ]
