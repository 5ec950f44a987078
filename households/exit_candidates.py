"""Who may leave the register, or needs it again: a village's households with their facts."""

from typing import NamedTuple

from households import exit_facts
from households.choices import RoundKind, State
from households.exit_facts import Fact
from households.models import Case, ExitItem, ExitStandard, Household, HouseholdYear, Round
from villages.models import Village

PROPOSED_FROM = {
    RoundKind.EXIT: (*State.CURRENT_POOR, State.PRE_EXIT),
    RoundKind.RETURN: (State.EXITED,),
}
"""The states of the households that a round of the kind is for."""


class Answered(NamedTuple):
    """An item of the standard as the file answers it; `holds` is None where it does not."""

    item: ExitItem
    fact: Fact
    holds: bool | None


class Candidate(NamedTuple):
    """A household that may be proposed, and what speaks for it or against it."""

    household: Household
    record: HouseholdYear
    answered: list[Answered]
    is_likely: bool
    """Nothing in the file speaks against it."""


def of_village(village: Village, round_: Round) -> list[Candidate]:
    """Households of the round's kind without a case in it, the likely ones first."""
    records = list(_records(village, round_))
    homes = exit_facts.homes(records)
    standard = ExitStandard.objects.for_area(village.pk, round_.year)
    items = [item for item in standard.items.all() if item.fact] if standard else []
    found = []
    for record in records:
        record.household.village = village
        answered = _answered(items, homes[record.household_id], round_)
        likely = _is_likely(record, answered, round_)
        found.append(Candidate(record.household, record, answered, likely))
    return sorted(found, key=lambda candidate: not candidate.is_likely)


def _records(village: Village, round_: Round) -> "list[HouseholdYear]":
    busy = Case.objects.filter(village=village).in_the_way_of(round_)
    records = HouseholdYear.objects.filter(
        village=village,
        year=round_.year,
        state__in=PROPOSED_FROM[RoundKind(round_.kind)],
        household__closed_on=None,
    ).exclude(household__in=busy.values("household"))
    return list(
        records.select_related("household__householder", "household__group").order_by(
            "household__number"
        )
    )


def _answered(items: list[ExitItem], home: exit_facts.Home, round_: Round) -> list[Answered]:
    facts = [(item, exit_facts.fact(item.fact, home)) for item in items]
    line = round_.poverty_line
    return [
        Answered(
            item,
            fact,
            None if fact.found is None else exit_facts.is_reached(item, fact.found, line),
        )
        for item, fact in facts
    ]


def _is_likely(record: HouseholdYear, answered: list[Answered], round_: Round) -> bool:
    per_head, line = record.net_income_per_head, round_.poverty_line
    if round_.kind == RoundKind.RETURN:
        return per_head is not None and per_head < line
    short = any(one.item.is_veto and one.holds is False for one in answered)
    return per_head is not None and per_head > line and not short
