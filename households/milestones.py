"""The great days of a household in the register: identified, exited, returned, removed."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from households.choices import Outcome, Stage, State
from households.models import Case, Event, Household, HouseholdYear

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_WORDS: dict[str, "StrOrPromise"] = {
    Outcome.REGISTERED: pgettext_lazy("milestone", "Identified"),
    Outcome.EXITED: pgettext_lazy("milestone", "Exited"),
    Outcome.RETURNED: pgettext_lazy("milestone", "Returned to poverty"),
    Outcome.REMOVED: pgettext_lazy("milestone", "Removed"),
}
_OF_STATE = {State.EXITED: Outcome.EXITED, State.RETURNED: Outcome.RETURNED}


class Milestone(NamedTuple):
    """What the household became, and when; by its year where no day is on record."""

    outcome: str
    year: int
    day: date | None
    keeps_support: bool | None = None

    @property
    def label(self) -> "StrOrPromise":
        return _WORDS[self.outcome]

    @property
    def when(self) -> str:
        return date_format(self.day, "DATE_FORMAT") if self.day else str(self.year)

    @property
    def support(self) -> str:
        if self.keeps_support is None:
            return ""
        return _("support continues") if self.keeps_support else _("support has ended")


def of(
    household: Household,
    cases: Sequence[Case],
    events: Sequence[Event],
    records: Sequence[HouseholdYear],
) -> list[Milestone]:
    """In their order; none of a household that has only ever been identified."""
    decided = list(_decided(cases, events, records))
    found = [one for one in decided if one.outcome != Outcome.REGISTERED]
    known = {(one.outcome, one.year) for one in found}
    found += [one for one in _recorded(records) if (one.outcome, one.year) not in known]
    if not found:
        return []
    found.sort(key=lambda one: one.day or date(one.year, 12, 31))
    return [*_first_identified(household, decided), *found]


def _first_identified(household: Household, decided: Sequence[Milestone]) -> list[Milestone]:
    """By its round, or else by the year that the file came with."""
    year = household.first_identified_in
    if year is None:
        return []
    by_round = (one for one in decided if (one.outcome, one.year) == (Outcome.REGISTERED, year))
    return [next(by_round, Milestone(Outcome.REGISTERED, year, None))]


def _decided(
    cases: Sequence[Case], events: Sequence[Event], records: Sequence[HouseholdYear]
) -> Iterator[Milestone]:
    """By a round of the register."""
    announced = {event.case_id: event.on for event in events if event.step == "announce"}
    support = {record.year: record.keeps_support for record in records}
    for case in cases:
        outcome = Outcome.REGISTERED if case.outcome == Outcome.ADDED else case.outcome
        if case.stage == Stage.ANNOUNCED and outcome in _WORDS:
            keeps = support.get(case.round.year) if outcome == Outcome.EXITED else None
            yield Milestone(outcome, case.round.year, announced.get(case.pk), keeps)


def _recorded(records: Sequence[HouseholdYear]) -> Iterator[Milestone]:
    """By a record that came into the register with its state."""
    before = ""
    for record in records:
        if record.state != before and record.state in _OF_STATE:
            outcome = _OF_STATE[record.state]
            yield Milestone(outcome, record.year, record.state_since, record.keeps_support)
        before = record.state
