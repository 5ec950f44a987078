"""The frame of every step: lock, refuse what table, way or rights do not allow, move, record."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from households.models import Case, Event, Notice
from households.refusals import require
from households.steps import STEPS
from households.ways import is_on_way, next_stage
from povertyreg import clock
from povertyreg.audit import trail
from villages.models import User

LONGEST_REASON = 200


@contextmanager
def taking(
    name: str, case: Case, by: User, *, on: date | None = None, reason: str = ""
) -> Iterator[None]:
    """Lock the case, refuse a step that the table does not list, then move it and record it."""
    require_short(reason)
    with transaction.atomic():
        case.refresh_from_db(from_queryset=Case.objects.select_for_update())
        allow(name, case, by)
        before = case.stage
        yield
        case.stage = STEPS[name].target
        case.full_clean(exclude=["entered_by"])
        case.save()
        _event(name, case, before, by=by, on=on or clock.today(), reason=reason).save()
        trail.record(by, name, case, area=case.village_id, reason=reason)


def require_short(reason: str) -> None:
    """Raises ValidationError for a reason that no column holds."""
    require(len(reason) <= LONGEST_REASON, _("The reason is too long: 200 characters fit."))


def lock(cases: Iterable[Case]) -> list[Case]:
    """The cases as they are now, in a fixed order, so that two people never wait for each other."""
    return list(
        Case.objects.select_for_update(of=("self",))
        .filter(pk__in=[case.pk for case in cases])
        .select_related("village", "round", "household__group", "household__householder")
        .order_by("pk")
    )


def take_all(
    name: str,
    cases: list[Case],
    *,
    by: User,
    on: date | None = None,
    notice: Notice | None = None,
    reason: str = "",
    **changes: object,
) -> None:
    """Move a whole list, already locked, in one statement: all of it or nothing."""
    require_short(reason)
    for case in cases:
        allow(name, case, by)
    facts = {"by": by, "on": on or clock.today(), "reason": reason, "notice": notice}
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(
        stage=STEPS[name].target, **changes
    )
    Event.objects.bulk_create(_event(name, case, case.stage, **facts) for case in cases)


def allow(name: str, case: Case, by: User) -> None:
    """Raises PermissionDenied for the wrong person, ValidationError for the wrong stage."""
    step = STEPS[name]
    require_right(name, case, by)
    require(
        case.stage in step.sources,
        _("Not possible while the household is at “%(stage)s”. Reload the page to see where it is.")
        % {"stage": case.get_stage_display()},
    )
    if not is_on_way(case.round.variant, name, case.stage):
        raise ValidationError(_not_next(case))


def require_right(name: str, case: Case, by: User) -> None:
    """Raises PermissionDenied for who may not take this step where the household lies."""
    if not by.has_perm(STEPS[name].permission, case):
        raise PermissionDenied


def _not_next(case: Case) -> str:
    """The round's variant takes another step from here."""
    following = next_stage(case.round.variant, case.stage)
    return _("Not possible in this round: after “%(stage)s” comes “%(next)s”.") % {
        "stage": case.get_stage_display(),
        "next": following.label if following else "",
    }


def _event(name: str, case: Case, before: str, **facts: Any) -> Event:
    return Event(
        county_code=case.county_code,
        case=case,
        step=name,
        from_stage=before,
        to_stage=STEPS[name].target,
        **facts,
    )


def steps_open_to(user: User, case: Case) -> list[str]:
    """Names of the steps that this person may take from where the case stands."""
    return [
        name
        for name, step in STEPS.items()
        if is_on_way(case.round.variant, name, case.stage) and user.has_perm(step.permission, case)
    ]
