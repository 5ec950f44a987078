"""A list looked at on its way: homes visited, files sent back, households turned away."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from households import publicity, spot_checks, stepping, workflow
from households.choices import Level
from households.models import Case, Round
from households.refusals import require
from povertyreg.audit import trail
from povertyreg.wording import enumerated
from villages.models import User


class Rejection(NamedTuple):
    """Why a household is not registered: the ground, and words when it is another one."""

    ground: str
    words: str = ""


class Visits(NamedTuple):
    """Cases whose homes were visited, and why drawn ones were not."""

    made: Collection[int]
    excused: Mapping[int, str] = {}


def accept_in_township(
    cases: Iterable[Case],
    spot_checked: Collection[int],
    *,
    by: User,
    returned: Mapping[int, str] | None = None,
    rejected: Mapping[int, Rejection] | None = None,
    excused: Mapping[int, str] | None = None,
) -> list[Case]:
    """The township accepts a village's households after visiting its share of them.

    `spot_checked`: ids of the cases whose homes were visited; `excused`: drawn ones that were not,
    and why; `returned`: those that go back to the village, and why; `rejected`: those left out.
    """
    visits = Visits(spot_checked, excused or {})
    with transaction.atomic():
        locked = stepping.lock(cases)
        _village, round_ = publicity.one_list(locked)
        rest = reject("reject_in_township", locked, rejected or {}, by=by)
        kept = send_back("return_to_village", rest, returned or {}, by=by)
        require_visits(locked, kept, visits, round_, Level.TOWNSHIP)
        stepping.take_all("accept_in_township", kept, by=by)
        mark_visited(kept, visits, Level.TOWNSHIP)
        note_visits("accept_in_township", locked, kept, visits, by)
    return kept


def require_visits(
    listed: Collection[Case], kept: Collection[Case], visits: Visits, round_: Round, by: Level
) -> None:
    """The share of the list was visited, and whoever was drawn, or it is said why not.

    Nothing is asked of a list that goes back as a whole.
    """
    if not kept:
        return
    needed = spot_checks.needed(len(listed), round_, by)
    made = sum(case.pk in visits.made for case in listed)
    require(
        made >= needed,
        _("Spot-check at least %(needed)d of the %(listed)d households; %(checked)d are marked.")
        % {"needed": needed, "listed": len(listed), "checked": made},
    )
    drawn = spot_checks.drawn(listed, round_, by)
    missed = [
        case.household.householder_name
        for case in kept
        if case.pk in drawn - set(visits.made) and not visits.excused.get(case.pk, "").strip()
    ]
    require(
        not missed,
        _("Drawn for the spot-check, and not visited: %(names)s. Visit them, or say why not.")
        % {"names": enumerated(missed)},
    )


def mark_visited(kept: Iterable[Case], visits: Visits, by: Level) -> None:
    column = "is_checked_by_county" if by == Level.COUNTY else "is_spot_checked"
    visited = [case.pk for case in kept if case.pk in visits.made]
    Case.objects.filter(pk__in=visited).update(**{column: True})


def note_visits(
    name: str, listed: list[Case], kept: Collection[Case], visits: Visits, by: User
) -> None:
    """Who was visited and why others were not, in the trail of the round."""
    excused = {str(pk): why.strip() for pk, why in visits.excused.items() if why.strip()}
    trail.record(
        by,
        name,
        listed[0].round,
        area=listed[0].village_id,
        households=len(kept),
        spot_checked=[case.pk for case in listed if case.pk in visits.made],
        excused=excused,
    )


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
        stepping.take_all(
            name,
            cases,
            by=by,
            reason=reason,
            returned_because=reason,
            is_spot_checked=False,
            is_checked_by_county=False,
        )
    return kept


def reject(
    name: str, locked: Iterable[Case], rejected: Mapping[int, Rejection], *, by: User
) -> list[Case]:
    """Turn the rejected ones of a list away, each on its ground, and keep the others."""
    groups: dict[Rejection, list[Case]] = {}
    kept = []
    for case in locked:
        if case.pk in rejected:
            groups.setdefault(rejected[case.pk], []).append(case)
        else:
            kept.append(case)
    for (ground, words), cases in groups.items():
        workflow.require_ground(ground, words)
        stepping.take_all(
            name, cases, by=by, reason=words, rejected_because=ground, category="", outcome=""
        )
    return kept
