"""The household file written as a whole: household, members, the year's records, one version."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from pypinyin import Style, lazy_pinyin

from households import checks
from households.choices import Relation
from households.models import Household, HouseholdYear, IdentityClaim, Member, MemberYear
from households.querysets import id_digest, id_tail_digest
from households.refusals import StaleVersion, require
from households.steps import SEALED
from povertyreg import clock, locks
from povertyreg.audit import trail
from villages.models import User, Village


@dataclass
class Person:
    """One row of the form: the member and the record of the year."""

    member: Member
    year: MemberYear


@dataclass
class File:
    """What the form holds, and what is written together or not at all."""

    household: Household
    year: HouseholdYear
    people: list[Person] = field(default_factory=list)
    left: list[Member] = field(default_factory=list)
    """Members that the form takes out, with `left_on` and `left_because` set."""


class RowErrors(ValidationError):
    """Messages for single rows of the form: row number (from 0) → messages."""

    def __init__(self, by_row: dict[int, list[str]]) -> None:
        super().__init__([message for messages in by_row.values() for message in messages])
        self.by_row = by_row


def create(file: File, *, by: User) -> Household:
    """Give the household its number and write the file. Raises ValidationError, RowErrors."""
    _allow(file, by)
    with transaction.atomic():
        file.household.number = _next_number(file.household.village)
        file.household.entered_by = by
        file.household.version = 1
        _write(file, by)
        trail.record(by, "create_file", file.household, area=file.household.village_id)
    return file.household


def update(file: File, *, version: int, by: User, reason: str = "") -> Household:
    """Write a changed file, if nobody wrote it since `version`. Raises StaleVersion otherwise."""
    _allow(file, by)
    with transaction.atomic():
        _take_version(file.household, version)
        _write(file, by)
        trail.record(
            by, "change_file", file.household, area=file.household.village_id, reason=reason
        )
    return file.household


def require_editable(household: Household) -> None:
    """A file that stands in a sealed list, or is closed, is not edited."""
    require(household.closed_on is None, _("This file is closed and cannot be changed."))
    require(
        not household.cases.filter(stage__in=SEALED).exists(),
        _("This household stands in a posted list. The file can be changed after the round."),
    )


def _allow(file: File, by: User) -> None:
    if not by.has_perm("households.enter_household", file.household):
        raise PermissionDenied


def _next_number(village: Village) -> str:
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


def _write(file: File, by: User) -> None:
    _require_composition(file)
    household = file.household
    household.changed_by = by
    household.full_clean(exclude=["householder"])
    household.save()
    for member in file.left:
        _leave(member, by)
    _write_people(file, by)
    _write_year(file, by)


def _require_composition(file: File) -> None:
    if found := checks.composition_problems([person.year.relation for person in file.people]):
        raise ValidationError(found)


def _leave(member: Member, by: User) -> None:
    member.changed_by = by
    member.full_clean()
    member.save()
    IdentityClaim.objects.filter(member=member).delete()


def _write_people(file: File, by: User) -> None:
    for position, person in enumerate(file.people, start=1):
        member = person.member
        member.household, member.village = file.household, file.household.village
        member.position, member.changed_by = position, by
        since: date | None = member.joined_on
        member.joined_on = since or clock.today()
        member.pinyin = pinyin_of_name(member.name)
    _require_clean(file.people)
    for person in file.people:
        digest_id_number(person.member)
    _require_unclaimed(file, by)
    for person in file.people:
        person.member.save()
    _claim(file)


def _require_clean(people: Iterable[Person]) -> None:
    errors: dict[int, list[str]] = {}
    for row, person in enumerate(people):
        try:
            person.member.full_clean(exclude=["household"])
        except ValidationError as wrong:
            errors[row] = wrong.messages
    if errors:
        raise RowErrors(errors)


def pinyin_of_name(name: str) -> str:
    """Family name, then given name, as passports write it: "Yang Guangfu"."""
    syllables = lazy_pinyin(name, style=Style.NORMAL)
    return f"{syllables[0]} {''.join(syllables[1:])}".strip().title() if syllables else ""


def digest_id_number(member: Member) -> None:
    """Set the blind indexes by which the number is found again."""
    number = member.id_number
    member.id_digest = id_digest(number) if number else None
    member.id_tail_digest = id_tail_digest(number, member.village_id[:9]) if number else None


def _require_unclaimed(file: File, by: User) -> None:
    """One person, one living registration (rules P-05, P-06), inside the file and outside."""
    rows: dict[bytes, list[int]] = defaultdict(list)
    for row, person in enumerate(file.people):
        if person.member.id_digest:
            rows[person.member.id_digest].append(row)
    errors = {
        row: [_("This ID number stands in two rows. Correct one of them.")]
        for repeated in rows.values()
        if len(repeated) > 1
        for row in repeated
    }
    for claim in _claims_elsewhere(file.household, rows):
        errors[rows[bytes(claim.digest)][0]] = [already_registered(claim, by)]
    if errors:
        raise RowErrors(errors)


def _claims_elsewhere(household: Household, digests: Iterable[bytes]) -> Iterator[IdentityClaim]:
    claims = IdentityClaim.objects.filter(digest__in=list(digests))
    yield from claims.exclude(household_id=household.pk).select_related(
        "household__village__township", "member"
    )


def already_registered(claim: IdentityClaim, by: User) -> str:
    """Where the person is registered: the number only inside the reader's own area."""
    household = claim.household
    place = {"township": household.village.township.name, "village": household.village.name}
    if Household.objects.visible_to(by).filter(pk=household.pk).exists():
        return _(
            "This person is an active member of household %(number)s (%(village)s). "
            "Record the move there first."
        ) % {**place, "number": household.number}
    return (
        _(
            "This person is already registered in %(township)s, %(village)s. "
            "Ask the township to record the move."
        )
        % place
    )


def _claim(file: File) -> None:
    members = [person.member for person in file.people]
    claims = IdentityClaim.objects.filter(member__in=members)
    claims.exclude(digest__in=[m.id_digest for m in members if m.id_digest]).delete()
    IdentityClaim.objects.bulk_create(
        [
            IdentityClaim(
                digest=member.id_digest,
                county_code=member.county_code,
                household=file.household,
                member=member,
            )
            for member in members
            if member.id_digest
        ],
        ignore_conflicts=True,
    )
    mine = IdentityClaim.objects.filter(member__in=members).count()
    require(
        mine == sum(1 for member in members if member.id_digest),
        _("Somebody registered one of these people a moment ago. Save again to see where."),
    )


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
