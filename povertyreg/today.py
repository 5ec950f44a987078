"""What the start page shows: work by cause, where the rounds stand, what one had at hand last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from households.models import Case, Event, Household
from households.waiting import WaitingItem, waiting_for
from villages.models import User

ROWS_OF_A_CAUSE = 6
RECENT = 6


class Cause(NamedTuple):
    """The heading over one kind of work, its icon and the tone of the icon."""

    heading: Any
    icon: str
    tone: str = ""


CAUSES = {
    "returned": Cause(_("Returned files to correct"), "arrow-back-up", "bad"),
    "objection": Cause(_("Objections to decide"), "message-exclamation", "warn"),
    "close": Cause(_("Notices to close"), "clock", "warn"),
    "approve": Cause(_("Lists to approve"), "clipboard-check", "brand"),
    "accept": Cause(_("Lists to check and accept"), "clipboard-check", "brand"),
    "post": Cause(_("Lists to post in the township"), "speakerphone", "brand"),
    "classify": Cause(_("Lists to classify"), "checklist", "brand"),
    "announce": Cause(_("Lists to announce"), "speakerphone", "brand"),
    "meeting": Cause(_("Households for the meeting of representatives"), "users", "brand"),
    "survey": Cause(_("Homes to survey"), "home-check", "brand"),
}
"""In the order of the page: what somebody waits for comes before one's own pace."""

ORDER = {kind: place for place, kind in enumerate(CAUSES)}


@dataclass(frozen=True)
class Task:
    """A line of the list, and how many days are left for it."""

    item: WaitingItem
    days: int | None

    @property
    def is_late(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def is_due(self) -> bool:
        return self.days is not None and self.days <= 0


@dataclass(frozen=True)
class Group:
    """All work of one cause."""

    cause: Cause
    tasks: list[Task]
    hidden: list[Task]

    @property
    def count(self) -> int:
        return sum(task.item.count for task in (*self.tasks, *self.hidden))


@dataclass(frozen=True)
class Work:
    """What waits for one person."""

    groups: list[Group]
    due: int


def work_of(user: User, on: date) -> Work:
    """Everything that waits for the officer, by cause; what is due first comes first in each."""
    tasks = [Task(item, _days_left(item, on)) for item in waiting_for(user, on)]
    tasks.sort(key=lambda task: ORDER.get(task.item.kind, len(ORDER)))
    groups = [
        Group(CAUSES[kind], of_kind[:ROWS_OF_A_CAUSE], of_kind[ROWS_OF_A_CAUSE:])
        for kind, of_kind in _by_kind(tasks)
    ]
    return Work(groups, sum(task.is_due for task in tasks))


def _by_kind(tasks: Iterable[Task]) -> Iterable[tuple[str, list[Task]]]:
    return ((kind, list(group)) for kind, group in groupby(tasks, lambda task: task.item.kind))


def _days_left(item: WaitingItem, on: date) -> int | None:
    return (item.due_on - on).days if item.due_on else None


def recent_households(user: User) -> list[Household]:
    """Those whose file the officer wrote last, or else whose case he moved last."""
    households = Household.objects.visible_to(user).on_file()
    if user.has_perm("households.enter_household"):
        mine = households.filter(changed_by=user).order_by("-changed_at")
    else:
        mine = households.filter(pk__in=_moved_last(user))
    return _with_cases(user, list(mine.select_related("village", "householder")[:RECENT]))


def _moved_last(user: User) -> list[int]:
    events = Event.objects.visible_to(user).filter(by=user).order_by("-at", "-pk")
    keys = events.values_list("case__household_id", flat=True)[: RECENT * 5]
    return list(dict.fromkeys(keys))[:RECENT]


def _with_cases(user: User, households: list[Household]) -> list[Any]:
    """Each with its latest case as `case`."""
    cases = Case.objects.visible_to(user).filter(household__in=households).order_by("pk")
    latest = {case.household_id: case for case in cases}
    return [{"household": household, "case": latest.get(household.pk)} for household in households]
