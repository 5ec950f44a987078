"""Where a running round stands: how many households are at each station of the way."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from households.choices import Level, Stage
from households.models import Case, Notice, Round
from households.rules import day_of_publicity
from households.steps import HANGING
from villages.models import User

ROUNDS_SHOWN = 2


class Station(NamedTuple):
    """A stretch of the way, the stages of those who are on it, and the list that hangs there."""

    label: Any
    stages: tuple[Stage, ...]
    notice: str = ""


VILLAGE_LIST = (Stage.NOMINATED, Stage.VILLAGE_PUBLICITY)
TOWNSHIP_LIST = (Stage.TOWNSHIP_ACCEPTED, Stage.TOWNSHIP_PUBLICITY)
WAY = (
    Station(_("Application and survey"), (Stage.APPLIED,)),
    Station(_("Meeting of representatives"), (Stage.SURVEYED,)),
    Station(_("Village notice"), VILLAGE_LIST, Level.VILLAGE),
    Station(_("Township check"), (Stage.VILLAGE_PASSED,)),
    Station(_("Township notice"), TOWNSHIP_LIST, Level.TOWNSHIP),
    Station(_("County classification"), (Stage.TOWNSHIP_PASSED,)),
    Station(_("Announcement"), (Stage.CLASSIFIED,)),
)


@dataclass(frozen=True)
class Mark:
    """A station as components/stepper.html draws it."""

    label: Any
    note: str = ""
    phase: str = ""
    done: int = 0
    total: int = 0


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


def _standing(round_: Round, user: User, on: date, area: str) -> Standing:
    cases = Case.objects.visible_to(user).in_area(area).filter(round=round_).order_by()
    counted = Counter(dict(cases.values_list("stage").annotate(Count("pk"))))
    notices = _notices(round_, user, on, area)
    steps = [_mark(place, counted, notices, on) for place in range(len(WAY))]
    first = min(notices.values(), key=lambda notice: notice.ends_on, default=None)
    return Standing(round_, steps, first, (first.ends_on - on).days if first else None)


def _notices(round_: Round, user: User, on: date, area: str) -> dict[str, Notice]:
    """Of each level the list that comes down first."""
    lists = Notice.objects.visible_to(user).in_area(area).running(on)
    running = lists.filter(round=round_, level__in=HANGING).order_by("-ends_on")
    return {notice.level: notice for notice in running}


def _mark(place: int, counted: Counter[str], notices: dict[str, Notice], on: date) -> Mark:
    """Where most of them are, and where some lag behind, is now; those ahead are only counted."""
    label, here = WAY[place].label, _at(place, counted)
    if not here:
        return Mark(label, phase="done" if place < _middle(counted) else "")
    note = ngettext("%(count)d household", "%(count)d households", here) % {"count": here}
    if place > _middle(counted):
        return Mark(label, note)
    if notice := notices.get(WAY[place].notice):
        return Mark(label, note, "cur", day_of_publicity(notice.starts_on, on), notice.days)
    return Mark(label, note, "cur")


def _at(place: int, counted: Counter[str]) -> int:
    return sum(counted[stage] for stage in WAY[place].stages)


def _middle(counted: Counter[str]) -> int:
    """The station where most households are; beyond the last one when all have been announced."""
    if not any(_at(place, counted) for place in range(len(WAY))):
        return len(WAY) if counted[Stage.ANNOUNCED] else 0
    return max(range(len(WAY)), key=lambda place: _at(place, counted))
