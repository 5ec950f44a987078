"""What a round brings a household: how its case ends, and what the announcement enters."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from households.choices import Category, Outcome, RoundKind, State
from households.codes import code_lists
from households.models import Case, ExitAssessment, Household, HouseholdYear, Round
from households.refusals import require
from households.signals import household_removed
from villages.models import User

_OUTCOME: Final = {
    RoundKind.IDENTIFICATION: Outcome.REGISTERED,
    RoundKind.EXIT: Outcome.EXITED,
    RoundKind.RETURN: Outcome.RETURNED,
    RoundKind.REMOVAL: Outcome.REMOVED,
}
_NEWLY_IN: Final = (Outcome.REGISTERED, Outcome.ADDED)
_BY_COUNTY: Final = (*_NEWLY_IN, Outcome.CORRECTED)
"""Outcomes for which the county gives the category; else the record's own stays."""

_STANDING: Final = ("category", "state", "state_since", "keeps_support", "return_cause")
"""Of the record: what an announcement may change."""


def outcome_of(case: Case) -> str:
    """How the case ends if nobody turns it away: as proposed, or as its round has it; or empty."""
    return case.proposed_outcome or str(_OUTCOME.get(RoundKind(case.round.kind), ""))


def leaves_a_choice(outcome: str) -> bool:
    """Whether the county gives the category; otherwise it confirms what is proposed."""
    return outcome in _BY_COUNTY


def decided(case: Case, record: HouseholdYear | None, category: str) -> dict[str, str]:
    """Category and outcome of a case that the county decides; refused where one is missing.

    `category` is what the county chose; it is used where the outcome leaves it a choice.
    """
    outcome = outcome_of(case)
    require(
        outcome,
        _("%(name)s: nobody has proposed an outcome. Send it back to the village.")
        % {"name": case.household.householder_name},
    )
    if outcome == Outcome.REMOVED:
        return {"category": "", "outcome": outcome}
    if not leaves_a_choice(outcome):
        category = record.category if record else ""
    require_category(category, case.round)
    return {"category": category, "outcome": outcome}


def require_category(category: str, round_: Round) -> None:
    """Whoever is identified gets one of the four categories; other rounds use the whole list."""
    identified = round_.kind == RoundKind.IDENTIFICATION
    require(
        category in (Category.REGISTERED if identified else code_lists()["category"].codes),
        _("Choose one of the four categories of registered households.")
        if identified
        else _("Choose the category."),
    )


def require_fits(kind: str, record: HouseholdYear | None) -> None:
    """Whether a household of this standing can have a case in a round of the kind."""
    state = record.state if record else ""
    match kind:
        case RoundKind.EXIT:
            require(
                state in (*State.CURRENT_POOR, State.PRE_EXIT),
                _("Only a household that is poor now can exit."),
            )
        case RoundKind.RETURN:
            require(state == State.EXITED, _("Only a household that has exited can return."))
        case RoundKind.REMOVAL:
            require(state, _("Only a registered household can be removed."))


def records_of(cases: Iterable[Case], round_: Round) -> dict[int, HouseholdYear]:
    """Household → its record of the round's year."""
    found = HouseholdYear.objects.filter(
        household__in=[case.household_id for case in cases], year=round_.year
    )
    return {record.household_id: record for record in found}


def enter(cases: list[Case], round_: Round, *, on: date, by: User) -> None:
    """The announcement enters the outcomes into the records of the round's year.

    A later year that has begun meanwhile as a copy takes them too; what another round has entered
    there stays.
    """
    records, later = records_of(cases, round_), _later(cases, round_)
    support = dict(
        ExitAssessment.objects.filter(case__in=cases).values_list("case_id", "keeps_support")
    )
    changed = []
    for case in cases:
        record = records[case.household_id]
        if facts := _entered(case, support):
            copies = [one for one in later.get(case.household_id, []) if _is_alike(one, record)]
            for one in (record, *copies):
                _set(one, {**facts, "state_since": on, "changed_by": by})
                changed.append(one)
    HouseholdYear.objects.bulk_update(changed, [*_STANDING, "changed_by"])
    newly_in = [case.household_id for case in cases if case.outcome in _NEWLY_IN]
    Household.objects.filter(pk__in=newly_in, first_identified_in__isnull=True).update(
        first_identified_in=round_.year
    )
    _tell_who_helps(cases, on, by)


def _tell_who_helps(cases: Iterable[Case], on: date, by: User) -> None:
    """The floors above end what they do for a household that is not registered any more."""
    for case in cases:
        if case.outcome == Outcome.REMOVED:
            household_removed.send(
                Household,
                household=case.household,
                on=on,
                by=by,
                reason=_("The household was removed from the register."),
            )


def _later(cases: Iterable[Case], round_: Round) -> dict[int, list[HouseholdYear]]:
    """Household → its records after the year of the round."""
    found: dict[int, list[HouseholdYear]] = {}
    records = HouseholdYear.objects.filter(
        household__in=[case.household_id for case in cases], year__gt=round_.year
    )
    for record in records:
        found.setdefault(record.household_id, []).append(record)
    return found


def _is_alike(later: HouseholdYear, record: HouseholdYear) -> bool:
    return (later.category, later.state) == (record.category, record.state)


def _set(record: HouseholdYear, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(record, name, value)


def _entered(case: Case, support: dict[int, bool]) -> dict[str, Any]:
    """What changes in the record; a household that is kept stays as it is."""
    match case.outcome:
        case Outcome.REGISTERED | Outcome.ADDED:
            return {"category": case.category, "state": State.POOR}
        case Outcome.CORRECTED:
            return {"category": case.category}
        case Outcome.REMOVED:
            return {"category": "", "state": ""}
        case Outcome.EXITED:
            support_goes_on = support.get(case.pk, True)
            return {"state": State.EXITED, "keeps_support": support_goes_on, "return_cause": ""}
        case Outcome.RETURNED:
            return {"state": State.RETURNED, "keeps_support": None}
        case _:
            return {}


_TOLD: Final[dict[str, Any]] = {
    RoundKind.IDENTIFICATION: ngettext_lazy(
        "%(count)d registered", "%(count)d registered", "count"
    ),
    RoundKind.LOOK_BACK: ngettext_lazy("%(count)d decided", "%(count)d decided", "count"),
    RoundKind.EXIT: ngettext_lazy("%(count)d exited", "%(count)d exited", "count"),
    RoundKind.RETURN: ngettext_lazy("%(count)d returned", "%(count)d returned", "count"),
    RoundKind.REMOVAL: ngettext_lazy("%(count)d removed", "%(count)d removed", "count"),
}


def told(kind: str, announced: int) -> str:
    """How many households a round of this kind has brought to its result."""
    return str(_TOLD[kind] % {"count": announced})
