"""Many files written together: a fixed number of statements for each part of an import."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import models

from households import files, findings
from households.choices import Relation
from households.importing import entries
from households.importing.assembling import Assembled
from households.models import IdentityClaim, Member, MemberYear
from households.rules import pinyin_of_name
from households.writing import digest_id_number
from povertyreg.audit import trail
from povertyreg.exchange import bulk
from povertyreg.exchange.blank import blank
from povertyreg.exchange.models import Import
from villages.models import User

_OF_A_WRITING: Final = ("changed_by", "changed_at")
_DERIVED: Final = (
    *("birth_date", "sex", "document_kind", "id_digest", "id_tail_digest", "pinyin"),
    "no_id_reason",
)
"""What follows from a member's name and number."""


def write(
    assembled: Sequence[Assembled], import_: Import, *, by: User, at: datetime, today: date
) -> None:
    """Write the files, their findings and their notes in the trail, inside the transaction."""
    _number(assembled)
    for one in assembled:
        _complete(one, by, at, today)
    _write_households(assembled)
    _write_members(assembled)
    _write_years(assembled)
    _write_claims(assembled)
    findings.keep_all(
        [one.file for one in assembled],
        [entries.found_in(one.entry) for one in assembled],
        import_.year,
    )
    _note(assembled, import_, by)


def _number(assembled: Sequence[Assembled]) -> None:
    """Numbers for the new households of each village, keys for everything new."""
    new = defaultdict(list)
    for one in assembled:
        if one.is_new:
            new[one.file.household.village_id].append(one.file.household)
    for village, households in sorted(new.items()):
        numbers = files.next_numbers(village, len(households))
        for household, number in zip(households, numbers, strict=True):
            household.number = number
    _key([one.file.household for one in assembled])
    _key([one.file.year for one in assembled])
    _key([person.member for one in assembled for person in one.file.people])
    _key([person.year for one in assembled for person in one.file.people])


def _key(rows: Sequence[models.Model]) -> None:
    without = [row for row in rows if row.pk is None]
    if without:
        for row, key in zip(without, bulk.new_keys(type(without[0]), len(without)), strict=True):
            row.pk = key


def _complete(one: Assembled, by: User, at: datetime, today: date) -> None:
    """Everything that follows from what was typed, as a single saving does it."""
    household, record = one.file.household, one.file.year
    county = household.village_id[:6]
    if one.is_new:
        household.entered_by, household.entered_at, household.version = by, at, 1
    else:
        household.version += 1
    record.household = household
    record.size = len(one.file.people)
    for position, person in enumerate(one.file.people):
        member, row = person.member, person.year
        if member._state.adding:
            member.household, member.village_id = household, household.village_id
            member.position = position + 1
            since: date | None = member.joined_on
            member.joined_on = since or today
        if member._state.adding or "member" in one.of_person.get(position, {}):
            member.pinyin = pinyin_of_name(member.name)
            member.clean()
            digest_id_number(member)
        row.household_year, row.member = record, member
        if row.relation == Relation.HOUSEHOLDER:
            household.householder = member
        for written in (member, row):
            written.county_code = county
    household.county_code = record.county_code = county
    for written in _all_rows(one):
        written.changed_by_id, written.changed_at = by.pk, at


def _all_rows(one: Assembled) -> list[Any]:
    people = one.file.people
    return [
        one.file.household,
        one.file.year,
        *(person.member for person in people),
        *(person.year for person in people),
    ]


def _write_households(assembled: Sequence[Assembled]) -> None:
    new = [one.file.household for one in assembled if one.is_new]
    known = [one.file.household for one in assembled if not one.is_new]
    names = set().union(*(one.changed.get("household", ()) for one in assembled))
    bulk.insert(new)
    bulk.update(known, [*names, "version", "householder", *_OF_A_WRITING])
    _stored(new)


def _write_members(assembled: Sequence[Assembled]) -> None:
    new, changed, names = [], [], set(_DERIVED)
    for one in assembled:
        for position, person in enumerate(one.file.people):
            touched = one.of_person.get(position, {}).get("member")
            if person.member._state.adding:
                new.append(person.member)
            elif touched:
                changed.append(person.member)
                names |= touched
    bulk.insert(new)
    bulk.update(changed, [*names, *_OF_A_WRITING])


def _write_years(assembled: Sequence[Assembled]) -> None:
    new = [one.file.year for one in assembled if one.file.year._state.adding]
    known = [
        one
        for one in assembled
        if not one.file.year._state.adding and ("year" in one.changed or _has_somebody_new(one))
    ]
    names = set().union(*(one.changed.get("year", ()) for one in known))
    bulk.insert(new)
    bulk.update([one.file.year for one in known], [*names, "size", *_OF_A_WRITING])
    _write_rows(assembled)
    _stored(new)


def _has_somebody_new(one: Assembled) -> bool:
    return any(person.member._state.adding for person in one.file.people)


def _write_rows(assembled: Sequence[Assembled]) -> None:
    """The mark of the householder is taken from one before another gets it."""
    new: list[MemberYear] = []
    losing: list[MemberYear] = []
    changed: list[MemberYear] = []
    names = {"relation"}
    for one in assembled:
        for position, person in enumerate(one.file.people):
            touched = one.of_person.get(position, {}).get("row")
            if person.year._state.adding:
                new.append(person.year)
            elif touched:
                was_head = one.before.get(position) == Relation.HOUSEHOLDER
                (losing if was_head and "relation" in touched else changed).append(person.year)
                names |= touched
    for rows in (losing, changed):
        bulk.update(rows, [*names, *_OF_A_WRITING])
    bulk.insert(new)
    _stored(new)


def _write_claims(assembled: Sequence[Assembled]) -> None:
    """One living registration a person: claimed with the member, given up with the old number."""
    touched = [
        person.member
        for one in assembled
        for position, person in enumerate(one.file.people)
        if person.member._state.adding or "member" in one.of_person.get(position, {})
    ]
    known = [member for member in touched if not member._state.adding]
    if known:
        IdentityClaim.objects.filter(member__in=[member.pk for member in known]).delete()
    bulk.insert([_claim(member) for member in touched if member.id_digest])
    _stored(touched)


def _claim(member: Member) -> IdentityClaim:
    claim = blank(IdentityClaim)
    claim.digest, claim.county_code = member.id_digest, member.county_code
    claim.household_id, claim.member_id = member.household_id, member.pk
    return claim


def _stored(rows: Iterable[models.Model]) -> None:
    for row in rows:
        row._state.adding = False


def _note(assembled: Sequence[Assembled], import_: Import, by: User) -> None:
    """One entry for each file, as if it had been saved by itself."""
    households = (one.file.household for one in assembled)
    trail.record_all(
        by,
        "import_file",
        (
            (one, one.village_id, {"version": one.version, "import": import_.pk})
            for one in households
        ),
    )
