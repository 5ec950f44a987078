"""An earlier version of a file brought back: as a new version, by all rules, with a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import models, transaction
from django.utils.translation import gettext as _

from households import files, history, snapshots, years
from households.choices import Relation
from households.differences import Line, compared, place_of
from households.dossier import File
from households.models import Household, HouseholdYear, Member, MemberYear
from households.refusals import require
from povertyreg.audit import trail
from povertyreg.wording import enumerated
from villages.models import User

_BY_ACTS: Final = {
    *("id", "village", "household", "household_year", "member", "year", "position"),
    *("first_identified_in", "closed_on", "closed_because", "confirmed_on", "entered_by"),
    *("joined_on", "joined_because", "left_on", "left_reason", "left_because", "changed_by"),
}
"""What only an act of its own sets: a change in the family, a closing, a confirmation."""


@dataclass
class Restoration:
    """What will be written, what it changes, and what stays as it is."""

    version: int
    file: File
    lines: list[Line]
    joined: str
    """Who belongs to the household now and did not then."""
    left: str
    """Who belonged to it then and does no longer."""
    keeps_relations: bool
    """The householder of then could not be it again: all relations stay."""
    years: list[int]


def prepared(household: Household, version: int, year: int, *, by: User) -> Restoration | None:
    """The file of the year with the fields of the version; None where there is no such version.

    `year`: or the nearest that the version knew. Raises ValidationError where the file may not
    be changed now.
    """
    files.require_editable(household)
    then = snapshots.at_version(household, version)
    if then is None:
        return None
    year = then.nearest_year(year)
    past = then.file(year)
    years.require_writer(household.village_id, year, by=by)
    if past is None:
        require(
            past,
            _("Version %(number)d has no yearly record. Choose a later one.") % {"number": version},
        )
        raise AssertionError
    return _planned(files.opened(household, year), past, version, list(then.years))


def restore(
    plan: Restoration, *, version: int, by: User, reason: str, request_id: str = ""
) -> Household:
    """Write the plan as a new version. Raises StaleVersion, ValidationError, RowErrors.

    `version`: of the file when the plan was shown.
    """
    reason = reason.strip()
    require(reason, _("Say why this version is brought back."), field="reason")
    require(plan.lines, _("The file holds the values of this version already."))
    with transaction.atomic():
        household = files.update(
            plan.file, version=version, by=by, reason=reason, request_id=request_id
        )
        trail.record(
            by, history.RESTORED, household, area=household.village_id, reason=reason,
            version=household.version, restored=plan.version,
        )  # fmt: skip
    return household


def _planned(now: File, past: File, version: int, known_years: list[int]) -> Restoration:
    then, here = _by_member(past), _by_member(now)
    keeps = not _one_householder(here, then)
    groups = history.groups_of(now.household)
    lines = [
        line
        for place, fields, rows in _pairs(now, past, keeps_relations=keeps)
        for line in _taken(place, fields, rows, groups)
    ]
    names = {pk: row.member.shown_name for pk, row in (then | here).items()}
    joined = enumerated(names[pk] for pk in here if pk not in then)
    left = enumerated(names[pk] for pk in then if pk not in here)
    return Restoration(version, now, lines, joined, left, keeps and bool(then), known_years)


def _by_member(file: File) -> dict[int, MemberYear]:
    rows = {}
    for person in file.people:
        person.year.member = person.member
        rows[person.member.pk] = person.year
    return rows


def _one_householder(here: dict[int, MemberYear], then: dict[int, MemberYear]) -> bool:
    relations = [then.get(pk, row).relation for pk, row in here.items()]
    return relations.count(Relation.HOUSEHOLDER) == 1


_Pair = tuple[Line, list[Any], tuple[Any, Any]]


def _pairs(now: File, past: File, *, keeps_relations: bool) -> Iterator[_Pair]:
    """Rows of now beside those of then, with the fields that are brought back."""
    year, moved = now.year.year, now.household.village_id != past.household.village_id
    of_household = _fields(Household, "group" if moved else "")
    yield place_of({}, None, None), of_household, (now.household, past.household)
    yield place_of({}, None, year), _fields(HouseholdYear), (now.year, past.year)
    then = {person.member.pk: person for person in past.people}
    of_row = _fields(MemberYear, "relation" if keeps_relations else "")
    for person in now.people:
        if before := then.get(person.member.pk):
            names = {person.member.pk: person.member.shown_name}
            whose = place_of(names, person.member.pk, None)
            yield whose, _fields(Member), (person.member, before.member)
            of_year = place_of(names, person.member.pk, year)
            yield of_year, of_row, (person.year, before.year)


def _fields(model: type[models.Model], without: str = "") -> list[Any]:
    return [
        one
        for one in model._meta.concrete_fields
        if one.editable and one.name not in _BY_ACTS and one.name != without
    ]


def _taken(
    place: Line, fields: list[Any], rows: tuple[Any, Any], groups: dict[int, str]
) -> list[Line]:
    """The lines, and the row of now holding the values of then."""
    found = list(compared(place, fields, rows, groups))
    now, then = rows
    for one in fields:
        setattr(now, one.attname, getattr(then, one.attname))
    return found
