"""A villagers' representative meeting recorded: votes counted, households carried or not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from households import workflow
from households.choices import RejectionGround
from households.models import Ballot, Case, MeetingOfRepresentatives
from households.refusals import require
from households.rules import is_carried, quorum
from povertyreg import clock
from povertyreg.audit import trail
from villages.models import User


@dataclass(frozen=True)
class Vote:
    """How the representatives voted on one household."""

    case: Case
    votes_for: int
    votes_against: int = 0
    abstained: int = 0


@dataclass(frozen=True)
class Outcome:
    """Households that the meeting carried, and those that it did not."""

    carried: list[Case]
    not_carried: list[Case]


def record(meeting: MeetingOfRepresentatives, votes: Sequence[Vote], *, by: User) -> Outcome:
    """Write the meeting with all its votes; carried households are nominated, others rejected."""
    if not by.has_perm("households.nominate", meeting):
        raise PermissionDenied
    _require_valid(meeting)
    require(votes, _("Vote on at least one household."))
    for vote in votes:
        _require_counted(vote, meeting)
    outcome = Outcome([], [])
    with transaction.atomic():
        meeting.recorded_by = by
        meeting.full_clean()
        meeting.save()
        for vote in votes:
            _decide(vote, meeting, outcome, by)
        trail.record(
            by,
            "record_meeting",
            meeting,
            area=meeting.village_id,
            carried=len(outcome.carried),
            not_carried=len(outcome.not_carried),
        )
    return outcome


def _require_valid(meeting: MeetingOfRepresentatives) -> None:
    needed = quorum(meeting.entitled, meeting.round.quorum_share)
    require(
        meeting.present <= meeting.entitled,
        _("More representatives are present than entitled. Correct one of the two numbers."),
    )
    require(
        meeting.present >= needed,
        _("Not valid: %(present)d of %(entitled)d present, at least %(needed)d are needed.")
        % {"present": meeting.present, "entitled": meeting.entitled, "needed": needed},
    )
    require(
        meeting.held_on <= clock.today(),
        _("The meeting cannot lie in the future. Correct its date."),
    )


def _require_counted(vote: Vote, meeting: MeetingOfRepresentatives) -> None:
    total = vote.votes_for + vote.votes_against + vote.abstained
    require(
        total == meeting.present,
        _("Household %(number)s: %(total)d votes, but %(present)d were present.")
        % {"number": vote.case.household.number, "total": total, "present": meeting.present},
    )


def _decide(vote: Vote, meeting: MeetingOfRepresentatives, outcome: Outcome, by: User) -> None:
    ballot = Ballot(
        meeting=meeting,
        case=vote.case,
        votes_for=vote.votes_for,
        votes_against=vote.votes_against,
        abstained=vote.abstained,
    )
    ballot.save()
    if is_carried(vote.votes_for, meeting.present):
        workflow.nominate(vote.case, ballot, by=by)
        outcome.carried.append(vote.case)
    else:
        workflow.reject_in_village(vote.case, RejectionGround.NOT_CARRIED, by=by)
        outcome.not_carried.append(vote.case)
