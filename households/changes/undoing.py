"""A wrong change is undone by another one that counters it, once; nothing is ever taken away."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _

from households import yearly
from households.changes import people
from households.changes.closing import shut
from households.changes.frame import (
    Said,
    changing,
    note,
    record_for,
    recount,
    require_no_case,
    require_right,
    write,
)
from households.changes.moving import move
from households.changes.regrouping import OUT_BY_MERGER, OUT_BY_SPLIT
from households.changes.succession import put_first
from households.choices import JOINING, LEAVING, ChangeKind, Relation
from households.models import Change, Household, HouseholdYear, Member
from households.refusals import require
from villages.models import Village, VillageGroup

BY_MISTAKE = "08"
"""How somebody leaves who never belonged: otherwise."""


def undo(change: Change, said: Said) -> Change:
    """Record the counter-change, by the same rules. Raises like the change itself.

    What happened since is never overwritten: then it is refused, and said why.
    """
    kind, household = ChangeKind(change.kind), change.household
    reopening = kind == ChangeKind.CLOSE
    with changing(household, said, kind, *_kinds_of(change), reopening=reopening):
        _require_standing(change)
        record = _record(change, household, said)
        _UNDOING[kind](change, household, record, said)
        return note(
            household, kind, said, record.year, counters=change, member=change.member,
            other_household=change.other_household,
        )  # fmt: skip


def _record(change: Change, household: Household, said: Said) -> HouseholdYear:
    """A closed household kept its last record as it was; no year is begun for it."""
    if change.kind == ChangeKind.CLOSE:
        return _last_record(household)
    return record_for(household, change.on, said.by)


def _kinds_of(change: Change) -> list[ChangeKind]:
    died = change.details.get("because") == ChangeKind.DIED
    return [ChangeKind.DIED] if died else []


def _require_standing(change: Change) -> None:
    require(
        change.counters_id is None,
        _("This undid another change. Record that change anew if it was right."),
    )
    require(not change.countered.exists(), _("This change is undone already."))


def require_latest(change: Change, *households: Household) -> None:
    """Nothing may have changed the family since, or undoing would overwrite it."""
    later = Change.objects.filter(pk__gt=change.pk, counters=None, countered=None)
    later = later.filter(household__in=households) | later.filter(other_household__in=households)
    found = later.order_by("pk").first()
    require(
        found is None,
        _("A later change (%(kind)s on %(day)s) builds on this one. Undo that one first.")
        % {
            "kind": found.get_kind_display() if found else "",
            "day": found.on.isoformat() if found else "",
        },
    )


def _joining(change: Change, household: Household, record: HouseholdYear, said: Said) -> None:
    member = _member(change)
    require(member.is_active, _("This person has left the household since. Undo that first."))
    require(
        member.pk != household.householder_id,
        _("%(name)s is the householder by now. Hand over first.") % {"name": member.shown_name},
    )
    people.depart([member], BY_MISTAKE, said, record)
    recount(record, said.by)


def _leaving(change: Change, household: Household, record: HouseholdYear, said: Said) -> None:
    """Back with his relation, or, if another is householder by now, with one to be chosen."""
    member, succession = _member(change), _succession_after(change)
    people.come_back(household, record, [member], said, change.details["rows"])
    if succession and _is_as_it_left(succession, household, record):
        _restore(succession, household, record)
        note(
            household, ChangeKind.SUCCESSION, said, record.year,
            counters=succession, member=succession.member,
        )  # fmt: skip
    elif change.details.get("householder") != household.householder_id:
        record.members.filter(member=member).update(relation=people.UNKNOWN)
    recount(record, said.by)


def _succession_after(change: Change) -> Change | None:
    """The succession that this departure brought, as long as it stands."""
    found = Change.objects.filter(
        household_id=change.household_id, kind=ChangeKind.SUCCESSION, details__with=change.pk
    )
    return found.filter(countered=None).first()


def _succession(change: Change, household: Household, record: HouseholdYear, said: Said) -> None:
    require(
        "with" not in change.details,
        _("The former householder has left. Undo that: it brings him back as householder."),
    )
    require(
        _is_as_it_left(change, household, record),
        _("The family or its relations have changed since. Record a new succession instead."),
    )
    _restore(change, household, record)


def _is_as_it_left(succession: Change, household: Household, record: HouseholdYear) -> bool:
    """Nobody came or went and no relation changed; one who left with it may be back."""
    told = {int(pk): now for pk, (_was, now) in succession.details["relations"].items()}
    former = succession.details["former"]
    now = {
        row.member_id: row.relation
        for row in yearly.people_of(record)
        if row.member_id in told or row.member_id != former
    }
    return household.householder_id == succession.member_id and now == told


def _restore(succession: Change, household: Household, record: HouseholdYear) -> None:
    former = succession.details["former"]
    before = {int(pk): was for pk, (was, _now) in succession.details["relations"].items()}
    people.retell(record, yearly.people_of(record), {**before, former: Relation.HOUSEHOLDER})
    put_first(household, Member.objects.get(pk=former, county_code=household.county_code))


def _split(change: Change, household: Household, record: HouseholdYear, said: Said) -> None:
    """The new household is closed again, if nothing was done with it yet."""
    new = _other(change, said)
    require_latest(change, household, new)
    require(
        new.closed_on is None and new.version == 1 and not new.cases.exists(),
        _("Household %(number)s has been worked on since. Record a merger instead.")
        % {"number": new.number},
    )
    _move_back(change, new, OUT_BY_SPLIT, said)
    shut(new, said)
    write(new, said)
    people.come_back(
        household, record, _members(change.details["moved"]), said, change.details["rows"]
    )
    recount(record, said.by)


def _merge(change: Change, household: Household, record: HouseholdYear, said: Said) -> None:
    """The emptied household is opened again with its own people."""
    other = _other(change, said)
    require_latest(change, household, other)
    require_no_case(household)
    _move_back(change, household, OUT_BY_MERGER, said, record)
    recount(record, said.by)
    _reopen(other, said)
    people.come_back(other, _last_record(other), _members(change.details["moved"]), said)


def _transfer(change: Change, household: Household, record: HouseholdYear, said: Said) -> None:
    back = Village.objects.get(pk=change.details["village"])
    require_right(said.by, ChangeKind.TRANSFER, Household(village=back))
    require(
        household.village_id == change.details["to"],
        _("The household has moved on since. Undo that move first."),
    )
    require_no_case(household)
    group = VillageGroup.objects.filter(pk=change.details["group"], village=back).first()
    move(household, back, group, record, said)


def _close(change: Change, household: Household, record: HouseholdYear, said: Said) -> None:
    household.closed_on, household.closed_because = None, ""
    keys = {str(pk): pk for pk in change.details["members"]}
    people.come_back(household, record, _members(keys), said)


def _member(change: Change) -> Member:
    found: Member = change.member
    return found


def _members(moved: dict[str, int]) -> list[Member]:
    return list(Member.objects.filter(pk__in=[int(pk) for pk in moved]))


def _other(change: Change, said: Said) -> Household:
    other = Household.objects.select_for_update().get(pk=change.other_household_id or 0)
    require_right(said.by, change.kind, other)
    return other


def _move_back(
    change: Change, source: Household, code: str, said: Said, record: HouseholdYear | None = None
) -> None:
    now = Member.objects.filter(pk__in=change.details["moved"].values())
    require(
        all(member.is_active and member.household_id == source.pk for member in now),
        _("Somebody has left the household since. Undo that first."),
    )
    people.depart(list(now), code, said, record)


def _reopen(household: Household, said: Said) -> None:
    household.closed_on, household.closed_because = None, ""
    write(household, said)


def _last_record(household: Household) -> HouseholdYear:
    found: HouseholdYear = household.years.latest("year")
    return found


_UNDOING: Final[dict[ChangeKind, Callable[[Change, Household, HouseholdYear, Said], None]]] = {
    **dict.fromkeys(JOINING, _joining),
    **dict.fromkeys(LEAVING, _leaving),
    ChangeKind.SUCCESSION: _succession,
    ChangeKind.SPLIT: _split,
    ChangeKind.MERGE: _merge,
    ChangeKind.TRANSFER: _transfer,
    ChangeKind.CLOSE: _close,
}
