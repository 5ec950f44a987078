"""The "why" sheet: one page that tells a villager how the decision on the household came about."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from households.choices import Level, RoundKind, Stage
from households.models import Ballot, Case, Event, Finding, Objection
from households.rules import is_carried, quorum
from povertyreg import clock
from povertyreg.documents.papers import Column, Facts, Note, Part, Section, Table
from povertyreg.papers.checklist import checklist
from povertyreg.papers.records import Records
from povertyreg.papers.way import STATIONS, event_people, hung, sealed, votes
from povertyreg.papers.wording import day, holds, joined, label_of, month_day, shown, yuan

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_LEVELS = ((Level.VILLAGE, gettext_lazy("Did the list hang in the village?")),
           (Level.TOWNSHIP, gettext_lazy("Did the list hang in the township?")))  # fmt: skip
_LABELS = {station.step: station.label for station in STATIONS}


class _Answer(NamedTuple):
    """A question of the procedure: what was found, and whether it holds (None: not yet)."""

    question: "StrOrPromise"
    found: str
    holds: bool | None


def why(records: Records) -> list[Section]:
    if records.case is None:
        nothing = _("This household has no case yet: nothing has been decided about it.")
        return [facts(records, None), Section("", [Note(nothing, small=False)])]
    return [
        facts(records, records.case),
        Section(_("What was asked, and what was found"), [_answers(records, records.case)]),
        *checklist(records),
        Section(_("What the checks found in the file"), [_findings(records.findings)]),
        Section(_("Objections"), [_objections(records.objections)]),
        Section(_("Who decided what, and when"), [_decisions(records)]),
        Section("", [Note(_how_to_object(), small=False)]),
    ]


def facts(records: Records, case: Case | None) -> Section:
    """What the decision rests on, and the decision itself."""
    household, record = records.household, records.record
    pairs = [
        (_("Householder"), household.householder_name),
        (_("People"), str(record.size) if record else ""),
        (_("Main cause"), shown(record, "main_cause") if record else ""),
        (_("Income per head (yuan)"), yuan(record.net_income_per_head) if record else ""),
        (_("Poverty line (yuan)"), yuan(case.round.poverty_line) if case else ""),
        (_("Stands at"), str(case.get_stage_display()) if case else ""),
    ]
    if case and case.category:
        pairs.append((label_of(Case, "category"), shown(case, "category")))
    if case and case.rejected_because:
        pairs.append((_("Why rejected"), str(case.get_rejected_because_display())))
    return Section(_("The household and the decision"), [Facts(pairs)])


def _answers(records: Records, case: Case) -> Table:
    columns = [
        Column(pgettext("column", "Question"), 2.2, "left"),
        Column(pgettext("column", "Found"), 2.6, "left"),
        Column(pgettext("column", "Holds"), 0.7),
    ]
    answers = [
        _below_line(records, case),
        _surveyed(records),
        *_voted(records, case),
        *(_posted(records, level, question) for level, question in _LEVELS),
        _without_objection(records),
    ]
    return Table(columns, [[str(a.question), a.found, holds(a.holds)] for a in answers])


def _below_line(records: Records, case: Case) -> _Answer:
    per_head = records.record.net_income_per_head if records.record else None
    leaves = case.round.kind == RoundKind.EXIT
    question = (
        _("Is the income per head above the line of the exit?")
        if leaves
        else _("Is the income per head below the poverty line?")
    )
    if per_head is None:
        return _Answer(question, "", None)
    found = _("%(income)s yuan; the line is %(line)s yuan") % {
        "income": yuan(per_head),
        "line": yuan(case.round.poverty_line),
    }
    line = case.round.poverty_line
    return _Answer(question, found, per_head > line if leaves else per_head < line)


def _surveyed(records: Records) -> _Answer:
    question = _("Was the home visited?")
    visit = next((event for event in reversed(records.events) if event.step == "survey"), None)
    if visit is None:
        return _Answer(question, "", None)
    return _Answer(question, joined(month_day(visit.on), event_people(records, visit)), True)


def _voted(records: Records, case: Case) -> list[_Answer]:
    """The quorum and the majority of the last meeting that voted on the household."""
    enough = _("Were enough representatives present?")
    majority = _("Were more than half of them in favour?")
    if not records.ballots:
        return [_Answer(enough, "", None), _Answer(majority, "", None)]
    ballot: Ballot = records.ballots[-1]
    meeting = ballot.meeting
    needed = quorum(meeting.entitled, case.round.quorum_share)
    said = _("%(day)s: %(present)d of %(entitled)d, %(needed)d are needed") % {
        "day": month_day(meeting.held_on),
        "present": meeting.present,
        "entitled": meeting.entitled,
        "needed": needed,
    }
    counted = _("%(votes)s, %(against)d against, %(abstained)d abstained") % {
        "votes": votes(ballot),
        "against": ballot.votes_against,
        "abstained": ballot.abstained,
    }
    return [
        _Answer(enough, said, meeting.present >= needed),
        _Answer(
            majority,
            counted,
            is_carried(ballot.votes_for, meeting.present, case.round.majority_share),
        ),
    ]


def _posted(records: Records, level: str, question: "StrOrPromise") -> _Answer:
    """Whether its days are over; a list that still hangs is not yet an answer."""
    notices = [notice for notice in records.notices if notice.level == level]
    if not notices:
        return _Answer(question, "", None)
    notice = notices[-1]
    is_over = notice.ends_on < clock.today()
    return _Answer(question, joined(hung(notice), sealed(notice)), True if is_over else None)


def _without_objection(records: Records) -> _Answer:
    still_open = sum(objection.is_open for objection in records.objections)
    question = _("Are all objections decided?")
    if not records.objections:
        return _Answer(question, _("nobody objected"), True if records.notices else None)
    found = _("%(n)d received, %(open)d still open") % {
        "n": len(records.objections),
        "open": still_open,
    }
    return _Answer(question, found, None if still_open else True)


def _findings(findings: list[Finding]) -> Part:
    if not findings:
        return Note(_("No check has found anything in the file of this year."), small=False)
    columns = [
        Column(pgettext("column", "Rule"), 0.7),
        Column(pgettext("column", "Weight"), 0.8),
        Column(pgettext("column", "Member"), 1.1),
        Column(pgettext("column", "Found"), 2.4, "left"),
        Column(pgettext("column", "Explanation"), 2.4, "left"),
    ]
    rows = [
        [
            finding.rule,
            str(finding.get_severity_display()),
            finding.member.shown_name if finding.member else "",
            finding.value,
            finding.reason,
        ]
        for finding in findings
    ]
    return Table(columns, rows)


def _objections(objections: list[Objection]) -> Part:
    """What was said and by whom stays with the file: this sheet goes to the household."""
    if not objections:
        return Note(_("Nobody has objected."), small=False)
    columns = [
        Column(pgettext("column", "Received on"), 1),
        Column(pgettext("column", "About"), 1.6, "left"),
        Column(pgettext("column", "Outcome"), 1.1),
        Column(pgettext("column", "Decided on"), 1),
        Column(pgettext("column", "Decided by"), 1.1),
    ]
    rows = [
        [
            day(objection.received_on),
            str(objection.get_kind_display()),
            str(objection.get_decision_display()) or _("under investigation"),
            day(objection.decided_on),
            objection.decided_by.name if objection.decided_by else "",
        ]
        for objection in objections
    ]
    return Table(columns, rows)


def _decisions(records: Records) -> Table:
    columns = [
        Column(pgettext("column", "Date"), 1),
        Column(pgettext("column", "Step"), 2, "left"),
        Column(pgettext("column", "Stage reached"), 1.5),
        Column(pgettext("column", "By"), 1.2),
        Column(pgettext("column", "Reason"), 2, "left"),
    ]
    return Table(columns, [_decision(event) for event in records.events])


def _decision(event: Event) -> list[str]:
    reached = str(Stage(event.to_stage).label)
    label = str(_LABELS.get(event.step, "")) or reached
    return [day(event.on), label, reached, event.by.name, event.why]


def _how_to_object() -> str:
    return _(
        "If you think that something here is not right, tell the village secretary or the "
        "township, by word, by phone or in writing; you need not give your name."
    )
