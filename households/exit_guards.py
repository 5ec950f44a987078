"""What an exit or a return needs before the meeting and before the list: asked of a whole list."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from households import exit_facts
from households.choices import RoundKind
from households.exit_facts import Home
from households.models import Case, ExitAnswer, ExitAssessment, HouseholdYear
from households.refusals import require
from povertyreg.wording import enumerated

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def before_the_meeting(cases: Iterable[Case]) -> None:
    """An exit needs an assessment without a failed veto; a return needs its cause (2.8, 2.9)."""
    listed = list(cases)
    leaving = _of(listed, RoundKind.EXIT)
    if leaving:
        _require_assessed(leaving)
    if returning := _of(listed, RoundKind.RETURN):
        _require_cause(returning)


def before_the_list(cases: Iterable[Case]) -> None:
    """The householder has confirmed the exit, and the file still says what was signed."""
    leaving = _of(cases, RoundKind.EXIT)
    if not leaving:
        return
    _require_assessed(leaving)
    _require_current(leaving)
    confirmed = set(
        ExitAssessment.objects.filter(case__in=leaving, confirmed_on__isnull=False).values_list(
            "case_id", flat=True
        )
    )
    _require_none(
        [case for case in leaving if case.pk not in confirmed],
        _("The householder has not confirmed the exit yet: %(names)s. Have it signed first."),
    )


def _of(cases: Iterable[Case], kind: RoundKind) -> list[Case]:
    return [case for case in cases if case.round.kind == kind]


def _require_assessed(leaving: list[Case]) -> None:
    assessed = _cases_of(ExitAssessment.objects.filter(case__in=leaving).values_list("case_id"))
    _require_none(
        [case for case in leaving if case.pk not in assessed],
        _("Not yet assessed against the exit standard: %(names)s. Assess them first."),
    )
    failed = ExitAnswer.objects.filter(
        assessment__case__in=leaving, item__is_veto=True, holds=False
    )
    short = _cases_of(failed.values_list("assessment__case_id"))
    _require_none(
        [case for case in leaving if case.pk in short],
        _("The exit standard is not reached: %(names)s. They stay in the register this year."),
    )


def _require_current(leaving: list[Case]) -> None:
    """A file that has been changed since may answer otherwise than what was assessed."""
    records = HouseholdYear.objects.filter(
        household__in=[case.household_id for case in leaving],
        year__in={case.round.year for case in leaving},
    )
    homes = exit_facts.homes(records)
    answers: dict[int, list[ExitAnswer]] = {}
    asked = ExitAnswer.objects.filter(assessment__case__in=leaving).exclude(item__fact="")
    for answer in asked.select_related("item", "assessment"):
        answers.setdefault(answer.assessment.case_id, []).append(answer)
    _require_none(
        [case for case in leaving if _differs(case, answers.get(case.pk, []), homes)],
        _("The file has changed since the assessment: %(names)s. Assess them again."),
    )


def _differs(case: Case, answers: Iterable[ExitAnswer], homes: dict[int, Home]) -> bool:
    home, line = homes.get(case.household_id), case.round.poverty_line
    found = [(one, exit_facts.fact(one.item.fact, home).found) for one in answers]
    return any(
        now is not None and exit_facts.is_reached(one.item, now, line) != one.holds
        for one, now in found
    )


def _cases_of(rows: Iterable[tuple[int]]) -> Collection[int]:
    return {pk for (pk,) in rows}


def _require_cause(returning: list[Case]) -> None:
    stated = HouseholdYear.objects.filter(
        household__in=[case.household_id for case in returning],
        year__in={case.round.year for case in returning},
    ).exclude(return_cause="")
    known = {pk for (pk,) in stated.values_list("household_id")}
    _require_none(
        [case for case in returning if case.household_id not in known],
        _("The cause of the return is missing in the file of: %(names)s. Enter it there first."),
    )


def _require_none(cases: list[Case], otherwise: "StrOrPromise") -> None:
    names = enumerated(case.household.householder_name for case in cases)
    require(not cases, str(otherwise) % {"names": names})
