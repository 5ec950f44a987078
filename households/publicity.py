"""List steps: a village's households posted, closed, accepted and announced together."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from households import notices, workflow
from households.choices import Level, Stage, State
from households.models import Case, Household, HouseholdYear, Notice, Round
from households.refusals import require
from households.rules import sample_size
from povertyreg import clock
from povertyreg.audit import trail
from povertyreg.wording import enumerated
from villages.models import User, Village

_CLOSING = {
    Level.VILLAGE: ("close_in_village", Stage.VILLAGE_PUBLICITY),
    Level.TOWNSHIP: ("close_in_township", Stage.TOWNSHIP_PUBLICITY),
}


class Closed(NamedTuple):
    """What closing a notice did: households that went on, and those that an objection holds."""

    moved: list[Case]
    held: list[Case]


def post_in_village(
    cases: Iterable[Case], *, complaint_phone: str, by: User, request_id: UUID | None = None
) -> Notice:
    """The secretary approves the list, and it goes up on the village board today."""
    return _post("post_in_village", Level.VILLAGE, cases, complaint_phone, by, request_id)


def post_in_township(
    cases: Iterable[Case], *, complaint_phone: str, by: User, request_id: UUID | None = None
) -> Notice:
    """The township posts the list of a village today."""
    return _post("post_in_township", Level.TOWNSHIP, cases, complaint_phone, by, request_id)


def announce(
    cases: Iterable[Case], *, complaint_phone: str, by: User, request_id: UUID | None = None
) -> Notice:
    """The county announces its classification, and the yearly records take it."""
    return _post("announce", Level.COUNTY, cases, complaint_phone, by, request_id)


def _post(
    name: str,
    level: Level,
    cases: Iterable[Case],
    complaint_phone: str,
    by: User,
    request_id: UUID | None,
) -> Notice:
    with transaction.atomic():
        locked = workflow.lock(cases)
        if answered := _answered(request_id, by):
            return answered
        village, round_ = _one_list(locked)
        require(complaint_phone.strip(), _("Give the phone for complaints: the notice shows it."))
        if level == Level.VILLAGE:
            _require_another_hand(locked, by)
        for case in locked:
            workflow.allow(name, case, by)
        notice = notices.seal(
            Notice(
                village=village,
                round=round_,
                level=level,
                starts_on=clock.today(),
                days=round_.publicity_days,
                complaint_phone=complaint_phone.strip(),
                posted_by=by,
                request_id=request_id,
            ),
            locked,
        )
        workflow.take_all(name, locked, by=by, notice=notice)
        if level == Level.COUNTY:
            _enter_results(locked, round_, by)
        trail.record(by, name, notice, area=village.code, households=len(locked))
    return notice


def _answered(request_id: UUID | None, by: User) -> Notice | None:
    """A repeated request gets the notice of the first one: a phone may not hear the answer."""
    if request_id is None:
        return None
    found = Notice.objects.filter(request_id=request_id).first()
    require(
        found is None or found.posted_by_id == by.pk,
        _("This form was sent by somebody else. Open the list again."),
    )
    return found


def _one_list(cases: list[Case]) -> tuple[Village, Round]:
    require(cases, _("The list is empty. Choose at least one household."))
    lists = {(case.village_id, case.round_id) for case in cases}
    require(len(lists) == 1, _("A list holds households of one village and one round."))
    return cases[0].village, cases[0].round


def _require_another_hand(cases: list[Case], by: User) -> None:
    own = [case.household.number for case in cases if case.household.entered_by_id == by.pk]
    require(
        not own,
        _("You entered these files yourself; somebody else must approve them: %(numbers)s.")
        % {"numbers": enumerated(own)},
    )


def _enter_results(cases: list[Case], round_: Round, by: User) -> None:
    """The year's record takes category and state; a household is first identified once."""
    records = {
        record.household_id: record
        for record in HouseholdYear.objects.filter(
            household__in=[case.household_id for case in cases], year=round_.year
        )
    }
    for case in cases:
        record = records[case.household_id]
        record.category, record.state, record.changed_by = case.category, State.POOR, by
    HouseholdYear.objects.bulk_update(records.values(), ["category", "state", "changed_by"])
    Household.objects.filter(pk__in=list(records), first_identified_in__isnull=True).update(
        first_identified_in=round_.year
    )


def close_in_village(notice: Notice, *, by: User) -> Closed:
    """After the last day: households go on to the township, those under objection stay."""
    return _close(notice, Level.VILLAGE, by)


def close_in_township(notice: Notice, *, by: User) -> Closed:
    """After the last day: households go on to the county, those under objection stay."""
    return _close(notice, Level.TOWNSHIP, by)


def _close(notice: Notice, level: Level, by: User) -> Closed:
    name, stage = _CLOSING[level]
    require(notice.level == level, _("This list was posted by another level."))
    with transaction.atomic():
        posted = workflow.lock(
            Case.objects.filter(entries__in=notice.entries.standing(), stage=stage)
        )
        require(posted, _("This notice is closed already: no household is waiting on it."))
        _require_over(notice)
        held_ids = set(
            Case.objects.filter(pk__in=[case.pk for case in posted])
            .under_objection()
            .values_list("pk", flat=True)
        )
        moved = [case for case in posted if case.pk not in held_ids]
        held = [case for case in posted if case.pk in held_ids]
        require(
            moved,
            _("An objection against each household of this list is still open. Decide it first."),
        )
        workflow.take_all(name, moved, by=by, notice=notice)
        trail.record(
            by, name, notice, area=notice.village_id, households=len(moved), held=len(held)
        )
    return Closed(moved, held)


def _require_over(notice: Notice) -> None:
    require(
        clock.today() >= notice.ends_on,
        _("The notice must hang until %(day)s, %(days)d days with both ends counted.")
        % {"day": formats.date_format(notice.ends_on), "days": notice.days},
    )


def accept_in_township(
    cases: Iterable[Case],
    spot_checked: Collection[int],
    *,
    by: User,
    returned: Mapping[int, str] | None = None,
) -> list[Case]:
    """The township accepts a village's households after visiting its share of them.

    `spot_checked`: ids of the cases whose homes were visited; `returned`: those that go back to
    the village, and why.
    """
    with transaction.atomic():
        locked = workflow.lock(cases)
        village, round_ = _one_list(locked)
        checked = [case.pk for case in locked if case.pk in spot_checked]
        kept = send_back("return_to_village", locked, returned or {}, by=by)
        if kept:
            _require_share(len(checked), len(locked), round_)
        workflow.take_all("accept_in_township", kept, by=by)
        Case.objects.filter(pk__in=[case.pk for case in kept if case.pk in spot_checked]).update(
            is_spot_checked=True
        )
        trail.record(
            by,
            "accept_in_township",
            round_,
            area=village.code,
            households=len(kept),
            spot_checked=checked,
        )
    return kept


def send_back(
    name: str, locked: Iterable[Case], returned: Mapping[int, str], *, by: User
) -> list[Case]:
    """Send the returned ones of a list back with their reasons, and keep the others."""
    groups: dict[str, list[Case]] = {}
    kept = []
    for case in locked:
        if case.pk in returned:
            groups.setdefault(returned[case.pk].strip(), []).append(case)
        else:
            kept.append(case)
    require(
        "" not in groups, _("Say why each of them goes back, so that the clerk can correct it.")
    )
    for reason, cases in groups.items():
        workflow.take_all(
            name, cases, by=by, reason=reason, returned_because=reason, is_spot_checked=False
        )
    return kept


def _require_share(checked: int, listed: int, round_: Round) -> None:
    needed = sample_size(listed, round_.spot_check_share)
    require(
        checked >= needed,
        _("Spot-check at least %(needed)d of the %(listed)d households; %(checked)d are marked.")
        % {"needed": needed, "listed": listed, "checked": checked},
    )
