"""The files of an import put together again from its entries, ready to be written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from households.dossier import File
from households.importing import entries
from households.importing.draft import begun, somebody_new
from households.importing.standing import Standing
from povertyreg.exchange.models import ImportEntry
from villages.models import Village, VillageGroup


@dataclass
class Assembled:
    """A file with what changes in it: the fields of each row that are to be written."""

    entry: ImportEntry
    file: File
    is_new: bool
    changed: dict[str, set[str]] = field(default_factory=dict)
    """Part ("household", "year") → names of fields."""
    of_person: dict[int, dict[str, set[str]]] = field(default_factory=dict)
    """Position of the person → part ("member", "row") → names of fields."""
    before: dict[int, str] = field(default_factory=dict)
    """Position → the relation as it stood."""


@dataclass
class Places:
    villages: Mapping[str, Village]
    groups: Mapping[tuple[str, int], VillageGroup]


def places_of(written: Iterable[ImportEntry]) -> Places:
    codes = {entry.village_code for entry in written}
    groups = VillageGroup.objects.filter(village__in=codes)
    return Places(
        Village.objects.in_bulk(codes),
        {(group.village_id, group.number): group for group in groups},
    )


def assemble(
    entry: ImportEntry,
    standing: Standing,
    places: Places,
    year: int,
    *,
    cells: Iterable[tuple[str, str, Any, Any]] | None = None,
) -> Assembled:
    """The file as it is on file, or an empty one, with the cells of the entry put in.

    `cells`: others than the entry's own.
    """
    pk = entry.household_id
    known = None if pk is None else standing.files[pk]
    one = Assembled(
        entry, known or begun(places.villages[entry.village_code], year, ""), is_new=known is None
    )
    file = one.file
    one.before = {i: person.year.relation for i, person in enumerate(file.people)}
    for whose, key, _before, after in entries.changes_of(entry) if cells is None else cells:
        part, _dot, name = key.partition(".")
        at = entries.position_of(whose)
        if at is None:
            _put_own(one, part, name, after, places)
        else:
            position = _person_at(file, at[0], at[1])
            owner = file.people[position].member if part == "member" else file.people[position].year
            _put(owner, name, after)
            one.of_person.setdefault(position, {}).setdefault(part, set()).add(name)
    return one


def _put_own(one: Assembled, part: str, name: str, after: Any, places: Places) -> None:
    file = one.file
    one.changed.setdefault(part, set()).add(name)
    if name == "group":
        file.household.group = places.groups.get((file.household.village_id, after))
        return
    _put(file.household if part == "household" else file.year, name, after)


def _put(owner: Any, name: str, value: Any) -> None:
    """An empty cell of a text is an empty text, as the form has it."""
    column = owner._meta.get_field(name)
    setattr(owner, name, "" if value is None and not column.null else value)


def _person_at(file: File, position: int, pk: int) -> int:
    """Where the person stands now; somebody new is added behind the others."""
    if pk:
        return next(i for i, person in enumerate(file.people) if person.member.pk == pk)
    while len(file.people) <= position:
        file.people.append(somebody_new())
    return position


def of(written: Sequence[ImportEntry], standing: Standing, year: int) -> list[Assembled]:
    places = places_of(written)
    return [assemble(entry, standing, places, year) for entry in written]
