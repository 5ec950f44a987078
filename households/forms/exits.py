"""What is typed when a household is proposed, assessed for its exit, and signs for it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from households import exit_checklist, exits
from households.exit_checklist import Checklist, Line
from households.exits import Given, Signature, Visit
from households.forms.sheets import IdsField
from povertyreg import clock


class ProposeForm(forms.Form):
    """The households that are ticked."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    chosen = IdsField(required=False)


class Asked(NamedTuple):
    """An item with its fields: none where the file answers it, or where nothing is noted."""

    line: Line
    found: BoundField | None
    evidence: BoundField | None


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


def _yes(value: str) -> bool | None:
    return {"1": True, "0": False}.get(value)


class AssessForm(forms.Form):
    """The checklist: what the file does not answer is asked. `seen`: what was read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    on = _day(_("Day of the assessment"))
    first = forms.CharField(label=_("Who assessed"), max_length=30)
    second = forms.CharField(label=_("and who with them"), max_length=30)

    def __init__(self, *args: Any, checklist: Checklist, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checklist = checklist
        for line in checklist.lines:
            self._ask(line)
        self.initial = {**self._before(), **self.initial}

    def _ask(self, line: Line) -> None:
        key = line.item.pk
        if line.fact.found is None:
            self.fields[f"found-{key}"] = _asked(line)
        if line.item.needs_evidence:
            self.fields[f"evidence-{key}"] = forms.CharField(
                label=_("Evidence"), max_length=200, required=False, initial=line.evidence
            )

    def _before(self) -> dict[str, Any]:
        """As it was assessed, or else today's visit by whoever surveyed the home."""
        assessment, case = self.checklist.assessment, self.checklist.case
        names = (assessment.assessors if assessment else case.surveyors).split("、")
        first, second = (*names, "", "")[:2]
        return {
            "seen": exit_checklist.state(assessment),
            "on": assessment.assessed_on if assessment else clock.today(),
            "first": first,
            "second": second,
        }

    def asked(self) -> Iterator[Asked]:
        """The items in their order, with the fields of each."""
        for line in self.checklist.lines:
            found, evidence = f"found-{line.item.pk}", f"evidence-{line.item.pk}"
            yield Asked(
                line,
                self[found] if found in self.fields else None,
                self[evidence] if evidence in self.fields else None,
            )

    def visit(self) -> Visit:
        given = self.cleaned_data
        return Visit(given["on"], (given["first"], given["second"]))

    def given(self) -> dict[int, Given]:
        said = self.cleaned_data
        return {
            line.item.pk: Given(
                said.get(f"found-{line.item.pk}"), said.get(f"evidence-{line.item.pk}", "")
            )
            for line in self.checklist.lines
        }

    def act(self, by: Any) -> None:
        exits.assess(
            self.checklist.case, self.visit(), self.given(), by=by, seen=self.cleaned_data["seen"]
        )


def _asked(line: Line) -> forms.Field:
    """Yes or no, or a number; neither is guessed."""
    if line.is_yes_no:
        return forms.TypedChoiceField(
            label=str(line.item),
            choices=[("1", _("Yes")), ("0", _("No"))],
            coerce=_yes,
            empty_value=None,
            required=False,
            initial={True: "1", False: "0"}.get(line.found),  # type: ignore[arg-type]
            widget=forms.RadioSelect,
        )
    return forms.DecimalField(
        label=str(line.item),
        max_digits=12,
        decimal_places=2,
        min_value=Decimal(0),
        required=False,
        localize=True,
        initial=line.found,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "num"}),
    )


class ConfirmForm(forms.Form):
    """The householder's signature. `seen`: the findings that were signed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    signed_by = forms.CharField(label=_("Who signed"), max_length=60)
    signed_on = _day(_("Day of the signature"))
    keeps_support = forms.BooleanField(
        label=_("Support continues after the exit"), required=False, initial=True
    )

    def __init__(self, *args: Any, checklist: Checklist, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checklist = checklist
        assessment, case = checklist.assessment, checklist.case
        self.initial = {
            "seen": exit_checklist.state(assessment),
            "signed_by": (assessment.confirmed_by if assessment else "")
            or (case.household.householder.name if case.household.householder else ""),
            "signed_on": (assessment.confirmed_on if assessment else None) or clock.today(),
            "keeps_support": assessment.keeps_support if assessment else True,
        }

    def act(self, by: Any) -> None:
        given = self.cleaned_data
        signature = Signature(given["signed_by"], given["signed_on"], given["keeps_support"])
        exits.confirm(self.checklist.case, signature, by=by, seen=given["seen"])
