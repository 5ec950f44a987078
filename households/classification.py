"""The county classifies a village's list by one press: a category for each, or a rejection."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from households import checks, results, stepping, workflow
from households.models import Case, Round
from households.refusals import require
from households.sheets import Sheet, once, parts, split
from povertyreg import clock
from povertyreg.audit.models import Entry
from povertyreg.wording import about
from villages.models import User


class Rejection(NamedTuple):
    """Why a household is not registered: the ground, and words when it is another one."""

    ground: str
    words: str = ""


def classify(
    sheet: Sheet, categories: Mapping[int, str], rejected: Mapping[int, Rejection], *, by: User
) -> Entry:
    """Classify the list: `categories` for those that go on, `rejected` for `sheet.returned`."""

    def act() -> dict[str, Any]:
        kept, out = split("classify", sheet, by)
        _require_complete(kept, sheet.round)
        for facts, cases in _decided(kept, categories, sheet.round):
            stepping.take_all(
                "classify", cases, by=by, category=facts["category"], outcome=facts["outcome"]
            )
        for rejection, cases in _grouped(out, rejected):
            _reject(cases, rejection, by)
        return parts(kept, out)

    return once("classify_list", sheet, by, act)


def _reject(cases: list[Case], rejection: Rejection, by: User) -> None:
    ground, words = rejection
    workflow.require_ground(ground, words)
    stepping.take_all("reject_in_county", cases, by=by, reason=words, rejected_because=ground)


def _decided(
    kept: list[Case], categories: Mapping[int, str], round_: Round
) -> list[tuple[dict[str, str], list[Case]]]:
    """Cases by how they end: category and outcome."""
    records = results.records_of(kept, round_)
    groups: dict[tuple[tuple[str, str], ...], list[Case]] = {}
    for case in kept:
        facts = results.decided(case, records.get(case.household_id), _given(case, categories))
        groups.setdefault(tuple(facts.items()), []).append(case)
    return [(dict(facts), cases) for facts, cases in groups.items()]


def _given(case: Case, categories: Mapping[int, str]) -> str:
    """The category that was chosen; nothing where the outcome leaves no choice."""
    if not results.leaves_a_choice(results.outcome_of(case)):
        return ""
    _require_said(case, categories)
    return categories[case.pk]


def _grouped(cases: Sequence[Case], answers: Mapping[int, Any]) -> list[tuple[Any, list[Case]]]:
    """Cases by what was said of them; a case of which nothing was said is refused."""
    groups: dict[Any, list[Case]] = {}
    for case in cases:
        _require_said(case, answers)
        groups.setdefault(answers[case.pk], []).append(case)
    return list(groups.items())


def _require_said(case: Case, answers: Mapping[int, Any]) -> None:
    require(
        case.pk in answers,
        _("%(name)s: choose a category or a ground.") % {"name": case.household.householder_name},
    )


def _require_complete(cases: Sequence[Case], round_: Round) -> None:
    """Every error of every file of the list, each with its household."""
    errors = checks.errors_of([c.household_id for c in cases], round_.year, today=clock.today())
    found = [
        about(case.household.householder_name, error)
        for case in cases
        for error in errors[case.household_id]
    ]
    if found:
        raise ValidationError(found)
