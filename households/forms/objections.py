"""Objections as they are taken down, and as they are decided."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from households.choices import Channel, Decision, ObjectionKind, Stage
from households.models import Case, Objection
from povertyreg import clock

_TAKEN_DOWN = [(c.value, c.label) for c in Channel if c != Channel.PUBLIC_PAGE]


class ObjectionForm(forms.ModelForm[Objection]):
    """Who objects may stay unnamed."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Objection
        fields = [
            "kind", "about_name", "about_group", "channel", "received_on", "content", "objector",
            "contact",
        ]  # fmt: skip
        widgets = {
            "received_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "content": forms.Textarea({"rows": 3}),
        }

    def __init__(self, *args: Any, case: Case | None, **kwargs: Any) -> None:
        left_out = case is None or case.stage == Stage.REJECTED
        usual = {
            "kind": ObjectionKind.SHOULD_BE_IN if left_out else None,
            "received_on": clock.today(),
            "request_id": uuid4(),
        }
        super().__init__(*args, **{"initial": usual, **kwargs})
        fitting = [c for c in ObjectionKind if (c == ObjectionKind.SHOULD_BE_IN) == left_out]
        self.fields["kind"] = forms.ChoiceField(
            label=_("It says that the household"),
            choices=[(kind.value, kind.label) for kind in fitting],
            widget=forms.RadioSelect,
        )
        self.fields["channel"] = forms.ChoiceField(
            label=_("How it came in"), choices=_TAKEN_DOWN, widget=forms.RadioSelect
        )
        if case is not None:
            del self.fields["about_name"], self.fields["about_group"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self.instance.request_id = cleaned.get("request_id")
        return cleaned


class DecisionForm(forms.Form):
    """Upheld or dismissed, with what the investigation found."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=Decision.choices, widget=forms.RadioSelect
    )
    investigated_on = forms.DateField(
        label=_("Investigated on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    finding = forms.CharField(
        label=_("What the investigation found"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The objector gets it as the reply."),
    )
