"""Objections as they are taken down, and as they are decided."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from households.choices import Channel, Decision, ObjectionKind, Stage
from households.models import Case, Objection
from povertyreg import clock


class ObjectionForm(forms.ModelForm[Objection]):
    """Who objects may stay unnamed."""

    class Meta:
        model = Objection
        fields = ["kind", "channel", "received_on", "content", "objector"]
        widgets = {
            "received_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "content": forms.Textarea({"rows": 3}),
        }

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        left_out = case.stage == Stage.REJECTED
        usual = {
            "kind": ObjectionKind.SHOULD_BE_IN if left_out else None,
            "received_on": clock.today(),
        }
        super().__init__(*args, **{"initial": usual, **kwargs})
        fitting = [c for c in ObjectionKind if (c == ObjectionKind.SHOULD_BE_IN) == left_out]
        self.fields["kind"] = forms.ChoiceField(
            label=_("It says that the household"),
            choices=[(kind.value, kind.label) for kind in fitting],
            widget=forms.RadioSelect,
        )
        self.fields["channel"] = forms.ChoiceField(
            label=_("How it came in"), choices=Channel.choices, widget=forms.RadioSelect
        )


class DecisionForm(forms.Form):
    """Upheld or dismissed, with what the investigation found."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=Decision.choices, widget=forms.RadioSelect
    )
    finding = forms.CharField(
        label=_("What the investigation found"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The objector gets it as the reply."),
    )
