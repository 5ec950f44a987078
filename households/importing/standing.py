"""The files of the register that a workbook speaks of, each kind of row with one question."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet

from households import yearly
from households.dossier import File, Person
from households.models import Case, Household, HouseholdYear, IdentityClaim, Member, MemberYear
from households.steps import SEALED
from villages.models import User

_AT_ONCE: Final = 2000

Head = tuple[str, str]
"""Code of the village, name of the householder."""


@dataclass
class Standing:
    """What is on file, by the names under which a workbook may know it."""

    households: dict[int, Household] = field(default_factory=dict)
    by_number: dict[str, int] = field(default_factory=dict)
    by_national: dict[str, int] = field(default_factory=dict)
    by_head: dict[Head, list[int]] = field(default_factory=dict)
    claims: dict[bytes, IdentityClaim] = field(default_factory=dict)
    files: dict[int, File] = field(default_factory=dict)
    earlier: set[int] = field(default_factory=set)
    """Households that have a later year on file: who belongs to them is not changed."""
    unwritable: set[int] = field(default_factory=set)
    """A later year is on file and this one is not: it can no longer be begun."""
    sealed: set[int] = field(default_factory=set)
    """Households of a posted list."""


class Wanted(NamedTuple):
    """What a workbook knows households by; `heads`: where it is by no number."""

    numbers: Collection[str]
    nationals: Collection[str]
    digests: Collection[bytes]
    heads: Collection[Head]


def load(wanted: Wanted, *, year: int, area: str, by: User) -> Standing:
    """Only files of the importer's own area; a claim tells that somebody is on file elsewhere."""
    standing = Standing()
    for part in _parts(wanted.digests):
        for claim in IdentityClaim.objects.filter(digest__in=part):
            standing.claims[bytes(claim.digest)] = claim
    mine = Household.objects.visible_to(by).in_area(area)
    claimed = {claim.household_id for claim in standing.claims.values()}
    keys = (("number", wanted.numbers), ("national_number", wanted.nationals), ("pk", claimed))
    for name, values in keys:
        for part in _parts(values):
            _add(standing, mine.filter(**{f"{name}__in": part}))
    if wanted.heads:
        _add_by_head(standing, mine, wanted.heads)
    load_files(standing, year)
    return standing


def _add_by_head(standing: Standing, mine: QuerySet[Household], heads: Collection[Head]) -> None:
    villages, names = ({head[nth] for head in heads} for nth in (0, 1))
    living = mine.filter(closed_on=None, village__in=villages, householder__name__in=names)
    known = living.select_related("householder").order_by("number")
    _add(standing, known)
    for household in known:
        head = (household.village_id, household.householder.name)
        standing.by_head.setdefault(head, []).append(household.pk)


def of(households: Sequence[int], year: int) -> Standing:
    """The files of these households; they are locked until the end of the transaction."""
    standing = Standing()
    _add(
        standing,
        Household.objects.filter(pk__in=households).select_for_update(of=("self",)).order_by("pk"),
    )
    load_files(standing, year)
    return standing


def _add(standing: Standing, households: QuerySet[Household]) -> None:
    for household in households.select_related("group"):
        standing.households[household.pk] = household
        standing.by_number[household.number] = household.pk
        if household.national_number:
            standing.by_national[household.national_number] = household.pk


def _parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(set(values))
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]


def load_files(standing: Standing, year: int) -> None:
    """The file of each household in the year, as `files.opened` reads a single one."""
    for part in _parts(standing.households):
        _load_part(standing, part, year)


def _load_part(standing: Standing, part: list[int], year: int) -> None:
    records = _records(part, year)
    members = _by_household(Member.objects.filter(household__in=part, left_on=None))
    rows: dict[int, list[MemberYear]] = {}
    for row in MemberYear.objects.filter(household_year__in=[r.pk for r in records.values()]):
        rows.setdefault(row.household_year_id, []).append(row)
    later = set(_of_later_years(part, year))
    sealed = Case.objects.filter(household__in=part, stage__in=SEALED)
    standing.sealed |= set(sealed.values_list("household_id", flat=True))
    departed = _departed(later)
    for pk in part:
        household, record = standing.households[pk], records.get(pk)
        if pk in later:
            standing.earlier.add(pk)
            if record is None or record.year != year:
                standing.unwritable.add(pk)
        own = {row.member_id: row for row in rows.get(record.pk if record else 0, [])}
        people = [*members.get(pk, []), *(m for m in departed.get(pk, []) if m.pk in own)]
        if pk in later:
            people = [member for member in people if member.pk in own]
        standing.files[pk] = _file(household, record, people, own, year)


def _records(part: list[int], year: int) -> dict[int, HouseholdYear]:
    """Of each household the record of the year, or else the latest one before it."""
    until = HouseholdYear.objects.filter(household__in=part, year__lte=year)
    latest = until.order_by("household_id", "-year").distinct("household_id")
    return {record.household_id: record for record in latest}


def _of_later_years(part: list[int], year: int) -> QuerySet[HouseholdYear, int]:
    later = HouseholdYear.objects.filter(household__in=part, year__gt=year)
    return later.values_list("household_id", flat=True)


def _departed(later: set[int]) -> dict[int, list[Member]]:
    """Who belonged to a household in an earlier year and has left it since."""
    if not later:
        return {}
    gone = Member.objects.filter(household__in=later, left_on__isnull=False)
    return _by_household(gone)


def _by_household(members: QuerySet[Member]) -> dict[int, list[Member]]:
    found: dict[int, list[Member]] = {}
    for member in members.order_by("position", "id"):
        found.setdefault(member.household_id, []).append(member)
    return found


def _file(
    household: Household,
    record: HouseholdYear | None,
    people: list[Member],
    rows: dict[int, MemberYear],
    year: int,
) -> File:
    if record is not None and record.year == year:
        found = [Person(member, rows.get(member.pk) or MemberYear()) for member in people]
        return File(household, record, found)
    begun = yearly.begun_from(record, household, year)
    copies = {pk: yearly.copied_row(row) for pk, row in rows.items()}
    found = [Person(member, copies.get(member.pk) or MemberYear()) for member in people]
    return File(household, begun, found)
