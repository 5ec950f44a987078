"""Objections: taken while the list hangs, investigated by another hand, decided, replied to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from households import workflow
from households.choices import Decision, ObjectionKind, Stage
from households.models import Case, Event, Notice, Objection
from households.refusals import require
from households.rules import working_days_after
from households.steps import NOMINATING
from povertyreg import clock, locks
from povertyreg.audit import trail
from villages.models import User

REPLY_WITHIN: Final = 5
"""Working days from the day on which it was received."""

_UPHOLDING: Final = {
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
        if known := _sent_before(objection, by):
            return known
        case = _locked(objection)
        _require_in_time(objection.notice, case, objection.kind)
        require(
            objection.notice.starts_on <= objection.received_on <= clock.today(),
            _("An objection is received between the first day of the notice and today."),
        )
        objection.recorded_by = by
        file(objection)
        trail.record(by, "record_objection", objection, area=objection.village_id)
    return objection


def _sent_before(objection: Objection, by: User) -> Objection | None:
    """What the same form wrote; a second click waits for the first."""
    if objection.request_id is None:
        return None
    locks.hold(f"form {objection.request_id}")
    return Objection.objects.filter(
        request_id=objection.request_id, notice=objection.notice, recorded_by=by
    ).first()


def _locked(objection: Objection) -> Case | None:
    return Case.objects.select_for_update().filter(pk=objection.case_id or 0).first()


def file(objection: Objection) -> None:
    """Give it its number of the village and year, and the day by which it is replied to."""
    year = objection.received_on.year
    locks.hold(f"objections of {objection.village_id} {year}")
    of_the_year = Objection.objects.filter(
        village=objection.village_id, received_on__year=year
    ).order_by()
    objection.number = (of_the_year.aggregate(last=Max("number"))["last"] or 0) + 1
    objection.reply_by = working_days_after(objection.received_on, REPLY_WITHIN)
    objection.full_clean(exclude=["decided_by", "recorded_by"])
    objection.save()


def _require_in_time(notice: Notice, case: Case | None, kind: str) -> None:
    """Against a household while it is posted; for one left out, while its rejection stands."""
    if case is None:
        require(
            kind == ObjectionKind.SHOULD_BE_IN,
            _("Choose the household of the list that the objection is about."),
        )
        require(
            notice.entries.standing().exists(),
            _("This list does not hang any more; the next one can be objected to."),
        )
        return
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


@contextmanager
def _deciding(objection: Objection, by: User) -> Iterator[None]:
    """The objection, locked and still open, in the hands of somebody who may decide it."""
    if not by.has_perm("households.decide_objection", objection):
        raise PermissionDenied
    with transaction.atomic():
        objection.refresh_from_db(from_queryset=Objection.objects.select_for_update())
        require(objection.is_open, _("This objection is decided already."))
        require_other_hand(objection, by)
        yield


def require_other_hand(objection: Objection, by: User) -> None:
    """Who nominated the household, or entered its file, does not decide what is said of it."""
    case = objection.case
    if case is None or not case.round.separates_duties:
        return
    nominated = Event.objects.filter(case=case, by=by, step__in=NOMINATING).exists()
    require(
        not nominated,
        _("You nominated this household yourself; somebody else must decide the objection."),
    )
    require(
        by.pk not in (case.entered_by_id, case.household.entered_by_id),
        _("You entered this household yourself; somebody else must decide the objection."),
    )


def barred(objection: Objection, user: User) -> str:
    """Why this person does not decide it, in words; empty where nothing stands against it."""
    try:
        require_other_hand(objection, user)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def investigate(objection: Objection, *, by: User) -> Objection:
    """Take the investigation; whoever had it before gives it up."""
    with _deciding(objection, by):
        require(objection.investigator_id != by.pk, _("You are investigating it already."))
        objection.investigator = by
        objection.save()
        trail.record(by, "investigate_objection", objection, area=objection.village_id)
    return objection


def decide(
    objection: Objection,
    decision: str,
    finding: str,
    *,
    by: User,
    investigated_on: date | None = None,
) -> Objection:
    """Uphold or dismiss with the finding of the investigation; upheld, the case moves."""
    with _deciding(objection, by):
        require(decision in Decision, _("Choose whether the objection is upheld or dismissed."))
        require(
            finding.strip(), _("Write what the investigation found: the objector gets it as reply.")
        )
        _require_investigator(objection, by)
        _write_decision(objection, decision, finding.strip(), by, investigated_on)
        if decision == Decision.UPHELD and objection.case and not _is_out_already(objection):
            _UPHOLDING[ObjectionKind(objection.kind)](objection.case, finding[:200], by=by)
        area = objection.village_id
        trail.record(by, "decide_objection", objection, area=area, decision=decision)
    return objection


def _require_investigator(objection: Objection, by: User) -> None:
    """One person goes into it: the one who took it, or whoever decides what nobody has taken."""
    require(
        objection.investigator_id in (None, by.pk),
        _("%(who)s is investigating this objection. Take it over first.")
        % {"who": objection.investigator and objection.investigator.name},
    )


def _write_decision(
    objection: Objection, decision: str, finding: str, by: User, investigated_on: date | None
) -> None:
    today = clock.today()
    objection.decision, objection.finding = decision, finding
    objection.investigator, objection.investigated_on = by, investigated_on or today
    require(
        objection.received_on <= objection.investigated_on <= today,
        _("The investigation lies between the day on which it was received and today."),
        field="investigated_on",
    )
    objection.decided_on, objection.decided_by = today, by
    objection.full_clean(exclude=["recorded_by"])
    objection.save()


def _is_out_already(objection: Objection) -> bool:
    """The household left the round while the objection against it was investigated."""
    return (
        objection.case is not None
        and objection.kind != ObjectionKind.SHOULD_BE_IN
        and objection.case.stage in (Stage.REJECTED, Stage.WITHDRAWN)
    )


def reply(objection: Objection, on: date, *, by: User) -> Objection:
    """Note the day on which the objector was told what came of it."""
    if not by.has_perm("households.record_objection", objection):
        raise PermissionDenied
    with transaction.atomic():
        objection.refresh_from_db(from_queryset=Objection.objects.select_for_update())
        require(not objection.is_open, _("Decide the objection before the reply."))
        require(objection.replied_on is None, _("The reply is noted already."))
        require(on <= clock.today(), _("The reply cannot lie in the future."), field="on")
        objection.replied_on = on
        objection.full_clean(exclude=["recorded_by"])
        objection.save()
        trail.record(by, "reply_to_objection", objection, area=objection.village_id)
    return objection
