"""A villagers' representative meeting recorded: votes counted, households carried or not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from households import exit_guards, proposals, scale, stepping
from households.choices import RejectionGround
from households.models import (
    Attendance,
    Ballot,
    Case,
    MeetingCall,
    MeetingOfRepresentatives,
    Representative,
)
from households.refusals import require
from households.rules import is_carried, quorum
from povertyreg import clock
from povertyreg.audit import trail
from villages.models import User

SECOND = 2
"""The appraisal at which the county's comparison is read out (two-appraisal rounds)."""


@dataclass(frozen=True)
class Vote:
    """How the representatives voted on one household."""

    case: Case
    votes_for: int
    votes_against: int = 0
    abstained: int = 0
    recused: int = 0
    recused_who: str = ""

    @property
    def total(self) -> int:
        return self.votes_for + self.votes_against + self.abstained + self.recused


@dataclass(frozen=True)
class Outcome:
    """Households that the meeting carried, and those that it did not."""

    carried: list[Case]
    not_carried: list[Case]


def record(
    meeting: MeetingOfRepresentatives,
    votes: Sequence[Vote],
    *,
    by: User,
    signed: Sequence[Representative] = (),
) -> Outcome:
    """Write the meeting with all its votes; carried households are nominated, others rejected.

    `signed`: the representatives on the attendance sheet, where the village keeps a list of them.
    """
    if not by.has_perm("households.nominate", meeting):
        raise PermissionDenied
    require_valid(meeting)
    require(votes, _("Vote on at least one household."))
    for vote in votes:
        _require_counted(vote, meeting)
    with transaction.atomic():
        _require_called(meeting)
        meeting.recorded_by = by
        meeting.full_clean()
        meeting.save()
        _sign(meeting, signed)
        outcome = _decide(meeting, votes, by)
        scale.require_within(meeting)
        _note(meeting, outcome, by)
    return outcome


def _require_called(meeting: MeetingOfRepresentatives) -> None:
    """A call is answered by one meeting, unless it was called off."""
    if meeting.call_id is None:
        return
    call = MeetingCall.objects.select_for_update().get(pk=meeting.call_id)
    require(not call.cancelled_because, _("This meeting was called off."))
    require(not call.held.exists(), _("This meeting is recorded already."))


def _note(meeting: MeetingOfRepresentatives, outcome: Outcome, by: User) -> None:
    trail.record(
        by,
        "record_meeting",
        meeting,
        area=meeting.village_id,
        carried=len(outcome.carried),
        not_carried=len(outcome.not_carried),
    )


def _sign(meeting: MeetingOfRepresentatives, signed: Sequence[Representative]) -> None:
    require(
        not signed or len(signed) == meeting.present,
        _("%(signed)d signed the sheet, but %(present)d were present. Correct one of them.")
        % {"signed": len(signed), "present": meeting.present},
        field="present",
    )
    require(
        all(one.village_id == meeting.village_id for one in signed),
        _("A representative of another village has no vote here."),
    )
    Attendance.objects.bulk_create(
        Attendance(county_code=meeting.county_code, meeting=meeting, representative=one)
        for one in signed
    )


def require_valid(meeting: MeetingOfRepresentatives) -> None:
    """A meeting that has been held, with its quorum; refused by field."""
    needed = quorum(meeting.entitled, meeting.round.quorum_share)
    require(
        meeting.present <= meeting.entitled,
        _("More representatives are present than entitled. Correct one of the two numbers."),
        field="present",
    )
    require(
        meeting.present >= needed,
        _("Not valid: %(present)d of %(entitled)d present, at least %(needed)d are needed.")
        % {"present": meeting.present, "entitled": meeting.entitled, "needed": needed},
        field="present",
    )
    require(
        meeting.held_on <= clock.today(),
        _("The meeting cannot lie in the future. Correct its date."),
        field="held_on",
    )


def _require_counted(vote: Vote, meeting: MeetingOfRepresentatives) -> None:
    require(
        not vote.recused or vote.recused_who.strip(),
        _("Household %(number)s: name the representatives who are recused.")
        % {"number": vote.case.household.number},
    )
    require(
        vote.total == meeting.present,
        _("Household %(number)s: %(total)d votes, but %(present)d were present.")
        % {"number": vote.case.household.number, "total": vote.total, "present": meeting.present},
    )


def _decide(meeting: MeetingOfRepresentatives, votes: Sequence[Vote], by: User) -> Outcome:
    locked = stepping.lock(vote.case for vote in votes)
    _require_one_list(meeting, locked, votes)
    Ballot.objects.bulk_create(_ballot(vote, meeting) for vote in votes)
    share = meeting.round.majority_share
    carried = {v.case.pk for v in votes if is_carried(v.votes_for, meeting.present, share)}
    outcome = Outcome(
        [case for case in locked if case.pk in carried],
        [case for case in locked if case.pk not in carried],
    )
    carry = appraise_again if meeting.appraisal == SECOND else nominate
    carry(outcome.carried, meeting, by=by)
    stepping.take_all(
        "reject_in_village",
        outcome.not_carried,
        by=by,
        on=meeting.held_on,
        rejected_because=RejectionGround.NOT_CARRIED,
    )
    return outcome


def _require_one_list(
    meeting: MeetingOfRepresentatives, locked: Sequence[Case], votes: Sequence[Vote]
) -> None:
    require(len(locked) == len(votes), _("A household stands twice in the list of votes."))
    require(
        {(case.village_id, case.round_id) for case in locked}
        == {(meeting.village_id, meeting.round_id)},
        _("A meeting votes on households of its own village and round."),
    )


def _ballot(vote: Vote, meeting: MeetingOfRepresentatives) -> Ballot:
    return Ballot(
        county_code=meeting.county_code,
        meeting=meeting,
        case=vote.case,
        votes_for=vote.votes_for,
        votes_against=vote.votes_against,
        abstained=vote.abstained,
        recused=vote.recused,
        recused_who=vote.recused_who.strip(),
        present=meeting.present,
    )


def nominate(cases: list[Case], meeting: MeetingOfRepresentatives, *, by: User) -> None:
    """The meeting carried these households: more than half of those present voted for each."""
    exit_guards.before_the_meeting(cases)
    proposals.before_the_meeting(cases)
    stepping.take_all("nominate", cases, by=by, on=meeting.held_on, returned_because="")


def appraise_again(cases: list[Case], meeting: MeetingOfRepresentatives, *, by: User) -> None:
    """The second meeting, which heard the county's comparison, carried these households again."""
    stepping.take_all("appraise_again", cases, by=by, on=meeting.held_on, returned_because="")
