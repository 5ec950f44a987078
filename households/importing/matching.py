"""Which household of the register the rows of a workbook are about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from households import identity
from households.choices import Document
from households.idnumbers import IdNumberError, read_id_number
from households.importing import columns, signs
from households.importing.places import Places
from households.importing.row import Group, Masked
from households.importing.standing import Standing, Wanted, load
from households.models import Household
from households.querysets import id_digest
from villages.models import User, Village

NUMBER_DIGITS: Final = 16

_ANOTHER_AREA: Final = _("This row is of another area, or names a village that is not in yours.")
_ELSEWHERE: Final = ("other_area", _ANOTHER_AREA)
_MOVED: Final = _(
    "This household is on file in another village. Record the move as a change of the household."
)
_NO_VILLAGE: Final = _("The village is missing. Enter its name or its code.")
_NOT_HERE: Final = _(
    "No household of your area has this number. For a new household enter a short sign of your own."
)
_SEVERAL: Final = _(
    "Several households on file have this householder and these people: %(numbers)s. Enter the "
    "number of the one that is meant."
)
_TWO_HOUSEHOLDS: Final = _(
    "People of these rows are on file in two households. Record the move first, or divide the rows."
)


def digest_rows(groups: Iterable[Group]) -> None:
    """Set the blind index of every person whose number can be read."""
    for group in groups:
        for row in group.rows:
            key = columns.ID_NUMBER if row.table.is_of_people else columns.HEAD_ID
            number = row.cells.get(key) or row.cells.get(columns.ID_NUMBER)
            if number and not isinstance(number, Masked):
                row.digest = _digest(str(number), str(row.cells.get("member.document_kind") or ""))


def _digest(number: str, document: str) -> bytes | None:
    if document == Document.OFFICER_CARD:
        return id_digest(identity.person_of(number, document))
    try:
        return id_digest(read_id_number(number).person)
    except IdNumberError:
        return None


class Why(NamedTuple):
    """Why a group belongs nowhere: key of the column, code and sentence, and what fills it."""

    key: str
    code: str
    text: Any
    params: Mapping[str, Any] = MappingProxyType({})


@dataclass
class Found:
    """Where a group belongs: an existing household, or a village for a new one."""

    household: Household | None = None
    village: Village | None = None
    national: str = ""
    problem: Why | None = None


def place_of(group: Group, standing: Standing, places: Places) -> Found:
    """By the register's number, the national one, the people's ID numbers, or by certain signs."""
    village = places.village_of(group)
    pk, problem = _of_numbers(group, standing, places)
    if pk is None and problem is None:
        pk, problem = _of_people(group, standing)
    if pk is None and problem is None and village:
        pk, problem = _of_signs(group, village, standing)
    if problem:
        return Found(problem=problem)
    if pk is not None:
        return _on_file(group, standing.households[pk], village, places)
    if village is None:
        return Found(problem=_no_place(group, places))
    if strange := _strange_place(group, village, places):
        return Found(problem=Why(strange, *_ELSEWHERE))
    return Found(village=village, national=_national(group))


def _on_file(group: Group, known: Household, village: Village | None, places: Places) -> Found:
    """A household is not moved to another village by a workbook."""
    home = places.villages.get(known.village_id)
    if home and (strange := _strange_place(group, home, places)):
        is_known = village is not None and village != home
        return Found(problem=Why(strange, *(("moved", _MOVED) if is_known else _ELSEWHERE)))
    return Found(household=known)


def _strange_place(group: Group, home: Village, places: Places) -> str:
    """The column in which the first row names another place; the other rows say it themselves."""
    first, *others = group.rows
    for row in others:
        if key := places.strange(row, home):
            code, text = _ELSEWHERE
            row.problems.append(row.problem(key, code, text, str(row.cells[key])[:60]))
    return places.strange(first, home)


Answer = tuple[int | None, Why | None]


def _of_numbers(group: Group, standing: Standing, places: Places) -> Answer:
    said, national = _said_number(group), _national(group)
    pk = standing.by_number.get(said) or standing.by_national.get(national)
    if pk is None and _is_own_number(said, places):
        return None, Why(columns.NUMBER, "unknown_number", _NOT_HERE)
    if pk is None and len(said) == NUMBER_DIGITS:
        pk = standing.by_national.get(said)
    return pk, None


def standing_of(
    groups: Sequence[Group], places: Places, *, year: int, area: str, by: User
) -> Standing:
    """The files on file that these groups may be about."""
    said = [(_said_number(group), _national(group)) for group in groups]
    wanted = Wanted(
        numbers={number for number, _theirs in said if number},
        nationals={theirs for _number, theirs in said if theirs},
        digests={row.digest for group in groups for row in group.rows if row.digest},
        heads=signs.heads_of(groups, places),
    )
    return load(wanted, year=year, area=area, by=by)


def _said_number(group: Group) -> str:
    return next((str(r.cells[columns.NUMBER]) for r in group.rows if columns.NUMBER in r.cells), "")


def _national(group: Group) -> str:
    """The national system's number: its own column, or a number that is not one of ours."""
    key = columns.NATIONAL_NUMBER
    named = next((str(row.cells[key]) for row in group.rows if key in row.cells), "")
    said = _said_number(group)
    return named or (said if signs.is_number(said) else "")


def _is_own_number(said: str, places: Places) -> bool:
    return len(said) == NUMBER_DIGITS and said[:12] in places.villages


def _no_place(group: Group, places: Places) -> Why:
    if key := places.foreign(group.rows[0]):
        return Why(key, *_ELSEWHERE)
    return Why(columns.VILLAGE, "no_village", _NO_VILLAGE)


def _of_people(group: Group, standing: Standing) -> Answer:
    """The household in which these people are on file, if it is one and of the area."""
    claims = [standing.claims[r.digest] for r in group.rows if r.digest in standing.claims]
    held = {claim.household_id for claim in claims} & set(standing.households)
    if len(held) > 1:
        return None, Why(columns.ID_NUMBER, "two_households", _TWO_HOUSEHOLDS)
    return next(iter(held), None), None


def _of_signs(group: Group, village: Village, standing: Standing) -> Answer:
    """Where no number tells: the one household of this householder and these people."""
    known = signs.known_by(group, village.pk, standing)
    if len(known) > 1:
        numbers = [standing.households[pk].number for pk in known]
        return None, Why(columns.NUMBER, "several", _SEVERAL, {"numbers": numbers})
    return next(iter(known), None), None
