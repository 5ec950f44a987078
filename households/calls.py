"""Meetings of representatives are called, and called off with a reason."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from households.choices import Stage
from households.models import Case, MeetingCall, Representative, Round
from households.querysets import CaseQuerySet, RepresentativeQuerySet
from households.refusals import require
from povertyreg import clock, locks
from povertyreg.audit import trail
from villages.models import User


def call(new: MeetingCall, *, by: User) -> MeetingCall:
    """Call a meeting. The same hour called again is the same call: a form sent twice."""
    _allow(new, by)
    require(
        new.meets_at > clock.now(),
        _("The meeting is called for an hour that is past. Correct date and hour."),
        field="meets_at",
    )
    rounds = Round.objects.running().held_in(new.village_id)
    require(
        rounds.filter(pk=new.round_id).exists(),
        _("This round does not run in the village."),
        field="round",
    )
    with transaction.atomic():
        locks.hold(f"calls of {new.village_id}")
        called = MeetingCall.objects.filter(village=new.village_id, round=new.round_id)
        same: MeetingCall | None = called.standing().filter(meets_at=new.meets_at).first()
        if same:
            return same
        new.called_by = by
        new.full_clean()
        new.save()
        trail.record(by, "call_meeting", new, area=new.village_id)
    return new


def call_off(called: MeetingCall, because: str, *, by: User) -> None:
    """The meeting does not take place; the call stays with the reason."""
    _allow(called, by)
    require(because.strip(), _("Say why the meeting is called off."))
    with transaction.atomic():
        called.refresh_from_db(from_queryset=MeetingCall.objects.select_for_update(of=("self",)))
        require(not called.cancelled_because, _("This meeting was called off already."))
        require(not called.held.exists(), _("This meeting was held; it cannot be called off."))
        called.cancelled_because = because.strip()
        called.clean_fields()
        called.save()
        trail.record(by, "call_off_meeting", called, area=called.village_id, reason=because.strip())


def entitled(called: MeetingCall) -> RepresentativeQuerySet[Representative]:
    """Who is in office on the day of the meeting."""
    in_village = Representative.objects.filter(village=called.village_id)
    return in_village.current(localdate(called.meets_at))


def agenda_of(called: MeetingCall) -> CaseQuerySet[Case]:
    """The households that wait for a vote now."""
    of_round = Case.objects.filter(village=called.village_id, round=called.round_id)
    return of_round.at(Stage.SURVEYED, Stage.COMPARED)


def _allow(called: MeetingCall, by: User) -> None:
    if not by.has_perm("households.call_meeting", called):
        raise PermissionDenied
