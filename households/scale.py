"""The scale of a round: set by the county, divided downwards, and kept to by the meetings."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from households.models import MeetingOfRepresentatives, Quota, Round
from households.reach import Amount, amounts, kinds, of_village, parts_of, state_of
from households.refusals import StaleVersion, require
from povertyreg import locks
from povertyreg.audit import trail
from villages.models import User

PERMISSION: Final = "households.set_scale"


def require_within(meeting: MeetingOfRepresentatives) -> None:
    """A list above the scale says why; above the float it is refused. Asked after the votes."""
    # of two meetings at once, the second counts what the first has carried
    locks.hold(f"scale of {meeting.round_id} {meeting.village_id}")
    reach = of_village(meeting.round, meeting.village)
    facts = {"listed": reach.listed, "most": reach.most}
    require(
        not reach.is_beyond,
        _(
            "%(listed)d households would be on the village's list, at most %(most)d are possible. "
            "Vote again on fewer, or ask the township for a larger scale."
        )
        % facts,
    )
    require(
        not reach.is_over or meeting.over_scale_because.strip(),
        _("%(listed)d households would be on the list, the scale is %(scale)d. Say why.")
        % {**facts, "scale": reach.amount.households if reach.amount else 0},
        field="over_scale_because",
    )


def may_divide(round_: Round, area: str, user: User) -> bool:
    """Whoever sets scales where the whole area lies."""
    return round_.is_open and user.has_perm(PERMISSION, _quota(round_, area))


def may_set_whole(round_: Round, area: str, user: User) -> bool:
    """The county sets the number of the round itself; every other whole is a part above."""
    county = _quota(round_, round_.county_code)
    return round_.is_open and area == round_.area_code and user.has_perm(PERMISSION, county)


def _quota(round_: Round, area: str) -> Quota:
    return Quota(county_code=round_.county_code, round=round_, area_code=area)


def divide(
    round_: Round,
    area: str,
    wanted: Mapping[str, Amount | None],
    *,
    by: User,
    seen: str | None = None,
) -> bool:
    """Set the scale of an area and its parts by code, None taking it away; whether any changed.

    The parts never exceed their whole (procedure 2.1, step 0). `seen`: Division.state as read;
    StaleVersion if it is another one by now. The same numbers sent again change nothing.
    """
    _allow(round_, area, wanted, by)
    with transaction.atomic():
        locks.hold(f"scale of {round_.pk}")
        known = amounts(Quota.objects.filter(round=round_))
        changed = {code: amount for code, amount in wanted.items() if amount != known.get(code)}
        if not changed:
            return False
        _require_seen(state_of(known, area), seen)
        after = {code: one for code, one in {**known, **changed}.items() if one is not None}
        for whole in sorted({area, *changed}):
            _require_holds(whole, after)
        _write(round_, changed, by)
        before = {code: known[code] for code in changed if code in known}
        trail.record(
            by, "set_scale", round_, area=area, scales=_said(changed), scales_before=_said(before)
        )
    return True


def _said(amounts: Mapping[str, Amount | None]) -> str:
    return " ".join(f"{code}: {one.households if one else '—'}" for code, one in amounts.items())


def _allow(round_: Round, area: str, wanted: Iterable[str], by: User) -> None:
    require(round_.is_open, _("This round is closed: its scale stays as it is."))
    if not may_divide(round_, area, by):
        raise PermissionDenied
    if area in wanted and not may_set_whole(round_, area, by):
        raise PermissionDenied
    places = set(kinds(area)[1].objects.in_area(area).values_list("pk", flat=True))
    require(
        set(wanted) <= {area, *places},
        _("One of these places does not belong to the area. Open the page again."),
    )


def _require_seen(now: str, seen: str | None) -> None:
    if seen not in (None, now):
        raise StaleVersion(_("Somebody has changed this scale meanwhile. Look at it again."))


def _require_holds(whole: str, after: Mapping[str, Amount]) -> None:
    """The parts fit into their whole, in households and, where they are counted, in people."""
    parts = [after[code] for code in parts_of(whole, after)]
    amount = after.get(whole, Amount(0))
    _require_fits(whole, sum(part.households for part in parts), amount.households, "households")
    if amount.people is not None:
        _require_fits(whole, sum(part.people or 0 for part in parts), amount.people, "people")


def _require_fits(whole: str, parts: int, scale: int, name: str) -> None:
    more = (
        _("%(place)s: its parts have %(parts)d households, %(more)d more than its scale of %(n)d.")
        if name == "households"
        else _("%(place)s: its parts have %(parts)d people, %(more)d more than its scale of %(n)d.")
    )
    if parts > scale:
        kind = kinds(whole)[0]
        facts = {"place": kind.objects.get(pk=whole).name, "n": scale, "parts": parts}
        require(parts <= scale, more % {**facts, "more": parts - scale})


def _write(round_: Round, changed: Mapping[str, Amount | None], by: User) -> None:
    for code, amount in changed.items():
        if amount is None:
            Quota.objects.filter(round=round_, area_code=code).delete()
            continue
        Quota.objects.update_or_create(
            county_code=round_.county_code,
            round=round_,
            area_code=code,
            defaults={**amount._asdict(), "set_by": by},
        )
