"""The household file written as a whole: household, members, the year's records, one version."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from households import checks, claims, identity, yearly
from households.choices import Relation
from households.dossier import File, Person
from households.models import Household, Member, MemberYear
from households.querysets import id_digest, id_tail_digest
from households.refusals import RowErrors, StaleVersion, require
from households.rules import pinyin_of_name
from households.steps import SEALED
from povertyreg import clock, locks
from povertyreg.audit import trail
from villages.models import User, Village

_NOT_TYPED = ("householder", "first_identified_in", "entered_by")
"""Of a household: set by the acting modules in their own time."""


def opened(household: Household, year: int) -> File:
    """The file as it is stored; a year without a record begins as a copy of the last one."""
    record = yearly.of(household, year)
    rows = yearly.people_of(record) if record else yearly.start_people(household, year)
    of_member = {row.member_id: row for row in rows}
    members = household.members.filter(left_on=None)
    people = [Person(member, of_member.get(member.pk) or MemberYear()) for member in members]
    return File(household, record or yearly.start(household, year), people)


def create(file: File, *, by: User, request_id: str = "") -> Household:
    """Give the household its number and write the file. Raises ValidationError, RowErrors."""
    _allow(file, by)
    with transaction.atomic():
        file.household.number = next_number(file.household.village)
        file.household.entered_by = by
        file.household.version = 1
        _write(file, by)
        _note("create_file", file, by, request_id)
    return file.household


def update(
    file: File, *, version: int, by: User, reason: str = "", request_id: str = ""
) -> Household:
    """Write a changed file, if nobody wrote it since `version`. Raises StaleVersion otherwise."""
    _allow(file, by)
    with transaction.atomic():
        _take_version(file.household, version)
        require_latest_year(file.household, file.year.year)
        _require_everybody(file)
        _write(file, by)
        _note("change_file", file, by, request_id, reason)
    return file.household


def require_editable(household: Household) -> None:
    """A file that stands in a sealed list, or is closed, is not edited."""
    require(household.closed_on is None, _("This file is closed and cannot be changed."))
    require(
        not household.cases.filter(stage__in=SEALED).exists(),
        _("This household stands in a posted list. The file can be changed after the round."),
    )


def require_latest_year(household: Household, year: int) -> None:
    """Who lived in the household in an earlier year can no longer be told by today's form."""
    require(
        not household.years.filter(year__gt=year).exists(),
        _("The record of %(year)d is closed: a later year is on file.") % {"year": year},
    )


def _note(action: str, file: File, by: User, request_id: str, reason: str = "") -> None:
    details = {"request_id": request_id} if request_id else {}
    area = file.household.village_id
    trail.record(by, action, file.household, area=area, reason=reason, **details)


def _allow(file: File, by: User) -> None:
    if not by.has_perm("households.enter_household", file.household):
        raise PermissionDenied


def next_number(village: Village) -> str:
    """Village code and the next serial; numbers are never given twice."""
    locks.hold(f"household numbers of {village.code}")
    numbers = Household.objects.filter(number__startswith=village.code)
    last = numbers.order_by("-number").values_list("number", flat=True).first()
    serial = int(last[12:]) + 1 if last else 1
    require(serial <= 9999, _("This village has used all of its household numbers."))
    return f"{village.code}{serial:04d}"


def _take_version(household: Household, version: int) -> None:
    current = Household.objects.select_for_update().get(pk=household.pk)
    require_editable(current)
    if current.version != version:
        raise StaleVersion(
            _(
                "Somebody saved this file while you were typing. Nothing of yours is written yet: "
                "compare the two and save again."
            )
        )
    household.version = version + 1


def _require_everybody(file: File) -> None:
    """A member disappears only by being taken out: with a day and a reason."""
    named = [person.member.pk for person in file.people] + [member.pk for member in file.left]
    forgotten = file.household.members.filter(left_on=None).exclude(pk__in=[p for p in named if p])
    require(
        not forgotten.exists(),
        _("A member of this household is missing in the form. Reload the page and try again."),
    )


def _write(file: File, by: User) -> None:
    _require_composition(file)
    household = file.household
    household.changed_by = by
    household.full_clean(exclude=_NOT_TYPED)
    household.save()
    today = clock.today()
    for member in file.left:
        _leave(member, by, today)
    _write_people(file, by, today)
    _write_year(file, by)


def _require_composition(file: File) -> None:
    if found := checks.composition_problems([person.year.relation for person in file.people]):
        raise ValidationError(found)


def _leave(member: Member, by: User, today: date) -> None:
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
    member.changed_by = by
    member.full_clean()
    member.save()
    claims.give_up(member)


def _write_people(file: File, by: User, today: date) -> None:
    members = [person.member for person in file.people]
    for position, member in enumerate(members, start=1):
        member.household, member.village = file.household, file.household.village
        member.position, member.changed_by = position, by
        since: date | None = member.joined_on
        member.joined_on = since or today
        member.pinyin = pinyin_of_name(member.name)
    _require_clean(members, today)
    claims.require_free(file.household, members, by)
    for member in members:
        member.save()
    claims.take(file.household, members)


def _require_clean(members: Iterable[Member], today: date) -> None:
    errors: dict[int, dict[str, list[str]]] = {}
    for row, member in enumerate(members):
        try:
            _clean(member, today)
        except ValidationError as wrong:
            errors[row] = wrong.message_dict
    if errors:
        raise RowErrors(errors)


def _clean(member: Member, today: date) -> None:
    """First what the ID number gives: other fields and constraints ask for it."""
    member.clean()
    if member.birth_date > today:
        future = _("The birth date lies in the future. Correct it.")
        raise ValidationError({"id_number" if member.id_number else "birth_date": future})
    digest_id_number(member)
    member.full_clean(exclude=["household"])


def digest_id_number(member: Member) -> None:
    """Set the blind indexes by which the number is found again."""
    member.id_digest = member.id_tail_digest = None
    if member.id_number:
        person = identity.person_of(member.id_number, member.document_kind)
        member.id_digest = id_digest(person)
        member.id_tail_digest = id_tail_digest(person, member.village_id[:9])


def _write_year(file: File, by: User) -> None:
    record = file.year
    record.household, record.village = file.household, file.household.village
    record.size, record.changed_by = len(file.people), by
    record.full_clean(exclude=["household"])
    record.save()
    # The householder's mark may pass from one row to another: take it off before giving it.
    current = MemberYear.objects.filter(household_year=record, relation=Relation.HOUSEHOLDER)
    current.exclude(member__in=[_householder(file)]).update(relation="99")
    MemberYear.objects.filter(household_year=record, member__in=file.left).delete()
    for person in file.people:
        person.year.household_year, person.year.member = record, person.member
        person.year.changed_by = by
        person.year.full_clean(exclude=["household_year", "member"])
        person.year.save()
    Household.objects.filter(pk=file.household.pk).update(householder=_householder(file))
    file.household.householder = _householder(file)


def _householder(file: File) -> Member:
    return next(p.member for p in file.people if p.year.relation == Relation.HOUSEHOLDER)
