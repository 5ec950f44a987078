"""People who come into a household, leave it, come back, or go over to another one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from households import checks, claims, writing
from households.changes.frame import Said
from households.choices import Relation
from households.codes import code_lists
from households.dossier import Person
from households.models import Household, HouseholdYear, Member, MemberYear
from households.refusals import RowErrors, require
from households.rules import pinyin_of_name

UNKNOWN = "99"


def admit(household: Household, record: HouseholdYear, person: Person, said: Said) -> Member:
    """A new member from the day on, with all rules of identity. Raises ValidationError by field."""
    member, row = person.member, person.year
    last = household.members.aggregate(last=Max("position"))["last"] or 0
    member.household, member.village_id = household, household.village_id
    member.position, member.joined_on = last + 1, said.on
    member.pinyin, member.changed_by = pinyin_of_name(member.name), said.by
    _clean(member, said)
    _require_free(household, member, said)
    member.save()
    claims.take(household, [member])
    row.household_year, row.member, row.changed_by = record, member, said.by
    row.clean_fields(exclude=["household_year", "member", "changed_by", "county_code"])
    row.save()
    return member


def _clean(member: Member, said: Said) -> None:
    """First what the ID number gives: other fields ask for it."""
    member.clean()
    require(
        member.birth_date <= said.on,
        _("The birth date lies after the day of the change. Correct one of the two."),
        field="birth_date",
    )
    writing.digest_id_number(member)
    member.clean_fields(exclude=["household", "village", "changed_by"])


def _require_free(household: Household, member: Member, said: Said) -> None:
    try:
        claims.require_free(household, [member], said.by)
    except RowErrors as taken:
        raise ValidationError(taken.by_row[0]) from None


def depart(
    members: Sequence[Member], code: str, said: Said, record: HouseholdYear | None = None
) -> dict[str, int]:
    """Date members out and give up their claims; they leave `record`, earlier years keep them.

    Returns which row of the record each had, by which its history is found again.
    """
    for member in members:
        require(
            member.joined_on <= said.on,
            _("%(name)s belongs to the household since %(day)s. Choose that day or a later one.")
            % {"name": member.shown_name, "day": member.joined_on.isoformat()},
            field="on",
        )
        member.left_on, member.left_reason, member.left_because = said.on, code, said.reason
    _write_leaving(members, said)
    claims.give_up_all(members)
    if record is None:
        return {}
    rows = record.members.filter(member__in=members)
    keys = {str(member): row for member, row in rows.values_list("member_id", "pk")}
    rows.delete()
    return keys


def come_back(
    household: Household,
    record: HouseholdYear,
    members: Sequence[Member],
    said: Said,
    rows: Mapping[str, int] | None = None,
) -> None:
    """Undo a departure, unless somebody is registered elsewhere by now; then it is said where.

    `rows`: what `depart` returned.
    """
    for member in members:
        member.left_on, member.left_reason, member.left_because = None, "", ""
    claims.require_free(household, list(members), said.by)
    _write_leaving(members, said)
    claims.take(household, list(members))
    _restore_rows(record, members, said, rows or {})


def _write_leaving(members: Sequence[Member], said: Said) -> None:
    for member in members:
        member.changed_by, member.changed_at = said.by, timezone.now()
    fields = ["left_on", "left_reason", "left_because", "changed_by", "changed_at"]
    Member.objects.bulk_update(members, fields)


def _restore_rows(
    record: HouseholdYear, members: Sequence[Member], said: Said, rows: Mapping[str, int]
) -> None:
    """Their rows as they were when they left, from the history of the table."""
    present = set(record.members.values_list("member_id", flat=True))
    missing = [member for member in members if member.pk not in present]
    deleted = MemberYear.history.rel.related_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj_id__in=rows.values(), pgh_label="delete"
    )
    last = {event.member_id: event for event in deleted.order_by("pgh_id")}
    restored = []
    for member in missing:
        row = MemberYear(**_columns(last[member.pk])) if member.pk in last else MemberYear()
        row.household_year, row.member, row.changed_by = record, member, said.by
        row.county_code = record.county_code
        if row.relation in ("", Relation.HOUSEHOLDER):  # there is another one by now
            row.relation = UNKNOWN
        restored.append(row)
    MemberYear.objects.bulk_create(restored)


def _columns(row: Model, without: Iterable[str] = ("id",)) -> dict[str, Any]:
    names = {field.attname for field in MemberYear._meta.concrete_fields} - set(without)
    return {name: getattr(row, name) for name in names}


def go_over(
    rows: Sequence[MemberYear],
    to: tuple[Household, HouseholdYear],
    relations: Mapping[int, str],
    because: str,
    said: Said,
) -> dict[int, int]:
    """The people of these rows (who departed before) begin anew in another household.

    Returns which member became which.
    """
    household, record = to
    first = (household.members.aggregate(last=Max("position"))["last"] or 0) + 1
    people = [_again(row.member, household, because, said) for row in rows]
    for position, member in enumerate(people, start=first):
        member.position = position
    Member.objects.bulk_create(people)
    claims.take(household, people)
    MemberYear.objects.bulk_create(
        [
            _row_again(row, record, member, relations[row.member_id])
            for row, member in zip(rows, people, strict=True)
        ]
    )
    return {row.member_id: member.pk for row, member in zip(rows, people, strict=True)}


def _again(member: Member, household: Household, because: str, said: Said) -> Member:
    kept = {field.attname: getattr(member, field.attname) for field in Member._meta.concrete_fields}
    again = Member(**{**kept, "id": None, "left_on": None, "left_reason": "", "left_because": ""})
    again.household, again.village_id = household, household.village_id
    again.joined_on, again.joined_because, again.changed_by = said.on, because, said.by
    return again


def _row_again(row: MemberYear, record: HouseholdYear, member: Member, relation: str) -> MemberYear:
    again = MemberYear(**_columns(row))
    again.household_year, again.member, again.relation = record, member, relation
    return again


def retell(record: HouseholdYear, rows: Iterable[MemberYear], relations: Mapping[int, str]) -> None:
    """Give everybody the relation to the (new) householder. Raises ValidationError."""
    changed = list(rows)
    known = code_lists()["relation"].codes
    for row in changed:
        row.relation = relations.get(row.member_id, "")
        require(row.relation in known, _("Choose a relation for everybody."))
    if problems := checks.composition_problems([row.relation for row in changed]):
        raise ValidationError(problems)
    # One householder a year is a constraint of each row: first nobody is, then the new one.
    record.members.filter(relation=Relation.HOUSEHOLDER).update(relation=UNKNOWN)
    MemberYear.objects.bulk_update(changed, ["relation"])
