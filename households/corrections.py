"""A posted notice with a mistake: it is never changed, a corrected one hangs in its place."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from households import notices, publicity, stepping
from households.choices import Level
from households.models import Case, Event, Notice
from households.refusals import constraints_in_words, require
from households.steps import STEPS
from villages.models import User


def correct(
    notice: Notice,
    because: str,
    *,
    complaint_phone: str,
    by: User,
    request_id: UUID | None = None,
) -> Notice:
    """Post the notice anew with what was wrong in it put right; the old one stays as it was.

    The households that still stand on it go over with what their files say now, and hang for
    all the days again. Raises PermissionDenied, and ValidationError with the reason why not.
    """
    if not by.has_perm(STEPS[publicity.POSTING[Level(notice.level)]].permission, notice):
        raise PermissionDenied
    stepping.require_short(because)
    with transaction.atomic():
        on_it = notice.entries.correctable()
        locked = stepping.lock(Case.objects.filter(entries__in=on_it))
        if first := publicity.answered(request_id, by):
            return first
        _require_may_be_corrected(notice, locked)
        new = publicity.draft(Level(notice.level), locked, complaint_phone, by)
        new.request_id, new.corrects, new.corrects_because = request_id, notice, because.strip()
        with constraints_in_words():
            notices.seal(new, locked)
        Event.objects.bulk_create(_event_of(new, case) for case in locked)
        publicity.note(
            "correct_notice",
            new,
            by,
            reason=new.corrects_because,
            notice=notice.pk,
            households=len(locked),
        )
    return new


def _require_may_be_corrected(notice: Notice, on_it: list[Case]) -> None:
    publicity.require_current(notice)
    require(
        on_it,
        _("No household stands on this notice any more: there is nothing to post anew."),
    )


def _event_of(correction: Notice, case: Case) -> Event:
    """The case stays where it is; only the notice on which it stands is another."""
    return Event(
        county_code=case.county_code,
        case=case,
        step="correct_notice",
        from_stage=case.stage,
        to_stage=case.stage,
        on=correction.starts_on,
        by=correction.posted_by,
        reason=correction.corrects_because,
        notice=correction,
    )
