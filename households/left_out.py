"""Households that a list has left out: an upheld objection begins their case, or begins it anew."""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from households import workflow
from households.choices import Decision, Stage
from households.models import Case, Household, Objection
from households.refusals import require
from households.steps import APPLY_PERMISSION, STEPS
from povertyreg.audit import trail
from villages.models import User

_ANEW: Final = "uphold_omission"


def may_open_case(objection: Objection, user: User) -> bool:
    """Whoever applies for households begins a case; whoever decides objections, a rejected one."""
    return any(
        user.has_perm(right, objection) for right in (APPLY_PERMISSION, STEPS[_ANEW].permission)
    )


def open_case(objection: Objection, household: Household, *, by: User) -> Case:
    """Upheld for somebody who was left out: the household's case begins, or begins anew."""
    if not may_open_case(objection, by):
        raise PermissionDenied
    with transaction.atomic():
        objection.refresh_from_db(from_queryset=Objection.objects.select_for_update())
        require(
            objection.decision == Decision.UPHELD and objection.case is None,
            _("Only an upheld objection for a household without a case opens one."),
        )
        require(
            household.village_id == objection.village_id,
            _("This household does not live in the village of the objection."),
        )
        case = _case_of(household, objection, by)
        objection.case = case
        objection.save()
        trail.record(by, "open_case_for_objection", objection, area=objection.village_id)
    return case


def _case_of(household: Household, objection: Objection, by: User) -> Case:
    """Its case of the round, begun or begun anew; one that is on its way stays as it is."""
    round_, name = objection.notice.round, {"name": household.householder_name}
    case: Case | None = Case.objects.filter(household=household, round=round_).first()
    if case is None:
        require(
            by.has_perm(APPLY_PERMISSION, household),
            _("%(name)s has no case in this round: the clerk or the village secretary opens it.")
            % name,
        )
        return workflow.apply(household, round_, by=by)
    if case.stage == Stage.REJECTED:
        require(
            by.has_perm(STEPS[_ANEW].permission, case),
            _("%(name)s was rejected in this round: who decides on objections begins it anew.")
            % name,
        )
        workflow.uphold_omission(case, objection.finding[:200], by=by)
    return case
