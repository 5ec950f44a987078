"""How the household was identified: the steps of its case with what is on record of each."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from households.models import Ballot, Event, Notice
from povertyreg.documents.papers import Column, Section, Table
from povertyreg.papers.records import Records
from povertyreg.papers.wording import joined, month_day, people

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class _Station(NamedTuple):
    """A step of the way, by its name in the workflow."""

    step: str
    label: "StrOrPromise"


STATIONS = (
    _Station("apply", pgettext_lazy("step", "Applied")),
    _Station("survey", pgettext_lazy("step", "Surveyed")),
    _Station("nominate", gettext_lazy("Meeting of representatives")),
    _Station("post_in_village", gettext_lazy("Village notice")),
    _Station("accept_in_township", gettext_lazy("Township check")),
    _Station("post_in_township", gettext_lazy("Township notice")),
    _Station("classify", gettext_lazy("Classification by the county")),
    _Station("announce", gettext_lazy("Announcement")),
)


def way(records: Records, heading: str) -> Section:
    """All steps, those to come as empty rows."""
    last = {event.step: event for event in records.events}
    rows = [
        [_days(event), str(station.label), _record(records, event), ""]
        for station in STATIONS
        for event in [last.get(station.step)]
    ]
    columns = [
        Column(pgettext("column", "Date"), 1.3),
        Column(pgettext("column", "Step"), 1.3),
        Column(pgettext("column", "Record"), 2.6, "left"),
        Column(pgettext("column", "Signature"), 1),
    ]
    return Section(heading, [Table(columns, rows, pen=True)])


def _days(event: Event | None) -> str:
    if event is None:
        return ""
    if event.notice:
        return hung(event.notice)
    return month_day(event.on)


def hung(notice: Notice) -> str:
    """From the first to the last day of the notice."""
    return f"{month_day(notice.starts_on)} – {month_day(notice.ends_on)}"


def _record(records: Records, event: Event | None) -> str:
    if event is None:
        return ""
    if event.step == "survey":
        return event_people(records, event)
    if event.step == "nominate" and records.ballots:
        return votes(records.ballots[-1])
    if event.notice:
        return sealed(event.notice)
    return event.by.name


def event_people(records: Records, event: Event) -> str:
    """Who went to the home; else who recorded it."""
    return people(records.case.surveyors if records.case else "") or event.by.name


def votes(ballot: Ballot) -> str:
    meeting = ballot.meeting
    return _("%(present)d of %(entitled)d present, %(votes_for)d in favour") % {
        "present": meeting.present,
        "entitled": meeting.entitled,
        "votes_for": ballot.votes_for,
    }


def sealed(notice: Notice) -> str:
    """Number and fingerprint, as they stand on the poster."""
    serial = _("%(year)d, no. %(serial)d") % {
        "year": notice.starts_on.year,
        "serial": notice.serial,
    }
    return joined(serial, _("fingerprint %(head)s") % {"head": notice.fingerprint[:9]})
