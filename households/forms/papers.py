"""Papers as they are sent, and as they are taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.codes import code_lists

ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf"


class ManyFiles(forms.FileInput):
    """Several files are picked at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """As many files as were sent; each of them is judged when it is stored."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return list(data or [])


class PaperForm(forms.Form):
    """What the files are; they themselves are read one by one, each with its own answer."""

    kind = forms.ChoiceField(label=_("Kind of paper"))
    note = forms.CharField(
        label=pgettext_lazy("on a paper", "Note"), max_length=200, required=False
    )
    papers = FilesField(
        label=_("Photos or PDF"),
        required=False,
        widget=ManyFiles(attrs={"multiple": True, "accept": ACCEPTED, "data-shrinks": ""}),
        help_text=_("Up to 10 MB each; several at once. Where a photo was taken is not kept."),
    )
    camera = forms.FileField(
        label=_("Take a photo"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "image/*", "capture": "environment", "data-shrinks": ""}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = code_lists()["attachment"].codes.values()
        choices = [("", "—"), *((code.code, f"{code.code} {code.name}") for code in codes)]
        self.fields["kind"] = forms.ChoiceField(label=_("Kind of paper"), choices=choices)


class WithdrawForm(forms.Form):
    """Why a paper is taken back."""

    reason = forms.CharField(
        label=_("Why the paper is taken back"),
        max_length=200,
        help_text=_("For example: belongs to another household, not legible."),
    )
