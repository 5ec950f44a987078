"""Which member of a household on file each row of a workbook is about."""

from households.dossier import Person
from households.importing import columns
from households.importing.row import Masked, Row
from households.models import Member


def people_of(rows: list[Row], people: list[Person]) -> list[tuple[Row, Person | None]]:
    """By the ID number, then by the national number, then by name: a person is found once."""
    free = list(people)
    found: dict[int, Person | None] = {}
    for way in (_same_token, _same_digest, _same_masked, _same_national, _same_name):
        for index, row in enumerate(rows):
            if found.get(index) is None:
                person = way(row, free)
                if person is not None:
                    found[index] = person
                    free.remove(person)
    found |= _in_order([n for n in range(len(rows)) if found.get(n) is None], rows, free)
    return [(row, found.get(index)) for index, row in enumerate(rows)]


def _in_order(unknown: list[int], rows: list[Row], free: list[Person]) -> dict[int, Person]:
    """Newborn twins without a name: as many rows as namesakes, who keep their order."""
    alike: dict[tuple[int, ...], list[int]] = {}
    for index in unknown:
        if named := tuple(free.index(person) for person in _namesakes(rows[index], free)):
            alike.setdefault(named, []).append(index)
    pairs: dict[int, Person] = {}
    for named, indexes in alike.items():
        if len(named) == len(indexes):
            pairs |= {index: free[place] for index, place in zip(indexes, named, strict=True)}
    return pairs


def _same_token(row: Row, free: list[Person]) -> Person | None:
    if row.token is None or row.token.member is None:
        return None
    return next((p for p in free if p.member.pk == row.token.member), None)


def _same_digest(row: Row, free: list[Person]) -> Person | None:
    if row.digest is None:
        return None
    return next((p for p in free if p.member.id_digest == row.digest), None)


def _same_masked(row: Row, free: list[Person]) -> Person | None:
    shown = row.cells.get(columns.ID_NUMBER)
    if not isinstance(shown, Masked):
        return None
    return next(
        (p for p in free if p.member.masked_id_number == shown and _is_named(row, p.member)), None
    )


def _same_national(row: Row, free: list[Person]) -> Person | None:
    number = row.cells.get(columns.PERSON)
    return next((p for p in free if number and p.member.national_number == number), None)


def _same_name(row: Row, free: list[Person]) -> Person | None:
    """A name tells somebody only where it is the only one, and no birth date contradicts."""
    named = _namesakes(row, free)
    return named[0] if len(named) == 1 else None


def _namesakes(row: Row, free: list[Person]) -> list[Person]:
    named = [p for p in free if _is_named(row, p.member)]
    born = row.cells.get("member.birth_date")
    return [p for p in named if p.member.birth_date == born] or named if born else named


def _is_named(row: Row, member: Member) -> bool:
    known = member.name
    return known == row.cells.get(columns.NAME) or row.is_as_stored(columns.NAME, known)
