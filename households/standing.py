"""Where a running round stands: how many households are at each station of the way."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import ngettext

from households.choices import Stage
from households.models import Case, Notice, Round
from households.rules import day_of_publicity
from households.stations import Mark, Station, lists_of, stations
from villages.models import User

ROUNDS_SHOWN = 2


@dataclass(frozen=True)
class Standing:
    """A round with its stepper and the notice that ends first."""

    round: Round
    steps: list[Mark]
    notice: Notice | None
    days_left: int | None


def standings(user: User, on: date, area: str = "") -> list[Standing]:
    """The running rounds of the officer's area, the newest first."""
    rounds = Round.objects.visible_to(user).running()[:ROUNDS_SHOWN]
    return [_standing(round_, user, on, area) for round_ in rounds]


def steps_of(round_: Round, user: User, on: date, area: str) -> list[Mark]:
    """The stepper of one round; the steps alone once it is closed."""
    return _standing(round_, user, on, area).steps


def _standing(round_: Round, user: User, on: date, area: str) -> Standing:
    cases = Case.objects.visible_to(user).in_area(area).filter(round=round_).order_by()
    counted = Counter(dict(cases.values_list("stage").annotate(Count("pk"))))
    notices = notices_of(round_, user, on, area)
    first = min(notices.values(), key=lambda notice: notice.ends_on, default=None)
    days_left = (first.ends_on - on).days if first else None
    return Standing(round_, stepper(round_, counted, notices, on), first, days_left)


def stepper(
    round_: Round, counted: Counter[str], notices: Mapping[str, Notice], on: date
) -> list[Mark]:
    """The stations of the round's way with those who are on them; applying itself is none."""
    way = stations(round_.variant)[1:]
    middle = _middle(way, counted)
    return [
        _mark(station, place - middle, _at(station, counted), notices.get(station.level), on)
        for place, station in enumerate(way)
    ]


def notices_of(round_: Round, user: User, on: date, area: str) -> dict[str, Notice]:
    """Of each level the list that comes down first."""
    lists = Notice.objects.visible_to(user).in_area(area).running(on)
    levels = lists_of(round_.variant)
    running = lists.filter(round=round_, level__in=levels).order_by("-ends_on")
    return {notice.level: notice for notice in running}


def _mark(station: Station, ahead: int, here: int, notice: Notice | None, on: date) -> Mark:
    """Where most of them are, and where some lag behind, is now; those ahead are only counted."""
    if not here:
        return Mark(station.work, phase="done" if ahead < 0 else "")
    note = ngettext("%(count)d household", "%(count)d households", here) % {"count": here}
    if ahead > 0:
        return Mark(station.work, note)
    if notice:
        day = day_of_publicity(notice.starts_on, on)
        return Mark(station.work, note, "cur", day, notice.days)
    return Mark(station.work, note, "cur")


def _at(station: Station, counted: Counter[str]) -> int:
    return sum(counted[stage] for stage in station.stages)


def _middle(way: Sequence[Station], counted: Counter[str]) -> int:
    """The station where most households are; beyond the last one when all have been announced."""
    here = [_at(station, counted) for station in way]
    if not any(here):
        return len(way) if counted[Stage.ANNOUNCED] else 0
    return here.index(max(here))
