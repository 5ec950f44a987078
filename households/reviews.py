"""A list looked at on its way: the township accepts it after its visits; single files go back."""

from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from households import publicity, stepping
from households.models import Case, Round
from households.refusals import require
from households.rules import sample_size
from povertyreg.audit import trail
from villages.models import User, Village


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
        locked = stepping.lock(cases)
        village, round_ = publicity.one_list(locked)
        kept = send_back("return_to_village", locked, returned or {}, by=by)
        checked = [case.pk for case in locked if case.pk in spot_checked]
        if kept:
            _require_share(len(checked), len(locked), round_)
        _accept(kept, checked, by)
        _note(round_, village, kept, checked, by)
    return kept


def _note(round_: Round, village: Village, kept: list[Case], checked: list[int], by: User) -> None:
    trail.record(
        by,
        "accept_in_township",
        round_,
        area=village.code,
        households=len(kept),
        spot_checked=checked,
    )


def _accept(kept: list[Case], checked: list[int], by: User) -> None:
    stepping.take_all("accept_in_township", kept, by=by)
    visited = [case.pk for case in kept if case.pk in checked]
    Case.objects.filter(pk__in=visited).update(is_spot_checked=True)


def _require_share(checked: int, listed: int, round_: Round) -> None:
    needed = sample_size(listed, round_.spot_check_share)
    require(
        checked >= needed,
        _("Spot-check at least %(needed)d of the %(listed)d households; %(checked)d are marked.")
        % {"needed": needed, "listed": listed, "checked": checked},
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
            name, cases, by=by, reason=reason, returned_because=reason, is_spot_checked=False
        )
    return kept
