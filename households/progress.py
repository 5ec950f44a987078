"""How far a case has come on its way, and what is to happen next, in words."""

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from households.choices import RoundKind, Stage
from households.models import Case, Event, Household, Notice
from households.rules import day_of_publicity
from households.stations import Mark, Station, stations
from households.ways import WAYS, next_stage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DAY = "MONTH_DAY_FORMAT"


class Next(NamedTuple):
    """The next action: what, by whom and from when; `clock`: a notice hangs."""

    title: str
    detail: str
    clock: bool = False


_POSTED = (Stage.VILLAGE_PUBLICITY, Stage.TOWNSHIP_PUBLICITY)
_ENDED = (Stage.REJECTED, Stage.WITHDRAWN)
_BEFORE_ANY_LIST = (
    Stage.APPLIED,
    Stage.SURVEYED,
    Stage.NOMINATED,
    Stage.COMPARED,
    Stage.APPRAISED_AGAIN,
)

_NEXT: dict[Stage, tuple["StrOrPromise", "StrOrPromise"]] = {
    Stage.SURVEYED: (
        gettext_lazy("Next: survey the home"),
        gettext_lazy("Two people visit the household; the township clerk records who and when."),
    ),
    Stage.NOMINATED: (
        gettext_lazy("Next: the meeting of representatives votes"),
        gettext_lazy("The village secretary records the votes."),
    ),
    Stage.COMPARED: (
        gettext_lazy("Next: the county compares with other registers"),
        gettext_lazy("County staff note for each household what the lists of other offices say."),
    ),
    Stage.APPRAISED_AGAIN: (
        gettext_lazy("Next: the second meeting votes"),
        gettext_lazy("What the county found is read out; the village secretary records the votes."),
    ),
    Stage.VILLAGE_PUBLICITY: (
        gettext_lazy("Next: post the village list"),
        gettext_lazy("The village secretary approves the list, and it hangs for %(days)d days."),
    ),
    Stage.VILLAGE_PASSED: (
        gettext_lazy("Next: close the village notice"),
        gettext_lazy(
            "From %(day)s, by the village secretary. "
            "Households under objection stay; the rest go on."
        ),
    ),
    Stage.TOWNSHIP_ACCEPTED: (
        gettext_lazy("Next: the township checks the list"),
        gettext_lazy("The township leader has homes visited, then accepts or returns the file."),
    ),
    Stage.TOWNSHIP_PUBLICITY: (
        gettext_lazy("Next: post the township list"),
        gettext_lazy("The township leader posts it, and it hangs for %(days)d days."),
    ),
    Stage.TOWNSHIP_PASSED: (
        gettext_lazy("Next: close the township notice"),
        gettext_lazy(
            "From %(day)s, by the township leader. Households under objection stay; the rest go on."
        ),
    ),
    Stage.CLASSIFIED: (
        gettext_lazy("Next: the county classifies"),
        gettext_lazy("County staff compare the file with other registers and give the category."),
    ),
    Stage.ANNOUNCED: (
        gettext_lazy("Next: the county announces the list"),
        gettext_lazy("With the announcement the result enters the household's record."),
    ),
}
"""By the stage that comes next: it depends on the round's variant, not on the stage alone."""

_DECIDES: dict[str, "StrOrPromise"] = {
    RoundKind.LOOK_BACK: gettext_lazy(
        "County staff decide whether the household is kept, corrected, removed or added."
    ),
    RoundKind.EXIT: gettext_lazy("County staff decide whether the household has left poverty."),
    RoundKind.RETURN: gettext_lazy(
        "County staff decide whether the household has fallen back into poverty."
    ),
    RoundKind.REMOVAL: gettext_lazy("County staff decide whether the household is removed."),
}
"""What the county does in the rounds that do not identify anybody."""


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


def notice_of(case: Case, events: list[Event]) -> Notice | None:
    """The same, from the events of the household (newest first), which nearly always know it."""
    told = next((e.notice for e in events if e.case_id == case.pk and e.notice), None)
    return told or (None if case.stage in _BEFORE_ANY_LIST else posted_in(case))


def stepper(case: Case, events: list[Event], notice: Notice | None, today: date) -> list[Mark]:
    """The steps of the case. `events`: those of its household, newest first."""
    own = [event for event in events if event.case_id == case.pk]
    way, passed = stations(case.round.variant), _stages_passed(case, own)
    days = {event.to_stage: event.on for event in reversed(own)}
    marks = [_mark(station, passed, days) for station in way]
    now = next((n for n, mark in enumerate(marks) if not mark.phase), None)
    if now is None:
        return marks
    marks[now] = _current(case, marks[now].label, notice, today)
    return marks[: now + 1] + [_coming(case, *pair, notice) for pair in pairwise(way[now:])]


def _stage_reached(case: Case, own: list[Event]) -> str:
    """Of a case that came to an early end: the stage before it."""
    if case.stage not in _ENDED:
        return case.stage
    return own[0].from_stage if own else Stage.APPLIED


def _stages_passed(case: Case, own: list[Event]) -> tuple[Stage, ...]:
    way, came_to = WAYS[case.round.variant], _stage_reached(case, own)
    return way[: way.index(Stage(came_to)) + 1]


def _mark(station: Station, passed: tuple[Stage, ...], days: dict[str, date]) -> Mark:
    if station.reached not in passed:
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


def _coming(case: Case, before: Station, station: Station, notice: Notice | None) -> Mark:
    if station.level and case.stage not in _ENDED:
        days = case.round.publicity_days
        return Mark(station.label, ngettext("%(n)d day", "%(n)d days", days) % {"n": days})
    if notice and case.stage in _POSTED and case.stage in before.stages:
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
    following = next_stage(case.round.variant, case.stage)
    if following is None:
        return None
    title, detail = _what(following, case.round.kind)
    values = {
        "day": date_format(notice.ends_on, DAY) if notice else "",
        "days": case.round.publicity_days,
    }
    return Next(title, detail % values, case.stage in _POSTED)


def _what(following: Stage, kind: str) -> tuple[str, str]:
    if following == Stage.CLASSIFIED and kind in _DECIDES:
        return _("Next: the county decides"), str(_DECIDES[kind])
    title, detail = _NEXT[following]
    return str(title), str(detail)
