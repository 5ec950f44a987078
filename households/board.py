"""The board of a round: how many households of each place stand at each stage, and until when."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Min, QuerySet

from households.choices import Stage
from households.deadlines import due_on
from households.models import Case, Notice, Objection, Round
from households.stations import stations
from households.steps import HANGING, LISTED
from households.ways import ENDS, WAYS
from povertyreg.scoping import COUNTY_DIGITS, TOWNSHIP_DIGITS, VILLAGE_DIGITS
from povertyreg.wording import enumerated
from villages.models import Township, User, Village, VillageYear

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STEPS_OF_TINT = 10
NAMES_SHOWN = 3


class Deadline(NamedTuple):
    """The day by which households must leave a stage, and the days left (negative: late)."""

    stage: Stage
    day: date
    days: int
    goal: "StrOrPromise"
    """What they are to have come to by then."""

    @property
    def is_of_a_notice(self) -> bool:
        return self.stage in HANGING.values()

    @property
    def is_late(self) -> bool:
        return self.days < 0


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
    """A village, or for a whole county a township with its villages."""

    place: Village | Township
    way: Sequence[Stage]
    note: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    objections: int = 0
    deadlines: dict[str, Deadline] = field(default_factory=dict)
    """By stage, of the stages where somebody stands; of a place not begun, of the first stage."""
    not_begun: list[Village] = field(default_factory=list)
    """Villages without a case in this round."""

    @property
    def total(self) -> int:
        """Households on their way or announced: the sum of the row's cells."""
        return sum(self.counts[stage] for stage in self.way)

    @property
    def left_out(self) -> int:
        return sum(self.counts[stage] for stage in ENDS)

    @property
    def deadline(self) -> Deadline | None:
        return min(self.deadlines.values(), key=lambda due: due.day, default=None)

    @property
    def late(self) -> list[Deadline]:
        """What is overdue here, in the order of the way."""
        return [self.deadlines[s] for s in self.way if s in self.deadlines and self._is_late(s)]

    @property
    def cells(self) -> list[Cell]:
        return [self._cell(stage) for stage in self.way]

    def _is_late(self, stage: str) -> bool:
        return stage in self.deadlines and self.deadlines[stage].is_late

    def _cell(self, stage: Stage) -> Cell:
        count = self.counts[stage]
        tint = round(STEPS_OF_TINT * count / self.total) if count else 0
        return Cell(stage, count, tint, bool(count) and self._is_late(stage))


@dataclass(frozen=True)
class Board:
    """All rows; the totals are their sums."""

    columns: Sequence[Stage]
    rows: list[Row]
    by_township: bool

    @property
    def totals(self) -> list[int]:
        return [sum(row.counts[stage] for row in self.rows) for stage in self.columns]

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def announced(self) -> int:
        return sum(row.counts[Stage.ANNOUNCED] for row in self.rows)

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
    def late(self) -> list[Row]:
        return [row for row in self.rows if row.late]

    @property
    def late_places(self) -> str:
        """The first few of them by name."""
        names = enumerated(row.place.name for row in self.late[:NAMES_SHOWN])
        return f"{names} …" if len(self.late) > NAMES_SHOWN else names

    @property
    def not_begun(self) -> list[Village]:
        return [village for row in self.rows for village in row.not_begun]


def read(round_: Round, user: User, area: str, on: date) -> Board:
    """The round in the area ("" for all that the user sees), as it stands on the day."""
    scope = max(area, round_.area_code, key=len)
    by_township = len(scope) == COUNTY_DIGITS
    way = WAYS[round_.variant]
    villages = list(Village.objects.visible_to(user).in_area(scope))
    rows = {place.pk: Row(place, way) for place in _places(user, scope, villages, by_township)}
    digits = TOWNSHIP_DIGITS if by_township else VILLAGE_DIGITS
    begun = _count_cases(
        rows, digits, Case.objects.visible_to(user).in_area(scope).filter(round=round_)
    )
    _count_objections(rows, digits, round_, user)
    if round_.is_open:
        _note_not_begun(rows, digits, villages, begun)
        _set_deadlines(rows, digits, round_, user, on)
    if not by_township:
        _note_classes(rows, round_, user)
    shown = [row for row in rows.values() if row.counts or round_.is_open or not by_township]
    return Board(way, shown, by_township)


def listed(row: Row) -> int:
    """Households of the place that count against its scale."""
    return sum(row.counts[stage] for stage in LISTED)


def _places(
    user: User, scope: str, villages: list[Village], by_township: bool
) -> Iterable[Village | Township]:
    """Every place of the area, so that one where nobody has applied is seen too."""
    return Township.objects.visible_to(user).in_area(scope) if by_township else villages


def _count_cases(rows: dict[str, Row], digits: int, cases: "QuerySet[Case]") -> set[str]:
    """Count them into the rows; the villages that have any."""
    pairs = cases.order_by().values_list("village_id", "stage").annotate(Count("pk"))
    begun = set()
    for code, stage, count in pairs:
        begun.add(code)
        if row := rows.get(code[:digits]):
            row.counts[stage] += count
    return begun


def _count_objections(rows: dict[str, Row], digits: int, round_: Round, user: User) -> None:
    waiting = Objection.objects.visible_to(user).open().filter(case__round=round_)
    for code, count in waiting.order_by().values_list("village_id").annotate(Count("pk")):
        if row := rows.get(code[:digits]):
            row.objections += count


def _note_not_begun(
    rows: dict[str, Row], digits: int, villages: list[Village], begun: set[str]
) -> None:
    for village in villages:
        if village.pk not in begun and (row := rows.get(village.pk[:digits])):
            row.not_begun.append(village)


def _set_deadlines(rows: dict[str, Row], digits: int, round_: Round, user: User, on: date) -> None:
    """The last day of the first notice that hangs, or else the day of the round's calendar."""
    ends = _notices_end(digits, round_, user)
    calendar = {stage: due_on(round_, stage) for stage in WAYS[round_.variant]}
    goals = {stage: place.label for place in stations(round_.variant) for stage in place.stages}
    for code, row in rows.items():
        stages = {stage for stage in row.way if row.counts[stage]}
        if row.not_begun:
            stages.add(row.way[0])
        for stage in stages:
            if day := ends.get((code, stage)) or calendar[stage]:
                row.deadlines[stage] = Deadline(stage, day, (day - on).days, goals[stage])


def _notices_end(digits: int, round_: Round, user: User) -> dict[tuple[str, Stage], date]:
    hanging = Notice.objects.visible_to(user).hanging().filter(round=round_).order_by()
    ends: dict[tuple[str, Stage], date] = {}
    for code, level, day in hanging.values_list("village_id", "level").annotate(Min("ends_on")):
        key = (code[:digits], HANGING[level])
        ends[key] = min(day, ends.get(key, day))
    return ends


def _note_classes(rows: dict[str, Row], round_: Round, user: User) -> None:
    """How poor the village is, as its file of the year says."""
    files = VillageYear.objects.visible_to(user).filter(village__in=list(rows), year=round_.year)
    for file in files:
        rows[file.village_id].note = file.get_poverty_class_display()
