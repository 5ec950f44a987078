"""The villages of a township that are announced together."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from households.announcing import Bundle, Ready
from households.forms.approval import TAKEN, phone_field
from households.models import Round
from villages.models import Township


class AnnounceVillagesForm(forms.Form):
    """All villages that are ready, except those that were unticked."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    villages = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": _("Open the page again.")}
    )
    complaint_phone = phone_field()

    def __init__(self, *args: Any, round_: Round, ready: Sequence[Ready], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_
        self.ready = ready
        sent = self.data.getlist("villages") if self.is_bound else []  # type: ignore[attr-defined]
        shown = {one.village.code for one in ready} | set(sent)
        self.fields["villages"].choices = [(code, code) for code in sorted(shown)]  # type: ignore[attr-defined]

    def rows(self) -> list[tuple[Ready, bool]]:
        """Each village with whether it is ticked."""
        chosen = self["villages"].value() if self.is_bound else None
        return [(one, chosen is None or one.village.code in chosen) for one in self.ready]

    def follows(self) -> Any:
        return TAKEN[self.round.kind]

    def bundle(self, township: Township) -> Bundle:
        cleaned = self.cleaned_data
        marks = {code: str(self.data.get(f"mark-{code}", "")) for code in cleaned["villages"]}
        return Bundle(township, self.round, cleaned["request_id"], marks)
