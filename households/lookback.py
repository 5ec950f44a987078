"""The look-back: households looked at again for a reason, and what the visit proposes."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from households import proposals, stepping, workflow
from households.choices import Outcome, Stage
from households.models import Case, Household, HouseholdYear
from households.proposals import PROPOSING, Proposal
from households.refusals import require
from households.sheets import Sheet, once, parts
from povertyreg.audit import trail
from povertyreg.audit.models import Entry
from villages.models import User


def suspect(sheet: Sheet, because: str, *, by: User) -> Entry:
    """Open the cases of the listed households of a village, each with why; all of them or none."""

    def act() -> dict[str, Any]:
        require(because.strip(), _("Say why these households are looked at again."))
        stepping.require_short(because)
        require(sheet.round.kind in PROPOSING, _("This round does not look at households again."))
        chosen = Household.objects.filter(pk__in=sheet.listed, village=sheet.village)
        households = list(chosen.select_related("village", "householder").order_by("number"))
        require(households, _("Tick at least one household."))
        opened = workflow.apply_all(households, sheet.round, by=by)
        Case.objects.filter(pk__in=[case.pk for case in opened]).update(suspicion=because.strip())
        return parts(opened, [])

    return once("suspect_list", sheet, by, act)


def propose(case: Case, proposal: Proposal, *, by: User) -> None:
    """Note or change the proposal, until the meeting has voted. The clerk who surveys does it."""
    with transaction.atomic():
        case.refresh_from_db(from_queryset=Case.objects.select_for_update())
        stepping.require_right("survey", case, by)
        require(
            case.stage in (Stage.APPLIED, Stage.SURVEYED),
            _("The meeting has voted already: the proposal stands."),
        )
        proposals.require_fits(proposal, case.round.kind, _record(case))
        case.proposed_outcome = proposal.outcome
        case.ground = proposal.ground if proposal.outcome == Outcome.REMOVED else ""
        case.save()
        trail.record(by, "propose_outcome", case, area=case.village_id, outcome=proposal.outcome)


def _record(case: Case) -> HouseholdYear | None:
    record: HouseholdYear | None = case.household.years.filter(year=case.round.year).first()
    return record
