"""What a round brought, counted from its cases: by village, outcome and ground."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Subquery, Sum
from django.utils.translation import pgettext_lazy

from households.choices import OUTCOMES, Outcome, RejectionGround, Stage
from households.models import Case, HouseholdYear, Round
from households.querysets import CaseQuerySet
from villages.models import User, Village

TURNED_AWAY, ON_THE_WAY = "turned_away", "on_the_way"
_LABELS = {
    TURNED_AWAY: pgettext_lazy("outcome", "rejected or withdrawn"),
    ON_THE_WAY: pgettext_lazy("outcome", "still on the way"),
}


@dataclass
class Line:
    """A village: households and people by outcome; the parts add up to the households checked."""

    village: Village
    households: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)

    @property
    def checked(self) -> int:
        return self.households.total()


@dataclass(frozen=True)
class Result:
    """The lines, and the grounds of the removals."""

    parts: tuple[str, ...]
    lines: list[Line]
    grounds: list[tuple[str, int]]

    @property
    def rows(self) -> list[tuple[Line, list[tuple[str, int, int]]]]:
        return [
            (line, [(part, line.households[part], line.people[part]) for part in self.parts])
            for line in self.lines
        ]

    @property
    def totals(self) -> list[tuple[int, int]]:
        return [
            (
                sum(line.households[part] for line in self.lines),
                sum(line.people[part] for line in self.lines),
            )
            for part in self.parts
        ]

    @property
    def checked(self) -> int:
        return sum(line.checked for line in self.lines)

    @property
    def headings(self) -> list[str]:
        return [str(_LABELS.get(part) or Outcome(part).label) for part in self.parts]


def of(round_: Round, user: User, area: str) -> Result:
    """The round in the area, as far as this person sees it."""
    cases = Case.objects.visible_to(user).in_area(max(area, round_.area_code, key=len))
    cases = cases.filter(round=round_).order_by()
    size = HouseholdYear.objects.filter(
        household=OuterRef("household"), county_code=OuterRef("county_code"), year=round_.year
    ).values("size")[:1]
    counted = (
        cases.annotate(size=Subquery(size))
        .values_list("village_id", "stage", "outcome")
        .annotate(Count("pk"), Sum("size"))
    )
    lines: dict[str, Line] = {}
    places = Village.objects.visible_to(user).in_bulk({row[0] for row in counted})
    for code, stage, outcome, households, people in counted:
        if code not in places:
            continue
        line = lines.setdefault(code, Line(places[code]))
        line.households[_part(stage, outcome)] += households
        line.people[_part(stage, outcome)] += people or 0
    parts = (*(str(one) for one in OUTCOMES[round_.kind]), ON_THE_WAY, TURNED_AWAY)
    return Result(parts, [lines[code] for code in sorted(lines)], _grounds(cases))


def _part(stage: str, outcome: str) -> str:
    if stage == Stage.ANNOUNCED:
        return outcome
    return TURNED_AWAY if stage in (Stage.REJECTED, Stage.WITHDRAWN) else ON_THE_WAY


def _grounds(cases: CaseQuerySet[Case]) -> list[tuple[str, int]]:
    removed = cases.filter(stage=Stage.ANNOUNCED, outcome=Outcome.REMOVED)
    counted = removed.values_list("ground").annotate(n=Count("pk")).order_by("-n")
    return [(str(RejectionGround(ground).label), n) for ground, n in counted if ground]
