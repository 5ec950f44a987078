"""Exit from the register: proposed, assessed against the standard, confirmed by the householder."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from households import exit_checklist, exit_facts, workflow
from households.choices import RoundKind, Stage
from households.exit_checklist import Checklist
from households.exit_facts import Found
from households.models import Case, ExitAnswer, ExitAssessment, ExitItem, Household
from households.refusals import StaleVersion, require
from households.sheets import Sheet, once, parts
from povertyreg import clock
from povertyreg.audit import trail
from povertyreg.audit.models import Entry
from povertyreg.wording import about, enumerated
from villages.models import User

ASSESS = "households.assess_exit"


@dataclass(frozen=True)
class Visit:
    """When two people held the household against the standard, and who they were."""

    on: date
    assessors: tuple[str, str]

    @property
    def names(self) -> list[str]:
        return [name.strip() for name in self.assessors if name.strip()]


@dataclass(frozen=True)
class Given:
    """What was found on one item where the file does not say it, and the evidence for it."""

    found: Found = None
    evidence: str = ""


def propose(sheet: Sheet, *, by: User) -> Entry:
    """Open the cases of the ticked households of a village, all of them or none, and once."""

    def act() -> dict[str, Any]:
        chosen = Household.objects.filter(pk__in=sheet.listed, village=sheet.village)
        households = list(chosen.select_related("village", "householder").order_by("number"))
        require(households, _("Tick at least one household."))
        return parts(workflow.apply_all(households, sheet.round, by=by), [])

    return once("propose_list", sheet, by, act)


def assess(
    case: Case, visit: Visit, given: Mapping[int, Given], *, by: User, seen: str = ""
) -> ExitAssessment:
    """Write what was found, item by item; the visit is the survey of a case that had none.

    What the file says is taken from the file; `given` (by item) is for the rest. A signature under
    other findings does not hold for these, and is taken off. Raises ValidationError with every
    item that is missing, StaleVersion when somebody assessed it after `seen` was read.
    """
    with transaction.atomic():
        _lock(case, by)
        checklist = exit_checklist.of_case(case)
        _require_visited(visit, case)
        answers = _answers(checklist, given)
        if unchanged := _unchanged(checklist, visit, answers):
            return unchanged
        _require_unmoved(checklist.assessment, seen)
        if case.stage == Stage.APPLIED:
            workflow.survey(case, visit.assessors, by=by, on=visit.on)
        return _write(checklist, visit, answers, by)


def _lock(case: Case, by: User) -> None:
    case.refresh_from_db(from_queryset=Case.objects.select_for_update())
    if not by.has_perm(ASSESS, case):
        raise PermissionDenied
    require(
        case.round.kind == RoundKind.EXIT,
        _("Only households of an exit round are held against the exit standard."),
    )
    require(
        case.stage in exit_checklist.ASSESSED,
        _("The list with this household has been posted: what was found then stands."),
    )


def _require_visited(visit: Visit, case: Case) -> None:
    require(
        len(set(visit.names)) == 2,
        _("Give the names of the two people who assessed the household."),
        field="second",
    )
    require(
        case.applied_on <= visit.on <= clock.today(),
        _("The assessment lies between the proposal and today. Correct its date."),
        field="on",
    )


def _answers(checklist: Checklist, given: Mapping[int, Given]) -> list[ExitAnswer]:
    answers, problems = [], []
    for line in checklist.lines:
        said = given.get(line.item.pk, Given())
        found = said.found if line.fact.found is None else line.fact.found
        evidence = said.evidence.strip()
        if found is None:
            problems.append(about(line.item, _("say what was found.")))
        elif line.item.needs_evidence and not evidence:
            problems.append(about(line.item, _("note the evidence.")))
        answers.append(_answer(checklist, line.item, found, evidence))
    if problems:
        raise ValidationError(problems)
    return answers


def _answer(checklist: Checklist, item: ExitItem, found: Found, evidence: str) -> ExitAnswer:
    case = checklist.case
    return ExitAnswer(
        county_code=case.county_code,
        item=item,
        value=found if isinstance(found, Decimal) else None,
        holds=exit_facts.is_reached(item, found, case.round.poverty_line),
        evidence=evidence,
    )


def _unchanged(
    checklist: Checklist, visit: Visit, answers: Sequence[ExitAnswer]
) -> ExitAssessment | None:
    """A second click, or a save without a change: nothing is written, no signature is lost."""
    before = checklist.assessment
    if before is None or before.standard_id != checklist.standard.pk:
        return None
    is_same_visit = (before.assessed_on, before.assessors) == (visit.on, "、".join(visit.names))
    return before if is_same_visit and _said(before.answers.all()) == _said(answers) else None


def _said(answers: Iterable[ExitAnswer]) -> set[tuple[int, Decimal | None, bool, str]]:
    return {(a.item_id, a.value, a.holds, a.evidence) for a in answers}


def _require_unmoved(assessment: ExitAssessment | None, seen: str) -> None:
    if exit_checklist.state(assessment) != seen:
        raise StaleVersion(
            _("Somebody has assessed this household meanwhile. What you see now is theirs.")
        )


def _write(
    checklist: Checklist, visit: Visit, answers: Sequence[ExitAnswer], by: User
) -> ExitAssessment:
    case = checklist.case
    assessment = checklist.assessment or ExitAssessment(case=case, village=case.village)
    assessment.standard, assessment.changed_by = checklist.standard, by
    assessment.assessed_on, assessment.assessors = visit.on, "、".join(visit.names)
    assessment.confirmed_on, assessment.confirmed_by = None, ""
    assessment.full_clean()
    assessment.save()
    assessment.answers.all().delete()
    for answer in answers:
        answer.assessment = assessment
    ExitAnswer.objects.bulk_create(answers)
    failed = [str(answer.item) for answer in answers if answer.item.is_veto and not answer.holds]
    trail.record(by, "assess_exit", case, area=case.village_id, missing=enumerated(failed))
    return assessment


@dataclass(frozen=True)
class Signature:
    """The householder's own confirmation: who signed, and on which day."""

    by: str
    on: date
    keeps_support: bool = True


def confirm(case: Case, signature: Signature, *, by: User, seen: str) -> ExitAssessment:
    """Note that the householder has signed. `seen`: the findings that were signed."""
    with transaction.atomic():
        _lock(case, by)
        checklist = exit_checklist.of_case(case)
        assessment = _confirmable(checklist)
        _require_signed(signature, assessment)
        if _is_signed_so(assessment, signature):
            return assessment
        _require_unmoved(assessment, seen)
        assessment.confirmed_by, assessment.confirmed_on = signature.by.strip(), signature.on
        assessment.keeps_support, assessment.changed_by = signature.keeps_support, by
        assessment.full_clean()
        assessment.save()
        trail.record(by, "confirm_exit", case, area=case.village_id, on=str(signature.on))
        return assessment


def _confirmable(checklist: Checklist) -> ExitAssessment:
    assessment = checklist.assessment
    if assessment is None:
        raise ValidationError(_("Assess it first: the householder signs what was found."))
    require(
        checklist.may_exit,
        _("The exit standard is not reached (%(items)s): there is nothing to confirm.")
        % {"items": enumerated(checklist.missing)},
    )
    return assessment


def _require_signed(signature: Signature, assessment: ExitAssessment) -> None:
    require(signature.by.strip(), _("Give the name of who signed."), field="signed_by")
    require(
        assessment.assessed_on <= signature.on <= clock.today(),
        _("The signature lies between the assessment and today. Correct its date."),
        field="signed_on",
    )


def _is_signed_so(assessment: ExitAssessment, signature: Signature) -> bool:
    return (assessment.confirmed_by, assessment.confirmed_on, assessment.keeps_support) == (
        signature.by.strip(),
        signature.on,
        signature.keeps_support,
    )
