"""Households that split, merge or move to another village: recorded by the township or county."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from households import files, yearly
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
from households.choices import ChangeKind, Relation
from households.models import Change, Household, HouseholdYear, Member, MemberYear
from households.refusals import require
from villages.models import Village, VillageGroup

OUT_BY_SPLIT, IN_BY_SPLIT = "23", "16"
OUT_BY_MERGER, IN_BY_MERGER = "24", "17"

_GOES_ALONG: Final = (
    "proposed_category", "category", "state", "main_cause", "second_cause", "third_cause",
    "cause_note",
)  # fmt: skip
"""Of the year's record, to a new household: who was poor stays so; money and house are its own."""


def split(household: Household, relations: Mapping[int, str], said: Said) -> Household:
    """Those named in `relations` begin a household of their own, with a number of its own.

    `relations`: member → relation to the new householder, who is "01". The new record has the
    category and causes, not the income and the house. Raises PermissionDenied, StaleVersion and
    ValidationError.
    """
    with changing(household, said, ChangeKind.SPLIT):
        require_no_case(household)
        record = record_for(household, said.on, said.by)
        rows = {row.member_id: row for row in yearly.people_of(record)}
        _require_a_part(household, rows, relations)
        going = [rows[pk] for pk in relations]
        new, new_record = _founded(household, record, len(going), said)
        left = people.depart([row.member for row in going], OUT_BY_SPLIT, said, record)
        moved = people.go_over(going, (new, new_record), relations, IN_BY_SPLIT, said)
        head = next(moved[pk] for pk, code in relations.items() if code == Relation.HOUSEHOLDER)
        new.householder_id = head
        new.save(update_fields=["householder"])
        recount(record, said.by)
        facts = {"moved": {str(old): pk for old, pk in moved.items()}, "rows": left}
        note(household, ChangeKind.SPLIT, said, record.year, other_household=new, details=facts)
    return new


def _require_a_part(
    household: Household, rows: Mapping[int, MemberYear], relations: Mapping[int, str]
) -> None:
    require(relations, _("Choose who goes to the new household."))
    require(
        set(relations) <= set(rows),
        _("Somebody chosen is no longer in the household. Look at the file again."),
    )
    require(
        household.householder_id not in relations,
        _("The householder stays with this household. Choose the others, or hand over first."),
    )
    require(
        list(relations.values()).count(Relation.HOUSEHOLDER) == 1,
        _("The new household needs one householder. Choose who it is."),
    )


def _founded(
    household: Household, record: HouseholdYear, size: int, said: Said
) -> tuple[Household, HouseholdYear]:
    new = Household.objects.create(
        number=files.next_number(household.village),
        village=household.village,
        group_id=household.group_id,
        standard=household.standard,
        first_identified_in=household.first_identified_in,
        entered_by=said.by,
        changed_by=said.by,
    )
    facts = {name: getattr(record, name) for name in _GOES_ALONG}
    new_record = HouseholdYear.objects.create(
        household=new, village=new.village, year=record.year, size=size, changed_by=said.by, **facts
    )
    return new, new_record


def merge(
    household: Household, other: Household, relations: Mapping[int, str], said: Said
) -> Change:
    """Everybody of `other` joins this household; the emptied one is closed and stays on file.

    `relations`: of each member of the other household to this householder. Raises
    PermissionDenied, StaleVersion and ValidationError.
    """
    require_right(said.by, ChangeKind.MERGE, other)
    require(other.pk != household.pk, _("This is the same household."), field="other")
    with changing(household, said, ChangeKind.MERGE):
        _require_mergeable(household, other)
        record = record_for(household, said.on, said.by)
        rows = _rows_to_merge(other, relations)
        people.depart([row.member for row in rows], OUT_BY_MERGER, said)
        moved = people.go_over(rows, (household, record), relations, IN_BY_MERGER, said)
        recount(record, said.by)
        shut(other, said)
        write(other, said)
        facts = {"moved": {str(old): pk for old, pk in moved.items()}}
        return note(
            household, ChangeKind.MERGE, said, record.year, other_household=other, details=facts
        )


def _require_mergeable(household: Household, other: Household) -> None:
    other.refresh_from_db(from_queryset=Household.objects.select_for_update())
    require(other.closed_on is None, _("The other household is closed."), field="other")
    require(
        other.village_id == household.village_id,
        _("The other household lives in another village. Record its move to this village first."),
        field="other",
    )
    require_no_case(household)
    require_no_case(other)


def _rows_to_merge(other: Household, relations: Mapping[int, str]) -> list[MemberYear]:
    last = other.years.order_by("-year").first()
    rows = list(yearly.people_of(last)) if last else []
    members = set(Member.objects.filter(household=other).active().values_list("pk", flat=True))
    require(
        set(relations) == members == {row.member_id for row in rows},
        _("The people of the other household have changed. Begin again."),
    )
    require(
        Relation.HOUSEHOLDER not in relations.values(),
        _("The householder stays. Choose another relation for those who join."),
    )
    return rows


def transfer(
    household: Household, village: Village, group: VillageGroup | None, said: Said
) -> Change:
    """The household moves within the county and keeps its number (5.2).

    Whoever records it must answer for both villages. Raises PermissionDenied, StaleVersion and
    ValidationError.
    """
    require_right(said.by, ChangeKind.TRANSFER, Household(village=village))
    require(village.pk != household.village_id, _("It lives there already."), field="village")
    require(
        group is None or group.village_id == village.pk,
        _("This group belongs to another village."),
        field="group",
    )
    with changing(household, said, ChangeKind.TRANSFER):
        require_no_case(household)
        record = record_for(household, said.on, said.by)
        facts = {"village": household.village_id, "group": household.group_id, "to": village.pk}
        move(household, village, group, record, said)
        return note(household, ChangeKind.TRANSFER, said, record.year, details=facts)
