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


def standings(user: User, on: date) -> list[Standing]:
    """The running rounds of the officer's area, the newest first."""
    rounds = Round.objects.visible_to(user).running()[:ROUNDS_SHOWN]
    return [_standing(round_, user, on) for round_ in rounds]


def _standing(round_: Round, user: User, on: date) -> Standing:
    cases = Case.objects.visible_to(user).filter(round=round_).order_by()
    counted = Counter(dict(cases.values_list("stage").annotate(Count("pk"))))
    hanging = Notice.objects.visible_to(user).filter(round=round_).running(on)
    notices = {notice.level: notice for notice in hanging.order_by("-ends_on")}
    steps = [_mark(place, counted, notices, on) for place in range(len(WAY))]
    first = min(notices.values(), key=lambda notice: notice.ends_on, default=None)
    return Standing(round_, steps, first, (first.ends_on - on).days if first else None)


def _mark(place: int, counted: Counter[str], notices: dict[str, Notice], on: date) -> Mark:
    station = WAY[place]
    here = sum(counted[stage] for stage in station.stages)
    if not here:
        return Mark(station.label, phase="done" if _is_behind(place, counted) else "")
    note = ngettext("%(count)d household", "%(count)d households", here) % {"count": here}
    if notice := notices.get(station.notice):
        day = day_of_publicity(notice.starts_on, on)
        return Mark(station.label, note, "cur", day, notice.days)
    return Mark(station.label, note, "cur")


def _is_behind(place: int, counted: Counter[str]) -> bool:
    """Somebody has gone beyond this station, and nobody is still to come to it."""
    before = {stage for station in WAY[: place + 1] for stage in station.stages}
    after = {stage for station in WAY[place + 1 :] for stage in station.stages}
    return not any(counted[stage] for stage in before) and any(
        counted[stage] for stage in (*after, Stage.ANNOUNCED)
    )
