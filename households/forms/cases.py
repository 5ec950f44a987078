"""The small forms of the steps that are taken with one household."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from households import lookback, workflow
from households.choices import OUTCOMES, RejectionGround, ReturnReason
from households.models import Case
from households.proposals import PROPOSING, Proposal
from povertyreg import clock
from villages.models import User


class StepForm(forms.Form):
    """What a step needs to know; `act` takes it."""

    step: ClassVar[str]
    button: Any
    icon: ClassVar[str]
    is_grave: ClassVar[bool] = False
    """Ends the case, or throws it back."""

    def __init__(self, data: QueryDict | None = None, *, case: Case) -> None:
        super().__init__(data, prefix=self.step)
        self.case = case
        self.prepare()

    def prepare(self) -> None:
        """Set what depends on the case."""

    def act(self, by: User) -> None:
        raise NotImplementedError


class SurveyForm(StepForm):
    step, button, icon = "survey", _("Note the home visit"), "home-check"
    on = forms.DateField(
        label=_("Day of the visit"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    first = forms.CharField(label=_("Who visited"), max_length=30)
    second = forms.CharField(label=_("and who else"), max_length=30)

    def prepare(self) -> None:
        self.fields["on"].initial = clock.today()
        if self.case.round.kind in PROPOSING:
            self.fields.update(_proposal_fields(self.case))

    def act(self, by: User) -> None:
        given = self.cleaned_data
        with transaction.atomic():
            if "outcome" in given:
                lookback.propose(self.case, Proposal(given["outcome"], given["ground"]), by=by)
            workflow.survey(self.case, (given["first"], given["second"]), by=by, on=given["on"])


def _proposal_fields(case: Case) -> dict[str, forms.Field]:
    outcomes = [(one.value, one.label) for one in OUTCOMES[case.round.kind]]
    return {
        "outcome": forms.ChoiceField(
            label=_("Proposed outcome"),
            choices=outcomes,
            initial=case.proposed_outcome or outcomes[0][0],
        ),
        "ground": forms.ChoiceField(
            label=_("Ground, if it is removed"),
            choices=[("", "–"), *RejectionGround.choices],
            initial=case.ground,
            required=False,
        ),
    }


class ReasonForm(StepForm):
    """A reason to pick, and words for another one."""

    is_grave = True
    because = forms.ChoiceField(label=_("Why"), choices=ReturnReason.choices)
    words = forms.CharField(label=_("In words"), max_length=200, required=False)

    def reason(self) -> str:
        """The code of what was picked; in words when it is another reason, or words are given."""
        because, words = self.cleaned_data["because"], self.cleaned_data["words"].strip()
        return words or ("" if because == ReturnReason.OTHER else str(because))


class SendBackForm(ReasonForm):
    step, button, icon = "send_back", _("Return to the clerk"), "arrow-back-up"

    def act(self, by: User) -> None:
        workflow.send_back(self.case, self.reason(), by=by)


class ReturnForm(ReasonForm):
    step, button, icon = "return_to_village", _("Return to the village"), "arrow-back-up"

    def act(self, by: User) -> None:
        workflow.return_to_village(self.case, self.reason(), by=by)


class ReturnFromCountyForm(ReasonForm):
    step, button, icon = "return_from_county", _("Return to the village"), "arrow-back-up"

    def act(self, by: User) -> None:
        workflow.return_from_county(self.case, self.reason(), by=by)


class RejectForm(StepForm):
    """A ground of the exclusion list."""

    button, icon, is_grave = _("Reject"), "ban", True
    ground = forms.ChoiceField(label=_("Ground"), choices=RejectionGround.choices)
    words = forms.CharField(label=_("In words"), max_length=200, required=False)

    def act(self, by: User) -> None:
        reject = getattr(workflow, self.step)
        given = self.cleaned_data
        reject(self.case, given["ground"], by=by, reason=given["words"])


class RejectInVillageForm(RejectForm):
    step = "reject_in_village"


class RejectInTownshipForm(RejectForm):
    step = "reject_in_township"


class RejectInCountyForm(RejectForm):
    step = "reject_in_county"


class WithdrawForm(StepForm):
    step, button, icon, is_grave = "withdraw", _("Withdraw"), "user-off", True
    because = forms.CharField(
        label=_("The household's signed wish"),
        max_length=200,
        help_text=_("What it wishes, and from which day."),
    )

    def act(self, by: User) -> None:
        workflow.withdraw(self.case, self.cleaned_data["because"], by=by)


STEP_FORMS: dict[str, type[StepForm]] = {
    form.step: form
    for form in (
        SurveyForm,
        SendBackForm,
        ReturnForm,
        ReturnFromCountyForm,
        RejectInVillageForm,
        RejectInTownshipForm,
        RejectInCountyForm,
        WithdrawForm,
    )
}
"""Steps of one household; the others are taken by whole lists, of which a share is visited."""
