"""How a file reaches its tables: checked in words, then written with a fixed number of questions.

Only rows that differ from what is stored are written, so that the history tells true changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from households import checks, claims, identity
from households.choices import Relation
from households.dossier import File
from households.models import Household, HouseholdYear, Member, MemberYear
from households.querysets import id_digest, id_tail_digest
from households.refusals import RowErrors, constraints_in_words, require
from households.rules import pinyin_of_name
from povertyreg import clock
from villages.models import User

_REFERENCES = (
    *("village", "group", "household", "householder", "changed_by", "entered_by"),
    "first_identified_in",
)
"""Set by the acting modules themselves; the keys of the database hold them."""

_KEPT = {"id", "changed_at", "changed_by", "net_income", "net_income_per_head"}


@dataclass(frozen=True)
class Hand:
    """Who writes, and when."""

    by: User
    at: datetime
    today: date


def write(file: File, by: User, *, earlier: bool = False) -> None:
    """Write all of the file, inside the caller's transaction. Raises ValidationError, RowErrors.

    `earlier`: a later year is on file; who belongs to the household is then not changed.
    """
    hand = Hand(by, timezone.now(), clock.today())
    stored = _stored_members(file, earlier=earlier)
    _require_everybody(file, stored)
    if earlier:
        _require_the_same_people(file)
    _require_composition(file)
    with constraints_in_words():
        _write_household(file, hand)
        _write_members(file, hand, stored, earlier=earlier)
        _write_year(file, hand)
        if not earlier:
            _set_householder(file)


def _stored_members(file: File, *, earlier: bool) -> dict[int, Member]:
    """Those whom the form must name: who lives there now, or who did in the earlier year."""
    if not file.household.pk:
        return {}
    members = file.household.members.all()
    of_the_year = {"years__household_year": file.year.pk} if earlier else {"left_on": None}
    return members.filter(**of_the_year).in_bulk()


def _require_everybody(file: File, stored: dict[int, Member]) -> None:
    """A member disappears only by being taken out: with a day and a reason."""
    named = {person.member.pk for person in file.people} | {member.pk for member in file.left}
    require(
        set(stored) <= named,
        _("A member of this household is missing in the form. Reload the page and try again."),
    )


def _require_the_same_people(file: File) -> None:
    """Who came or went is recorded in the latest year, or as a change with its day."""
    came = any(person.member._state.adding for person in file.people)
    require(
        not (came or file.left),
        _(
            "In an earlier year nobody is added or taken out. Open the latest year, or record a "
            "change with its day."
        ),
    )


def _require_composition(file: File) -> None:
    if found := checks.composition_problems([person.year.relation for person in file.people]):
        raise ValidationError(found)


def _write_household(file: File, hand: Hand) -> None:
    household = file.household
    household.changed_by = hand.by
    household.clean_fields(exclude=_REFERENCES)
    household.clean()
    household.save()


def _write_members(file: File, hand: Hand, stored: dict[int, Member], *, earlier: bool) -> None:
    members = [person.member for person in file.people]
    for position, member in enumerate(members, start=1):
        _complete(member, file.household, hand)
        if not earlier:
            member.position = position
    _require_clean(members, hand.today)
    living = [member for member in members if member.left_on is None]
    claims.require_free(file.household, living, hand.by)
    for member in file.left:
        _require_departure(member, hand.today)
        member.clean_fields(exclude=_REFERENCES)
    store([*members, *file.left], stored, hand)
    claims.take(file.household, living, file.left)


def _complete(member: Member, household: Household, hand: Hand) -> None:
    member.household, member.village = household, household.village
    member.county_code = household.county_code
    since: date | None = member.joined_on
    member.joined_on = since or hand.today
    member.pinyin = pinyin_of_name(member.name)


def _require_clean(members: Iterable[Member], today: date) -> None:
    errors: dict[int, dict[str, list[str]]] = {}
    for row, member in enumerate(members):
        try:
            clean(member, today)
        except ValidationError as wrong:
            errors[row] = wrong.message_dict
    if errors:
        raise RowErrors(errors)


def clean(member: Member, today: date) -> None:
    """First what the ID number gives: other fields ask for it. Raises ValidationError."""
    member.clean()
    if member.birth_date > today:
        future = _("The birth date lies in the future. Correct it.")
        raise ValidationError({"id_number" if member.id_number else "birth_date": future})
    digest_id_number(member)
    member.clean_fields(exclude=_REFERENCES)


def digest_id_number(member: Member) -> None:
    """Set the blind indexes by which the number is found again."""
    member.id_digest = member.id_tail_digest = None
    if member.id_number:
        person = identity.person_of(member.id_number, member.document_kind)
        member.id_digest = id_digest(person)
        member.id_tail_digest = id_tail_digest(person, member.village_id[:9])


def _require_departure(member: Member, today: date) -> None:
    name, left_on = member.shown_name, member.left_on
    if left_on is None or not member.left_because.strip():
        raise ValidationError(
            _("%(name)s: enter the day and the reason of leaving.") % {"name": name}
        )
    require(
        member.joined_on <= left_on <= today,
        _("%(name)s: the day of leaving lies between %(first)s and today.")
        % {"name": name, "first": member.joined_on.isoformat()},
    )


def _write_year(file: File, hand: Hand) -> None:
    record = file.year
    record.household = file.household
    if record._state.adding:  # an earlier year stays in the village in which it was counted
        record.village = file.household.village
    record.size, record.changed_by = len(file.people), hand.by
    record.clean_fields(exclude=_REFERENCES)
    record.county_code = file.household.county_code
    store([record], HouseholdYear.objects.filter(pk=record.pk).in_bulk(), hand)
    stored = MemberYear.objects.filter(household_year=record).in_bulk()
    _pass_on_householder(file, stored)
    gone = {member.pk for member in file.left}
    if leaving := [row.pk for row in stored.values() if row.member_id in gone]:
        MemberYear.objects.filter(pk__in=leaving).delete()
    for person in file.people:
        row = person.year
        row.household_year, row.member, row.county_code = record, person.member, record.county_code
        row.clean_fields(exclude=("household_year", "member", "changed_by"))
    store([person.year for person in file.people], stored, hand)


def _pass_on_householder(file: File, stored: dict[int, MemberYear]) -> None:
    """The mark may pass from one row to another: it is taken off before it is given."""
    head = householder_of(file)
    for row in stored.values():
        if row.relation == Relation.HOUSEHOLDER and row.member_id != head.pk:
            MemberYear.objects.filter(pk=row.pk).update(relation=Relation.OTHER)
            row.relation = Relation.OTHER


def _set_householder(file: File) -> None:
    head = householder_of(file)
    if file.household.householder_id != head.pk:
        Household.objects.filter(pk=file.household.pk).update(householder=head)
        file.household.householder = head


def householder_of(file: File) -> Member:
    """The member with the mark; the composition is checked."""
    return next(p.member for p in file.people if p.year.relation == Relation.HOUSEHOLDER)


def store(rows: Sequence[Any], stored: Mapping[int, Any], hand: Hand) -> None:
    """Insert the new rows and update those that differ from what is `stored` under their key."""
    if not rows:
        return
    model: Any = type(rows[0])
    columns = [field for field in model._meta.concrete_fields if field.name not in _KEPT]
    new = [row for row in rows if row._state.adding]
    kept = [row for row in rows if not row._state.adding]
    changed = [row for row in kept if _differs(row, stored.get(row.pk), columns)]
    for row in (*new, *changed):
        row.changed_by, row.changed_at = hand.by, hand.at
    model._default_manager.bulk_create(new)
    names = [column.name for column in columns]
    model._default_manager.bulk_update(changed, [*names, "changed_by", "changed_at"])


def _differs(row: Any, before: Any, columns: list[Any]) -> bool:
    return before is None or any(
        getattr(row, column.attname) != getattr(before, column.attname) for column in columns
    )
