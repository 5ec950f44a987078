"""How far a case has come on its way, and what is to happen next, in words."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from households.choices import Stage
from households.models import Case, Event, Household, Notice
from households.rules import day_of_publicity

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DAY = "MONTH_DAY_FORMAT"


@dataclass(frozen=True)
class Mark:
    """One step of the stepper: phase "done", "cur"(rent), "stop"(ped), or "" for still to come."""

    label: "StrOrPromise"
    note: str = ""
    phase: str = ""
    done: int = 0
    total: int = 0


class Next(NamedTuple):
    """The next action: what, by whom and from when; `clock`: a notice hangs."""

    title: str
    detail: str
    clock: bool = False


class _Station(NamedTuple):
    """A step of the way, and the stage at which it is behind the household."""

    label: "StrOrPromise"
    reached: Stage


_WAY = (
    _Station(pgettext_lazy("step", "Applied"), Stage.APPLIED),
    _Station(pgettext_lazy("step", "Surveyed"), Stage.SURVEYED),
    _Station(pgettext_lazy("step", "Nominated"), Stage.NOMINATED),
    _Station(gettext_lazy("Village notice"), Stage.VILLAGE_PASSED),
    _Station(gettext_lazy("Township check"), Stage.TOWNSHIP_ACCEPTED),
    _Station(gettext_lazy("Township notice"), Stage.TOWNSHIP_PASSED),
    _Station(pgettext_lazy("step", "Classified"), Stage.CLASSIFIED),
    _Station(pgettext_lazy("step", "Announced"), Stage.ANNOUNCED),
)
_ORDER = {stage: place for place, stage in enumerate(Stage)}
_POSTED = (Stage.VILLAGE_PUBLICITY, Stage.TOWNSHIP_PUBLICITY)
_ENDED = (Stage.REJECTED, Stage.WITHDRAWN)

_NEXT: dict[str, tuple["StrOrPromise", "StrOrPromise"]] = {
    Stage.APPLIED: (
        gettext_lazy("Next: survey the home"),
        gettext_lazy("Two people visit the household; the township clerk records who and when."),
    ),
    Stage.SURVEYED: (
        gettext_lazy("Next: the meeting of representatives votes"),
        gettext_lazy("The village secretary records the votes."),
    ),
    Stage.NOMINATED: (
        gettext_lazy("Next: post the village list"),
        gettext_lazy("The village secretary approves the list, and it hangs for %(days)d days."),
    ),
    Stage.VILLAGE_PUBLICITY: (
        gettext_lazy("Next: close the village notice"),
        gettext_lazy(
            "From %(day)s, by the village secretary. "
            "Households under objection stay; the rest go on."
        ),
    ),
    Stage.VILLAGE_PASSED: (
        gettext_lazy("Next: the township checks the list"),
        gettext_lazy("The township leader has homes visited, then accepts or returns the file."),
    ),
    Stage.TOWNSHIP_ACCEPTED: (
        gettext_lazy("Next: post the township list"),
        gettext_lazy("The township leader posts it, and it hangs for %(days)d days."),
    ),
    Stage.TOWNSHIP_PUBLICITY: (
        gettext_lazy("Next: close the township notice"),
        gettext_lazy(
            "From %(day)s, by the township leader. Households under objection stay; the rest go on."
        ),
    ),
    Stage.TOWNSHIP_PASSED: (
        gettext_lazy("Next: the county classifies"),
        gettext_lazy("County staff compare the file with other registers and give the category."),
    ),
    Stage.CLASSIFIED: (
        gettext_lazy("Next: the county announces the list"),
        gettext_lazy("With the announcement the household is registered."),
    ),
}


def cases_of(household: Household) -> list[Case]:
    """Its cases with their rounds, the open ones first, then the latest."""
    cases = household.cases.select_related("round").order_by("-round__year", "-pk")
    return sorted(cases, key=lambda case: case.stage not in Stage.open())


def current_case(household: Household) -> Case | None:
    """The open case, or the last one that came to an end."""
    return next(iter(cases_of(household)), None)


def posted_in(case: Case) -> Notice | None:
    """The last list on which the household was posted in this round."""
    return Notice.objects.filter(entries__case=case).order_by("-pk").first()


def stepper(case: Case, events: list[Event], notice: Notice | None, today: date) -> list[Mark]:
    """The steps of the case. `events`: those of its household, newest first."""
    own = [event for event in events if event.case_id == case.pk]
    came_to = _stage_reached(case, own)
    days = {event.to_stage: event.on for event in reversed(own)}
    marks = [_mark(station, came_to, days) for station in _WAY]
    now = next((n for n, mark in enumerate(marks) if not mark.phase), None)
    if now is None:
        return marks
    marks[now] = _current(case, marks[now].label, notice, today)
    return marks[: now + 1] + [_coming(case, n, notice) for n in range(now + 1, len(_WAY))]


def _stage_reached(case: Case, own: list[Event]) -> str:
    """Of a case that came to an early end: the stage before it."""
    if case.stage not in _ENDED:
        return case.stage
    return own[0].from_stage if own else Stage.APPLIED


def _mark(station: _Station, came_to: str, days: dict[str, date]) -> Mark:
    if _ORDER[Stage(came_to)] < _ORDER[station.reached]:
        return Mark(station.label)
    day = days.get(station.reached)
    return Mark(station.label, date_format(day, DAY) if day else "", "done")


def _current(case: Case, label: "StrOrPromise", notice: Notice | None, today: date) -> Mark:
    if case.stage in _ENDED:
        return Mark(label, case.get_stage_display(), "stop")
    if case.stage in _POSTED and notice:
        day = min(day_of_publicity(notice.starts_on, today), notice.days)
        note = _("day %(day)d of %(days)d") % {"day": day, "days": notice.days}
        return Mark(label, note, "cur", day, notice.days)
    return Mark(label, "", "cur")


def _coming(case: Case, place: int, notice: Notice | None) -> Mark:
    station, before = _WAY[place], _WAY[place - 1]
    if station.reached == Stage.TOWNSHIP_PASSED and case.stage not in _ENDED:
        days = case.round.publicity_days
        return Mark(station.label, ngettext("%(n)d day", "%(n)d days", days) % {"n": days})
    if before.reached == Stage.VILLAGE_PASSED and notice and case.stage == Stage.VILLAGE_PUBLICITY:
        day = date_format(notice.ends_on, DAY)
        return Mark(station.label, _("from %(day)s") % {"day": day})
    return Mark(station.label)


def next_action(case: Case, notice: Notice | None) -> Next | None:
    """The sentence under the stepper; None when nothing is to be done any more."""
    if case.is_returned:
        return Next(
            _("Returned: %(reason)s") % {"reason": case.why_returned},
            _("The township clerk corrects the file; then the representatives vote again."),
            clock=True,
        )
    if case.stage not in _NEXT:
        return None
    title, detail = _NEXT[case.stage]
    values = {
        "day": date_format(notice.ends_on, DAY) if notice else "",
        "days": case.round.publicity_days,
    }
    return Next(str(title), str(detail) % values, case.stage in _POSTED)
