"""The meeting pack: the sheet to sign, and the minutes as they follow from the record."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.choices import Stage
from households.models import (
    Ballot,
    Case,
    MeetingCall,
    MeetingOfRepresentatives,
    Representative,
    Round,
)
from households.rules import is_carried, quorum
from povertyreg.documents.papers import Column, Facts, Note, Paper, Part, Section, Signatures, Table
from povertyreg.papers.wording import day, joined
from villages.models import User, Village

BLANK_LINES, WITHOUT_A_LIST = 10, 50
"""For those who are not on the list of representatives; where the village keeps none, for all."""


def minutes(meeting: MeetingOfRepresentatives, *, reader: User) -> Paper:
    """Who was there, how they voted on each household, and what follows: nothing private."""
    ballots = list(
        meeting.ballots.select_related(
            "case__household__group", "case__household__householder"
        ).order_by("case__household__group__number", "case__household__number")
    )
    return Paper(
        title=_("Minutes of the villagers' representative meeting"),
        about=joined(_place(meeting.village), str(meeting.round)),
        sections=[
            Section(_("The meeting"), _meeting(meeting)),
            Section(_("Votes"), [_votes(meeting, ballots), *_result(meeting, ballots)]),
            Section(_("Signatures"), _signatures()),
        ],
        footer=joined(_("drawn from the record of the meeting"), reader.name),
    )


def _place(village: Village) -> str:
    township = village.township
    return f"{township.county.name} {township.name} {village.name}"


def _meeting(meeting: MeetingOfRepresentatives) -> list[Part]:
    needed = quorum(meeting.entitled, meeting.round.quorum_share)
    pairs = [
        (_("Held on"), day(meeting.held_on)),
        (_("Place"), meeting.place),
        (_("Appraisal"), str(meeting.appraisal)),
        (_("Chair"), meeting.chair),
        (_("Recorder"), meeting.recorder),
        (_("Observers"), meeting.observers),
        (_("Representatives entitled"), str(meeting.entitled)),
        (_("Representatives present"), str(meeting.present)),
        (_("Needed for the quorum"), str(needed)),
    ]
    parts: list[Part] = [Facts(pairs)]
    names = [a.representative.name for a in meeting.attendances.select_related("representative")]
    if names:
        said = _("Signed the attendance sheet: %(names)s")
        parts.append(
            Note(said % {"names": pgettext("between names", ", ").join(names)}, small=False)
        )
    valid = _("The meeting is valid: %(present)d of %(entitled)d were present.")
    parts.append(
        Note(valid % {"present": meeting.present, "entitled": meeting.entitled}, small=False)
    )
    return parts


def _votes(meeting: MeetingOfRepresentatives, ballots: Sequence[Ballot]) -> Table:
    columns = [
        Column(pgettext("column", "No."), 0.5),
        Column(pgettext("column", "Householder"), 1.4),
        Column(pgettext("column", "Group"), 0.7),
        Column(pgettext("column", "For"), 0.6),
        Column(pgettext("column", "Against"), 0.6),
        Column(pgettext("column", "Abstained"), 0.7),
        Column(pgettext("column", "Recused"), 1.6),
        Column(pgettext("column", "Result"), 1),
    ]
    share = meeting.round.majority_share
    rows = [
        [
            str(number),
            ballot.case.household.householder_name,
            str(ballot.case.household.group or ""),
            str(ballot.votes_for),
            str(ballot.votes_against),
            str(ballot.abstained),
            f"{ballot.recused} {ballot.recused_who}".strip() if ballot.recused else "0",
            _("carried")
            if is_carried(ballot.votes_for, meeting.present, share)
            else _("not carried"),
        ]
        for number, ballot in enumerate(ballots, start=1)
    ]
    return Table(columns, rows)


def _result(meeting: MeetingOfRepresentatives, ballots: Sequence[Ballot]) -> list[Part]:
    share = meeting.round.majority_share
    carried = sum(is_carried(b.votes_for, meeting.present, share) for b in ballots)
    said = _("Of %(all)d households %(carried)d are carried and %(not)d are not.") % {
        "all": len(ballots),
        "carried": carried,
        "not": len(ballots) - carried,
    }
    parts: list[Part] = [Note(said, small=False)]
    if meeting.over_scale_because:
        why = _("More than the scale, because: %(why)s") % {"why": meeting.over_scale_because}
        parts.append(Note(why, small=False))
    return parts


def _signatures() -> list[Part]:
    return [
        Signatures([_("Chair"), _("Recorder"), _("Villagers' committee (seal)")]),
        Note(_("The signed attendance sheet belongs to these minutes.")),
    ]


def sign_in_sheet(
    village: Village,
    round_: Round,
    roster: Sequence[Representative],
    *,
    reader: User,
    call: MeetingCall | None = None,
) -> Paper:
    """Names to sign behind, blank lines for others, and the households to be voted on."""
    named = [[str(n), one.name, str(one.group_number or ""), ""] for n, one in enumerate(roster, 1)]
    lines = len(roster) + BLANK_LINES if roster else WITHOUT_A_LIST
    blank = [[str(n), "", "", ""] for n in range(len(roster) + 1, lines + 1)]
    columns = [
        Column(pgettext("column", "No."), 0.5),
        Column(pgettext("column", "Name"), 1.4),
        Column(pgettext("column", "Group"), 0.7),
        Column(pgettext("column", "Signature or fingerprint"), 2.4),
    ]
    return Paper(
        title=_("Attendance sheet of the villagers' representative meeting"),
        about=joined(_place(village), str(round_)),
        sections=[
            Section(_("The meeting"), _called(call)),
            Section(_("Representatives"), [Table(columns, [*named, *blank], pen=True)]),
            Section(_("To be voted on"), [_agenda(village, round_, reader)], new_page=True),
        ],
        footer=joined(_("attendance sheet"), reader.name),
    )


def _called(call: MeetingCall | None) -> list[Part]:
    """When and where, as it was called; otherwise room to write it."""
    hour = date_format(localtime(call.meets_at), "Y-m-d H:i") if call else ""
    place = call.place if call else ""
    pairs = [(_("Date and hour"), hour), (_("Place"), place), (_("Chair"), "")]
    parts: list[Part] = [Facts(pairs, pen=True)]
    if call and call.agenda:
        parts.append(Note(call.agenda, small=False))
    return parts


def _agenda(village: Village, round_: Round, reader: User) -> Part:
    waiting = (
        Case.objects.visible_to(reader)
        .filter(village=village, round=round_)
        .at(Stage.SURVEYED, Stage.COMPARED)
        .select_related("household__group", "household__householder")
        .order_by("household__group__number", "household__number")
    )
    columns = [
        Column(pgettext("column", "No."), 0.5),
        Column(pgettext("column", "Householder"), 2),
        Column(pgettext("column", "Group"), 1),
    ]
    rows = [
        [str(n), case.household.householder_name, str(case.household.group or "")]
        for n, case in enumerate(waiting, start=1)
    ]
    return Table(columns, rows) if rows else Note(_("Nobody waits for a vote."), small=False)
