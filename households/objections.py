"""Objections: recorded while the list hangs, investigated, decided; only one household waits."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from households import workflow
from households.choices import Decision, ObjectionKind, Stage
from households.models import Case, Notice, Objection
from households.refusals import require
from povertyreg import clock
from povertyreg.audit import trail
from villages.models import User

_UPHOLDING = {
    ObjectionKind.SHOULD_NOT_BE_IN: workflow.uphold_against,
    ObjectionKind.DATA_WRONG: workflow.uphold_correction,
    ObjectionKind.SHOULD_BE_IN: workflow.uphold_omission,
}


def record(objection: Objection, *, by: User) -> Objection:
    """Take an objection against a household of a posted list, or for one that was left out."""
    objection.village_id = objection.notice.village_id
    if not by.has_perm("households.record_objection", objection):
        raise PermissionDenied
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=objection.case_id or 0)
        _require_in_time(objection.notice, case, objection.kind)
        require(
            objection.notice.starts_on <= objection.received_on <= clock.today(),
            _("An objection is received between the first day of the notice and today."),
        )
        objection.recorded_by = by
        objection.full_clean(exclude=["decided_by"])
        objection.save()
        trail.record(by, "record_objection", objection, area=objection.village_id)
    return objection


def _require_in_time(notice: Notice, case: Case, kind: str) -> None:
    """Against a household while it is posted; for one left out, while its rejection stands."""
    if kind == ObjectionKind.SHOULD_BE_IN:
        require(
            case.stage == Stage.REJECTED and case.round.is_open,
            _("This household is not left out: it is at “%(stage)s”.")
            % {"stage": case.get_stage_display()},
        )
        require(
            (notice.village_id, notice.round_id) == (case.village_id, case.round_id),
            _("This notice was posted in another village or round."),
        )
        return
    require(
        notice.entries.standing().filter(case=case).exists(),
        _("This household is not on a list that hangs today."),
    )


def decide(objection: Objection, decision: str, finding: str, *, by: User) -> Objection:
    """Uphold or dismiss with the finding of the investigation; upheld, the case moves."""
    if not by.has_perm("households.decide_objection", objection):
        raise PermissionDenied
    require(decision in Decision, _("Choose whether the objection is upheld or dismissed."))
    require(
        finding.strip(), _("Write what the investigation found: the objector gets it as reply.")
    )
    with transaction.atomic():
        objection.refresh_from_db(from_queryset=Objection.objects.select_for_update())
        require(objection.is_open, _("This objection is decided already."))
        _write_decision(objection, decision, finding.strip(), by)
        if decision == Decision.UPHELD and not _is_out_already(objection):
            _UPHOLDING[ObjectionKind(objection.kind)](objection.case, finding[:200], by=by)
        area = objection.village_id
        trail.record(by, "decide_objection", objection, area=area, decision=decision)
    return objection


def _write_decision(objection: Objection, decision: str, finding: str, by: User) -> None:
    objection.decision, objection.finding = decision, finding
    objection.decided_on, objection.decided_by = clock.today(), by
    objection.full_clean()
    objection.save()


def _is_out_already(objection: Objection) -> bool:
    """The household left the round while the objection against it was investigated."""
    return objection.kind != ObjectionKind.SHOULD_BE_IN and objection.case.stage in (
        Stage.REJECTED,
        Stage.WITHDRAWN,
    )
