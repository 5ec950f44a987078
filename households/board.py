"""The board of a round: how many households of each place stand at each stage, and until when."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Min, QuerySet

from households.choices import Stage
from households.models import Case, Notice, Objection, Round
from households.steps import HANGING
from povertyreg.scoping import COUNTY_DIGITS, TOWNSHIP_DIGITS, VILLAGE_DIGITS
from povertyreg.wording import enumerated
from villages.models import Township, User, Village, VillageYear

COLUMNS = tuple(stage for stage in Stage if stage not in (Stage.REJECTED, Stage.WITHDRAWN))
LEFT_OUT = (Stage.REJECTED, Stage.WITHDRAWN)
STEPS_OF_TINT = 10


class Deadline(NamedTuple):
    """The next day by which something must happen, and the days left (negative: late)."""

    stage: str
    day: date
    days: int

    @property
    def is_of_a_notice(self) -> bool:
        return bool(self.stage)


@dataclass(frozen=True)
class Cell:
    """A figure of the board: its stage, its share of the row as a step of tint, overdue or not."""

    stage: Stage
    count: int
    tint: int
    is_late: bool

    @property
    def is_clock(self) -> bool:
        return self.stage in HANGING.values()


@dataclass
class Row:
    """A village, or for a whole county a township."""

    place: Village | Township
    note: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    objections: int = 0
    deadline: Deadline | None = None

    @property
    def total(self) -> int:
        """Households on their way or announced: the sum of the row's cells."""
        return sum(self.counts[stage] for stage in COLUMNS)

    @property
    def left_out(self) -> int:
        return sum(self.counts[stage] for stage in LEFT_OUT)

    @property
    def is_open(self) -> bool:
        return any(self.counts[stage] for stage in Stage.open())

    @property
    def cells(self) -> list[Cell]:
        return [self._cell(stage) for stage in COLUMNS]

    def _cell(self, stage: Stage) -> Cell:
        count, limit = self.counts[stage], self.deadline
        tint = round(STEPS_OF_TINT * count / self.total) if count else 0
        late = limit is not None and limit.days < 0 and limit.stage == stage
        return Cell(stage, count, tint, late)


@dataclass(frozen=True)
class Board:
    """All rows; the totals are their sums."""

    rows: list[Row]
    by_township: bool

    @property
    def totals(self) -> list[int]:
        return [sum(row.counts[stage] for row in self.rows) for stage in COLUMNS]

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def left_out(self) -> int:
        return sum(row.left_out for row in self.rows)

    @property
    def objections(self) -> int:
        return sum(row.objections for row in self.rows)

    @property
    def on_notice(self) -> list[Row]:
        return [row for row in self.rows if any(row.counts[s] for s in HANGING.values())]

    @property
    def households_on_notice(self) -> int:
        return sum(row.counts[stage] for row in self.rows for stage in HANGING.values())

    @property
    def busy(self) -> list[Row]:
        return [row for row in self.rows if row.total]

    @property
    def late_places(self) -> str:
        return enumerated(row.place.name for row in self.late)

    @property
    def late(self) -> list[Row]:
        return [row for row in self.rows if row.deadline and row.deadline.days < 0]


def read(round_: Round, user: User, area: str, on: date) -> Board:
    """The round in the area ("" for all that the user sees), as it stands on the day."""
    scope = max(area, round_.area_code, key=len)
    by_township = len(scope) == COUNTY_DIGITS
    rows = {row.place.pk: row for row in _rows(user, scope, by_township)}
    digits = TOWNSHIP_DIGITS if by_township else VILLAGE_DIGITS
    _count_cases(rows, digits, Case.objects.visible_to(user).in_area(scope).filter(round=round_))
    _count_objections(rows, digits, round_, user)
    _set_deadlines(rows, digits, round_, user, on)
    if by_township:
        return Board([row for row in rows.values() if row.counts], by_township)
    _note_classes(rows, round_, user)
    return Board(list(rows.values()), by_township)


def _rows(user: User, scope: str, by_township: bool) -> Iterable[Row]:
    """Every village of a township, so that a village without households is seen too."""
    if by_township:
        return [Row(place) for place in Township.objects.visible_to(user).in_area(scope)]
    return [Row(place) for place in Village.objects.visible_to(user).in_area(scope)]


def _count_cases(rows: dict[str, Row], digits: int, cases: "QuerySet[Case]") -> None:
    pairs = cases.order_by().values_list("village_id", "stage").annotate(Count("pk"))
    for code, stage, count in pairs:
        if row := rows.get(code[:digits]):
            row.counts[stage] += count


def _count_objections(rows: dict[str, Row], digits: int, round_: Round, user: User) -> None:
    waiting = Objection.objects.visible_to(user).open().filter(case__round=round_)
    for code, count in waiting.order_by().values_list("village_id").annotate(Count("pk")):
        if row := rows.get(code[:digits]):
            row.objections += count


def _set_deadlines(rows: dict[str, Row], digits: int, round_: Round, user: User, on: date) -> None:
    """The last day of the first notice that hangs, or else the end of the round."""
    hanging = Notice.objects.visible_to(user).hanging().filter(round=round_).order_by()
    ends: dict[str, list[tuple[date, str]]] = {}
    for code, level, day in hanging.values_list("village_id", "level").annotate(Min("ends_on")):
        ends.setdefault(code[:digits], []).append((day, str(HANGING[level])))
    for code, row in rows.items():
        if row.is_open:
            day, stage = min(ends.get(code, [(round_.ends_on, "")]))
            row.deadline = Deadline(stage, day, (day - on).days)


def _note_classes(rows: dict[str, Row], round_: Round, user: User) -> None:
    """How poor the village is, as its file of the year says."""
    files = VillageYear.objects.visible_to(user).filter(village__in=list(rows), year=round_.year)
    for file in files:
        rows[file.village_id].note = file.get_poverty_class_display()
