"""What happened to a household: who did what, when and why, as sentences, newest first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from households import happenings
from households.choices import Decision, Stage
from households.models import Ballot, Change, Event, Household, Notice, Objection
from households.rules import pinyin_of_name
from povertyreg.audit.models import Entry
from povertyreg.wording import enumerated

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from villages.models import User

_STEPS: dict[str, "StrOrPromise"] = {
    "apply": gettext_lazy("%(who)s opened the case: %(round)s"),
    "survey": gettext_lazy("%(surveyors)s surveyed the home; recorded by %(who)s"),
    "nominate": gettext_lazy("The representatives nominated the household; recorded by %(who)s"),
    "compare": gettext_lazy("%(who)s compared the household with other offices' lists"),
    "appraise_again": gettext_lazy(
        "The second meeting nominated the household; recorded by %(who)s"
    ),
    "send_back": gettext_lazy("%(who)s sent the file back to the clerk"),
    "post_in_village": gettext_lazy("%(who)s posted the household on village list %(serial)s"),
    "close_in_village": gettext_lazy("%(who)s closed the village notice"),
    "accept_in_township": gettext_lazy("%(who)s accepted the household for the township"),
    "return_to_village": gettext_lazy("%(who)s returned the file to the village"),
    "post_in_township": gettext_lazy("%(who)s posted the household on township list %(serial)s"),
    "close_in_township": gettext_lazy("%(who)s closed the township notice"),
    "correct_notice": gettext_lazy("%(who)s posted the list anew, corrected, as no. %(serial)s"),
    "classify": gettext_lazy("%(who)s classified the household"),
    "announce": gettext_lazy("%(who)s announced the county's list %(serial)s"),
    "return_from_county": gettext_lazy("%(who)s returned the file from the county"),
    "reject_in_village": gettext_lazy("%(who)s rejected the household in the village"),
    "reject_in_township": gettext_lazy("%(who)s rejected the household in the township"),
    "reject_in_county": gettext_lazy("%(who)s rejected the household in the county"),
    "withdraw": gettext_lazy("%(who)s withdrew the household at its own wish"),
    "uphold_against": gettext_lazy("%(who)s upheld the objection: the household leaves the list"),
    "uphold_correction": gettext_lazy("%(who)s upheld the objection: the facts are surveyed anew"),
    "uphold_omission": gettext_lazy(
        "%(who)s upheld the objection: the household is looked at anew"
    ),
}
_ACTS: dict[str, "StrOrPromise"] = {
    "create_file": gettext_lazy("%(who)s entered the file"),
    "change_file": gettext_lazy("%(who)s changed the file"),
    "confirm_year": gettext_lazy("%(who)s confirmed the record of the year: nothing has changed"),
    "withdraw_paper": gettext_lazy("%(who)s took a paper back"),
    "explain_finding": gettext_lazy("%(who)s explained a warning of the checks"),
}
_REFUSED = (Stage.REJECTED, Stage.WITHDRAWN)


@dataclass(frozen=True)
class Line:
    """One sentence; `tone` "w" runs now, "e" was refused or is objected to."""

    text: str
    when: str
    tone: str = ""
    order: tuple[date, datetime] | None = None


def events_of(household: Household, user: "User") -> list[Event]:
    """The steps of all its cases, newest first."""
    return list(
        Event.objects.visible_to(user)
        .filter(case__household=household)
        .select_related("by", "notice", "case__round")
        .order_by("-on", "-pk")
    )


def objections_of(household: Household, user: "User") -> list[Objection]:
    """Those against, or for, any of its cases."""
    objections = Objection.objects.visible_to(user).filter(case__household=household)
    return list(objections.select_related("recorded_by", "decided_by"))


def lines(
    household: Household, events: list[Event], objections: list[Objection], user: "User"
) -> list[Line]:
    """Steps, changes of the file and objections, the latest first."""
    ballots = {ballot.case_id: ballot for ballot in _ballots(events)}
    found = [_of_event(event, ballots.get(event.case_id)) for event in events]
    entries = Entry.objects.visible_to(user).about(household).filter(action__in=list(_ACTS))
    found += [_of_entry(entry) for entry in entries.select_related("by")]
    found += [_of_change(change) for change in happenings.of(household, user)]
    for objection in objections:
        found += _of_objection(objection)
    found.sort(key=lambda line: line.order or (date.max, timezone.now()), reverse=True)
    return found


def hanging(notice: Notice, *, is_objected: bool) -> Line:
    """The line of a notice that hangs now."""
    held = _("objection under investigation") if is_objected else _("no objection")
    text = _("%(level)s, %(held)s") % {"level": notice.get_level_display(), "held": held}
    until = _("until %(day)s, 24:00") % {"day": date_format(notice.ends_on, "MONTH_DAY_FORMAT")}
    return Line(text, until, "w")


def _ballots(events: list[Event]) -> Any:
    nominated = [event.case_id for event in events if event.step == "nominate"]
    if not nominated:
        return []
    return Ballot.objects.filter(case__in=nominated).select_related("meeting").order_by("pk")


def _of_event(event: Event, ballot: Ballot | None) -> Line:
    words = {
        "who": event.by.name,
        "round": event.case.round,
        "surveyors": _names(event.case.surveyors),
        "serial": event.notice.serial if event.notice else "",
    }
    sentence = str(_STEPS[event.step]) % words if event.step in _STEPS else event.by.name
    if event.step == "nominate" and ballot:
        sentence = _("%(sentence)s. %(votes)s") % {"sentence": sentence, "votes": _votes(ballot)}
    return Line(
        _with_reason(sentence, event.why or _ground(event)),
        _when(event.on, event.at),
        "e" if event.to_stage in _REFUSED or event.step.startswith(("send", "return")) else "",
        (event.on, event.at),
    )


def _names(surveyors: str) -> str:
    """Names are written in Chinese; an English page shows them in pinyin."""
    if (get_language() or "").startswith("zh"):
        return surveyors
    return enumerated(pinyin_of_name(name) for name in surveyors.split("、"))


def _ground(event: Event) -> str:
    """A household that stands rejected has a ground even when nobody wrote a word."""
    rejected = event.to_stage == Stage.REJECTED == event.case.stage
    return event.case.get_rejected_because_display() if rejected else ""


def _votes(ballot: Ballot) -> str:
    return _(
        "%(present)d of %(entitled)d present: %(in_favour)d for, %(against)d against, "
        "%(abstained)d abstained"
    ) % {
        "present": ballot.meeting.present,
        "entitled": ballot.meeting.entitled,
        "in_favour": ballot.votes_for,
        "against": ballot.votes_against,
        "abstained": ballot.abstained,
    }


def _of_entry(entry: Entry) -> Line:
    sentence = str(_ACTS[entry.action]) % {"who": entry.by.name}
    day = timezone.localtime(entry.at).date()
    return Line(_with_reason(sentence, entry.reason), _when(day, entry.at), "", (day, entry.at))


def _of_change(change: Change) -> Line:
    day = timezone.localtime(change.recorded_at).date()
    text = _with_reason(happenings.sentence(change), change.reason)
    return Line(text, _when(day, change.recorded_at), "", (day, change.recorded_at))


def _of_objection(objection: Objection) -> list[Line]:
    kind = objection.get_kind_display()
    recorded = _("%(who)s recorded an objection: %(kind)s") % {
        "who": objection.recorded_by.name if objection.recorded_by else _("Somebody"),
        "kind": kind,
    }
    at, day = objection.recorded_at, objection.received_on
    found = [Line(recorded, _when(day, at), "e", (day, at))]
    if objection.decision == Decision.DISMISSED and objection.decided_by:
        text = _("%(who)s dismissed the objection: %(kind)s") % {
            "who": objection.decided_by.name,
            "kind": kind,
        }
        decided = objection.decided_on or day
        found.append(
            Line(_with_reason(text, objection.finding), _when(decided, None), "", (decided, at))
        )
    return found


def _with_reason(sentence: str, reason: str) -> str:
    if not reason:
        return sentence
    return _("%(sentence)s: %(reason)s") % {"sentence": sentence, "reason": reason}


def _when(day: date, at: datetime | None) -> str:
    """The day of the act, with the time where it was recorded on that day."""
    if at and timezone.localtime(at).date() == day:
        return date_format(timezone.localtime(at), "DATETIME_FORMAT")
    return date_format(day, "DATE_FORMAT")
