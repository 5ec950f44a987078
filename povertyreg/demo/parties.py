"""Households that go through a round together."""

from dataclasses import dataclass, field
from datetime import date

from households.choices import Outcome, Stage
from households.models import Case, Household, Notice
from households.steps import STEPS


@dataclass
class Party:
    """Households that went the same way: each step with its day, in order."""

    households: list[Household]
    way: dict[str, date]
    reason: str = ""
    """Of the last step."""
    ground: str = ""
    """Of a rejection, or of a removal."""
    outcome: str = Outcome.REGISTERED
    suspicion: str = ""
    cases: list[Case] = field(default_factory=list)

    @property
    def stage(self) -> Stage:
        last = list(self.way)[-1]
        return STEPS[last].target if last in STEPS else Stage.APPLIED


@dataclass
class Listed:
    """Parties that stand in the same lists: one meeting, one notice of each level."""

    parties: list[Party]
    posted: dict[str, Notice] = field(default_factory=dict)

    def cases_after(self, step: str) -> list[Case]:
        return [case for party in self.parties if step in party.way for case in party.cases]

    def day_of(self, step: str) -> date | None:
        return next((p.way[step] for p in self.parties if step in p.way), None)
