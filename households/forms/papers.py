"""Papers and photos as they are sent, and as they are taken back."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households import photos
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


class UploadForm(forms.Form):
    """The files themselves are read one by one, each with its own answer."""

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


class PaperForm(UploadForm):
    """What the files are."""

    kind = forms.ChoiceField(label=_("Kind of paper"))
    note = forms.CharField(
        label=pgettext_lazy("on a paper", "Note"), max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = code_lists()["attachment"].codes.values()
        choices = [("", "—"), *((code.code, f"{code.code} {code.name}") for code in codes)]
        self.fields["kind"] = forms.ChoiceField(label=_("Kind of paper"), choices=choices)


class PhotoForm(UploadForm):
    """What a photo of a meeting, a notice or an objection shows."""

    kind = forms.ChoiceField(label=_("What it shows"))

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind.value, capfirst(kind.label)) for kind in photos.KINDS[of]]
        self.fields["kind"] = forms.ChoiceField(label=_("What it shows"), choices=choices)


class WithdrawForm(forms.Form):
    """Why a paper is taken back."""

    reason = forms.CharField(
        label=_("Why the paper is taken back"),
        max_length=200,
        help_text=_("For example: belongs to another household, not legible."),
    )
